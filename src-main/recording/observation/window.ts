import { NagumoError } from '../../contract/errors.ts'
import type { Window } from '../../contract/recordings.ts'
import { plain } from '../meaning/wording.ts'
import type { Clock, SpikeTrain } from '../spikes.ts'

/** The whole recording; each sample stands for the interval after it. */
export function wholeOf(samples: Float64Array, { samplingInterval, start }: Clock): Window {
  return { from: start, to: start + samples.length * samplingInterval }
}

/** @throws NagumoError WINDOW_INVALID where the window is none or lies outside the recording */
export function checkWindow(window: Window, whole: Window, { samplingInterval }: Clock): void {
  const { from, to } = window
  const recorded = `The recording goes from ${plain(whole.from)} to ${plain(whole.to)} ms.`
  if (!Number.isFinite(from) || !Number.isFinite(to) || from >= to) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A window needs a start before its end, both in ms; found ${plain(from)} to ${plain(to)}. ${recorded}`,
    )
  }
  if (from < whole.from - 0.5 * samplingInterval || to > whole.to + 0.5 * samplingInterval) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `The window from ${plain(from)} to ${plain(to)} ms goes beyond the recording. ${recorded} Choose a window inside.`,
    )
  }
}

/**
 * A window of the given length: with as many spikes as can be, the first of them as long after the window's start as
 * the model's first spike comes after its own; at the recording's start where there are no spikes.
 * @param lead from the start to the first spike, ms of the recording
 * @returns why it is that window, where there was a choice
 */
export function chooseWindow(
  length: number,
  whole: Window,
  train: SpikeTrain | null,
  lead: number,
): { window: Window; because: string | null } {
  const latest = Math.max(whole.from, whole.to - length)
  let best = { from: whole.from, spikes: 0, aligned: false }
  for (const time of train?.times ?? []) {
    const from = Math.min(latest, Math.max(whole.from, time - lead))
    const spikes = train!.times.filter((t) => t >= from && t < from + length).length
    if (spikes > best.spikes) best = { from, spikes, aligned: from === time - lead }
  }
  const because =
    latest === whole.from || best.spikes === 0
      ? null
      : best.aligned
        ? 'The window was placed where it holds most spikes, the first when the model’s first comes.'
        : 'The window was placed where it holds most spikes.'
  return { window: { from: best.from, to: best.from + length }, because }
}
