import { NagumoError } from '../../contract/errors.ts'
import { fromSamples } from '../../contract/missing.ts'
import type { PriorFile } from '../../contract/priors.ts'
import { plain } from '../../contract/quantities.ts'
import { whole } from '../../contract/report-words.ts'
import type { ObservationSource } from '../../signal/sweep.ts'
import { refuseUneven } from '../../signal/uneven.ts'
import { prepareSweep } from '../observable/sweep/prepare-sweep.ts'
import { describeShorter, shorterGrid } from '../observable/sweep/shorter-grid.ts'
import type { Observation, SweepOptions } from '../observation.ts'
import { refuseWithoutFurther, withFurtherOutputs } from './further-outputs.ts'
import { initialState } from './initial-state.ts'
import { createPrior, type Prior } from './prior.ts'
import { refuseNoise } from './prior-at-times.ts'
import { traceAtPriorMean } from './trace-at-mean.ts'

/**
 * Resamples a window of a recording to the grid of a prior, in model units. What the options leave out is proposed.
 * @throws NagumoError as `prepareSweep`, PRIOR_INVALID, TIME_UNEVEN
 */
export function prepareObservation(
  recorded: ObservationSource,
  file: PriorFile,
  options: SweepOptions,
): Observation {
  const prior = createPrior(file)
  const data = prior.observable.describe(prior.neuron)
  const { fromSweep, fromTrace, further } = prior.observable
  refuseWithoutFurther(recorded, prior)
  const needsEven = fromSweep ?? fromTrace ?? further ?? prior.observable.estimatesScales
  if (needsEven) {
    const remedy = 'Choose a model for traces in model units, or resample the recording evenly.'
    refuseUneven(recorded, `Models of ${prior.observable.name}`, remedy)
  }
  if (recorded.times) refuseNoise(prior)
  if (fromSweep) return fromSweep(recorded, options)
  const setting = {
    grid: prior.grid,
    unit: prior.observable.estimatesScales ? 'model units' : prior.neuron.observed.unit,
    mean: () => traceAtPriorMean(prior),
    start: (may: boolean) => describeStart(prior, may),
  }
  const grid = shorterGrid(recorded, setting.unit, setting.grid, options)
  if (grid) {
    const shortened = { ...file, grid: { ...file.grid, points: grid.points } }
    const observation = prepareObservation(recorded, shortened, options)
    return { ...observation, shortened, steps: [...observation.steps, describeShorter(prior.grid, grid)] }
  }
  const first = prepareSweep(recorded, setting, options)
  const conditioned = (options.conditioning ?? []).length > 0
  const observation = {
    ...(further ? withFurtherOutputs(first, recorded, setting, conditioned) : first),
    data,
  }
  return fromTrace ? summarized(observation, fromTrace, prior) : observation
}

/**
 * The data of an observable that are computed from the trace on the grid.
 * @throws NagumoError TOO_FEW_POINTS where samples are missing
 */
function summarized(
  observation: Observation,
  fromTrace: NonNullable<Prior['observable']['fromTrace']>,
  { grid, observable }: Prior,
): Observation {
  const missing = observation.d.filter((v) => v === null).length
  if (missing > 0) {
    throw new NagumoError(
      'TOO_FEW_POINTS',
      `${whole(missing)} of the model’s ${whole(grid.points)} points have no sample, and ${observable.name} take them all. Choose another window.`,
    )
  }
  const d = Array.from(fromTrace(fromSamples(observation.d), grid))
  return {
    ...observation,
    t: d.map((_, i) => i + 1),
    d,
    ownSamples: null,
    steps: [...observation.steps, `From the points ${d.length} values were computed: ${observable.name}.`],
  }
}

/** What the model assumes at the window's first sample, as a sentence. */
function describeStart(prior: Prior, may: boolean): string {
  if (prior.observable.estimatesScales) {
    return 'Offset, gain, time scale and phase are estimated as well; the scales above only set the units of the model.'
  }
  const { known, estimated } = initialState(prior, plain)
  if (!known) return `The state at the window’s first sample, ${estimated}, is estimated.`
  const also = estimated ? `, ${estimated} is estimated` : ''
  return `The model starts from ${known} at the window’s first sample${also}${may ? '; this trace may start in another state' : ''}.`
}
