import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/numbers.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { Conditioning, Rescaling, Window } from '../../contract/recordings.ts'
import { mostWindows, type SeriesPlan } from '../../contract/series.ts'
import { commonRescaling } from '../../model/composition/common-rescaling.ts'
import { createPrior, type Prior } from '../../model/composition/prior.ts'
import { condition } from '../../signal/conditioning/condition.ts'
import type { ObservationSource } from '../../signal/sweep.ts'

/** How a person wants a sweep cut; what is left out is proposed. */
export interface WindowsOptions {
  conditioning?: Conditioning | undefined
  rescaling?: Rescaling | undefined
  from?: number | undefined
  to?: number | undefined
  windowLength?: number | undefined
  step?: number | undefined
}

/** Upstrokes that a window must hold for its neuron to be known, and how many are too close to be told apart. */
const usualSpikes = { fewest: 6, most: 35 }

/**
 * Cuts a sweep into windows from its start to its end, each as long as the model’s trace under one rescaling that all
 * share. A model that estimates the time scale takes windows of any length; others as long as the rescaling says.
 * @throws NagumoError WINDOW_INVALID, WINDOW_TOO_SHORT, CONDITIONING_INVALID, PRIOR_INVALID
 */
export function planWindows(
  recorded: ObservationSource,
  priorFile: PriorFile,
  options: WindowsOptions = {},
): SeriesPlan {
  const prior = createPrior(priorFile)
  const { samples } = condition(recorded, options.conditioning ?? [])
  const source = { ...recorded, samples }
  const stretch = stretchOf(source, options)
  const span = prior.grid.dt * prior.grid.points
  const lengthFree = prior.observable.estimatesScales
  const asked = lengthFree && options.windowLength !== undefined ? options.windowLength / span : undefined
  const proposed = commonRescaling(source, prior, stretch, asked)
  const rescaling = options.rescaling
    ? { ...options.rescaling, timeScale: asked ?? options.rescaling.timeScale }
    : proposed.rescaling
  const length = span * rescaling.timeScale
  if (options.windowLength !== undefined) refuseOtherLength(options.windowLength, length, source)
  const step = options.step ?? 0.5 * length
  const windows = slide(source, stretch, length, step)
  const middle = windows.map(
    ({ from, to }) => proposed.spikes.filter((time) => time >= from && time < to).length,
  )
  const spikes = middle.sort((a, b) => a - b)[middle.length >> 1]
  const left = stretch.to - windows[windows.length - 1].to
  return {
    ...stretch,
    length,
    step,
    windows,
    rescaling,
    lengthFree,
    spikes,
    notes: notesOf({ prior, length, step, spikes, left, windows: windows.length, source }),
  }
}

/** Windows of one length, each beginning at a sample. */
function slide(source: ObservationSource, stretch: Window, length: number, step: number): Window[] {
  const { samplingInterval, start } = source
  if (!(step > 0)) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `Windows need a step above 0 ms to slide by; found ${plain(step)}.`,
    )
  }
  // A window may end half a sample after the stretch: it was placed to the nearest sample.
  const room = stretch.to - stretch.from - length + 0.5 * samplingInterval
  if (room < 0) {
    throw new NagumoError(
      'WINDOW_TOO_SHORT',
      `A window takes ${rounded(length)} ms; from ${rounded(stretch.from)} to ${rounded(stretch.to)} ms there are ${rounded(stretch.to - stretch.from)} ms. Choose shorter windows, or a longer stretch.`,
    )
  }
  const count = Math.floor(room / step + 1e-9) + 1
  if (count > mostWindows) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A step of ${rounded(step)} ms makes ${count} windows; ${mostWindows} are the most. Choose a step of ${rounded(room / (mostWindows - 1))} ms or more.`,
    )
  }
  return Array.from({ length: count }, (_, k) => {
    const sample = Math.round((stretch.from + k * step - start) / samplingInterval)
    const from = start + sample * samplingInterval
    return { from, to: from + length }
  })
}

function stretchOf({ samples, samplingInterval, start }: ObservationSource, options: WindowsOptions): Window {
  const whole = { from: start, to: start + samples.length * samplingInterval }
  const { from = whole.from, to = whole.to } = options
  const beyond = from < whole.from - 0.5 * samplingInterval || to > whole.to + 0.5 * samplingInterval
  if (Number.isFinite(from) && Number.isFinite(to) && from < to && !beyond) return { from, to }
  throw new NagumoError(
    'WINDOW_INVALID',
    `The stretch needs its start before its end, inside the recording, which goes from ${rounded(whole.from)} to ${rounded(whole.to)} ms; found ${rounded(from)} to ${rounded(to)} ms.`,
  )
}

function refuseOtherLength(asked: number, length: number, { samplingInterval }: ObservationSource): void {
  if (Math.abs(asked - length) <= 0.5 * samplingInterval) return
  throw new NagumoError(
    'WINDOW_INVALID',
    `This model reads windows of ${rounded(length)} ms at this time scale, and no others; found ${rounded(asked)} ms. Leave the length out, or choose a model that estimates the time scale.`,
  )
}

function notesOf(found: {
  prior: Prior
  length: number
  step: number
  spikes: number
  left: number
  windows: number
  source: ObservationSource
}): string[] {
  const { prior, length, step, spikes, left, source } = found
  const notes: string[] = []
  const { estimatesScales } = prior.observable
  if (!estimatesScales) {
    notes.push(
      'This model takes the neuron to start each window in one known state, which only the first window of a recording may do. Choose a model made for recordings.',
    )
  }
  if (estimatesScales && spikes > 0 && (spikes < usualSpikes.fewest || spikes > usualSpikes.most)) {
    const few = spikes < usualSpikes.fewest
    notes.push(
      `A window holds ${spikes} ${spikes === 1 ? 'spike' : 'spikes'}; the model knows windows of about ${usualSpikes.fewest} to ${usualSpikes.most}. Choose ${few ? 'longer' : 'shorter'} windows.`,
    )
  }
  if (spikes === 0) notes.push('Most windows hold no spike; those have no parameters.')
  const interval = length / prior.grid.points
  if (interval < 0.5 * source.samplingInterval) {
    notes.push(
      `The model’s points are ${rounded(interval)} ms apart, the recording’s samples ${rounded(source.samplingInterval)} ms: what lies between is drawn straight. Choose longer windows.`,
    )
  }
  if (found.windows === 1) {
    notes.push(
      `There is room for one window.${estimatesScales ? ' Choose shorter ones to see a course over time.' : ''}`,
    )
  } else if (step < length - 1e-9) {
    notes.push('Neighbouring windows overlap, so that their numbers are not independent.')
  }
  if (left > 0.02 * length) notes.push(`The last ${rounded(left)} ms are in no window.`)
  return notes
}

function rounded(x: number): string {
  return plain(Number(x.toPrecision(4)))
}
