import type { Rescaling } from '../../contract/conditioning.ts'
import type { Window } from '../../contract/recordings.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import { cut, type ObservationSource } from '../../signal/sweep.ts'
import { proposeRescaling } from '../observable/sweep/propose.ts'
import type { Prior } from './prior.ts'
import { traceAtPriorMean } from './trace-at-mean.ts'

/** One rescaling for all windows of a stretch, so that their estimates are comparable. */
export interface CommonRescaling {
  rescaling: Rescaling
  /** Times of the spikes in the stretch, ms. */
  spikes: number[]
}

/**
 * Proposes the rescaling of a stretch of a sweep to model units, as prepareObservation does for one window; a recording
 * in model units keeps its voltage and time.
 * @param source after conditioning
 * @param timeScale replaces the proposed one
 */
export function commonRescaling(
  source: ObservationSource,
  prior: Prior,
  stretch: Window,
  timeScale?: number,
): CommonRescaling {
  const found = findSpikes(source.samples, source, { unchanging: true })
  const spikes = found.times.filter((t) => t >= stretch.from && t < stretch.to)
  if (source.voltageUnit === 'none') {
    return { rescaling: { offset: 0, gain: 1, timeScale: timeScale ?? 1 }, spikes }
  }
  const span = prior.grid.dt * prior.grid.points
  const model = traceAtPriorMean(prior)
  const { rescaling } = proposeRescaling(
    cut(source, stretch),
    found,
    stretch,
    source.voltageUnit,
    model,
    span,
  )
  return { rescaling: timeScale === undefined ? rescaling : { ...rescaling, timeScale }, spikes }
}
