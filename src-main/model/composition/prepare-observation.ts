import type { PriorFile } from '../../contract/priors.ts'
import { plain } from '../../contract/quantities.ts'
import type { ObservationSource } from '../../signal/sweep.ts'
import { type Observation, prepareSweep, type SweepOptions } from '../observable/sweep/prepare-sweep.ts'
import { initialState } from './initial-state.ts'
import { createPrior, type Prior } from './prior.ts'
import { traceAtPriorMean } from './trace-at-mean.ts'

/**
 * Puts a window of a recording on the grid of a prior, in model units. What the options leave out is proposed.
 * @throws NagumoError as `prepareSweep`, PRIOR_INVALID
 */
export function prepareObservation(
  recorded: ObservationSource,
  file: PriorFile,
  options: SweepOptions,
): Observation {
  const prior = createPrior(file)
  const setting = {
    grid: prior.grid,
    mean: () => traceAtPriorMean(prior),
    start: (may: boolean) => describeStart(prior, may),
  }
  return prepareSweep(recorded, setting, options)
}

/** What the model takes the window's first sample for. */
function describeStart(prior: Prior, may: boolean): string {
  if (prior.observable.estimatesScales) {
    return 'Offset, gain, time scale and phase are estimated with the rest; the scales above only choose the units that the model works in.'
  }
  const { known, estimated } = initialState(prior, plain)
  if (!known) return `The state at the window’s first sample, ${estimated}, is estimated.`
  const also = estimated ? `, ${estimated} is estimated` : ''
  return `The model starts from ${known} at the window’s first sample${also}${may ? '; this trace may be in another state there' : ''}.`
}
