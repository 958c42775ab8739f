import type { Conditioning, Rescaling } from '../../contract/conditioning.ts'
import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/numbers.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { Window } from '../../contract/recordings.ts'
import { mostWindows, type SeriesPlan } from '../../contract/series.ts'
import { createPrior } from '../../model/composition/prior.ts'
import { conditionCleaned } from '../../signal/artefacts/condition-cleaned.ts'
import type { ObservationSource } from '../../signal/sweep.ts'
import { refuseUneven } from '../../signal/uneven.ts'
import { windowsByScale } from './windows-by-scale.ts'
import { windowsBySpikes } from './windows-by-spikes.ts'

/** The user's choices for cutting a sweep; omitted ones are proposed. */
export interface WindowsOptions {
  conditioning?: Conditioning | undefined
  rescaling?: Rescaling | undefined
  from?: number | undefined
  to?: number | undefined
  windowLength?: number | undefined
  step?: number | undefined
}

/**
 * Cuts a sweep into consecutive windows of one length under one rescaling. Models that read windows of any length, or
 * estimate the time scale, take any length; others the one that the rescaling requires.
 * @throws NagumoError WINDOW_INVALID, WINDOW_TOO_SHORT, CONDITIONING_INVALID, PRIOR_INVALID, TIME_UNEVEN
 */
export function planWindows(
  recorded: ObservationSource,
  priorFile: PriorFile,
  options: WindowsOptions = {},
): SeriesPlan {
  const prior = createPrior(priorFile)
  refuseUneven(recorded, 'Sliding windows', 'Estimate single windows of it.')
  const { forSpikes: samples } = conditionCleaned(recorded, options.conditioning ?? [])
  const source = { ...recorded, samples }
  const stretch = stretchOf(source, options)
  const how = prior.observable.windowSpikes
    ? windowsBySpikes(source, prior, stretch, options)
    : windowsByScale(source, prior, stretch, options)
  const { length, rescaling, lengthFree } = how
  const step = options.step ?? 0.5 * length
  const windows = slide(source, stretch, length, step)
  const counts = windows.map(({ from, to }) => how.spikes.filter((time) => time >= from && time < to).length)
  const spikes = counts.sort((a, b) => a - b)[counts.length >> 1]
  const left = stretch.to - windows[windows.length - 1].to
  return {
    ...stretch,
    length,
    step,
    windows,
    rescaling,
    lengthFree,
    spikes,
    notes: [...how.notes(counts), ...notesOf({ length, step, left, lengthFree, windows: windows.length })],
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
  // A window may end half a sample after the stretch: rounded to the nearest sample.
  const room = stretch.to - stretch.from - length + 0.5 * samplingInterval
  if (room < 0) {
    throw new NagumoError(
      'WINDOW_TOO_SHORT',
      `A window takes ${rounded(length)} ms; from ${rounded(stretch.from)} to ${rounded(stretch.to)} ms there are ${rounded(stretch.to - stretch.from)} ms. Choose shorter windows, or a longer section.`,
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
    `The section needs its start before its end, inside the recording, which extends from ${rounded(whole.from)} to ${rounded(whole.to)} ms; found ${rounded(from)} to ${rounded(to)} ms.`,
  )
}

function notesOf({
  length,
  step,
  left,
  lengthFree,
  windows,
}: Pick<SeriesPlan, 'length' | 'step' | 'lengthFree'> & { left: number; windows: number }): string[] {
  const notes: string[] = []
  if (windows === 1) {
    notes.push(`Only one window fits.${lengthFree ? ' Choose shorter windows for a time course.' : ''}`)
  } else if (step < length - 1e-9) {
    notes.push('Adjacent windows overlap, so their estimates are not independent.')
  }
  if (left > 0.02 * length) notes.push(`The last ${rounded(left)} ms are not covered by any window.`)
  return notes
}

function rounded(x: number): string {
  return plain(Number(x.toPrecision(4)))
}
