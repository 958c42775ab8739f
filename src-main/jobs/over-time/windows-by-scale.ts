import type { Rescaling } from '../../contract/conditioning.ts'
import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/numbers.ts'
import type { Window } from '../../contract/recordings.ts'
import { commonRescaling } from '../../model/composition/common-rescaling.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { ObservationSource } from '../../signal/sweep.ts'
import type { WindowLength } from './window-length.ts'

/** Upstrokes per window: the fewest that identify the neuron, and the most that are resolved. */
const usualSpikes = { fewest: 6, most: 35 }

/**
 * Windows as long as the model’s trace under a common rescaling.
 * @param source conditioned
 * @throws NagumoError WINDOW_INVALID where another length is requested of a model that does not estimate the time scale
 */
export function windowsByScale(
  source: ObservationSource,
  prior: Prior,
  stretch: Window,
  options: { windowLength?: number | undefined; rescaling?: Rescaling | undefined },
): WindowLength {
  const span = prior.grid.dt * prior.grid.points
  const lengthFree = prior.observable.estimatesScales
  const asked = lengthFree && options.windowLength !== undefined ? options.windowLength / span : undefined
  const proposed = commonRescaling(source, prior, stretch, asked)
  const rescaling = options.rescaling
    ? { ...options.rescaling, timeScale: asked ?? options.rescaling.timeScale }
    : proposed.rescaling
  const length = span * rescaling.timeScale
  if (options.windowLength !== undefined) refuseOtherLength(options.windowLength, length, source)
  const { spikes } = proposed
  const notes = (counts: readonly number[]): string[] =>
    notesOf(prior, length, counts[counts.length >> 1], source)
  return { length, rescaling, lengthFree, spikes, notes }
}

function refuseOtherLength(asked: number, length: number, { samplingInterval }: ObservationSource): void {
  if (Math.abs(asked - length) <= 0.5 * samplingInterval) return
  throw new NagumoError(
    'WINDOW_INVALID',
    `This model reads windows of ${rounded(length)} ms at this time scale, and no others; found ${rounded(asked)} ms. Leave the length out, or choose a model that estimates the time scale.`,
  )
}

function notesOf(
  { grid, observable }: Prior,
  length: number,
  spikes: number,
  { samplingInterval }: ObservationSource,
): string[] {
  const notes: string[] = []
  const { estimatesScales } = observable
  if (!estimatesScales) {
    notes.push('This model assumes a known initial state in each window. Choose a model made for recordings.')
  }
  if (estimatesScales && spikes > 0 && (spikes < usualSpikes.fewest || spikes > usualSpikes.most)) {
    const few = spikes < usualSpikes.fewest
    notes.push(
      `A window contains ${spikes} ${spikes === 1 ? 'spike' : 'spikes'}; the model knows windows of about ${usualSpikes.fewest} to ${usualSpikes.most}. Choose ${few ? 'longer' : 'shorter'} windows.`,
    )
  }
  if (spikes === 0) notes.push('Most windows contain no spike; they have no parameters.')
  const interval = length / grid.points
  if (interval < 0.5 * samplingInterval) {
    notes.push(
      `The model’s points are ${rounded(interval)} ms apart, the recording’s samples ${rounded(samplingInterval)} ms: values between are interpolated. Choose longer windows.`,
    )
  }
  return notes
}

function rounded(x: number): string {
  return plain(Number(x.toPrecision(4)))
}
