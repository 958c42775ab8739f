import { NagumoError } from '../../../contract/errors.ts'
import { plain } from '../../../contract/quantities.ts'
import type { Window } from '../../../contract/recordings.ts'
import type { Clock } from '../../../signal/spikes/clock.ts'

/** The whole recording; each sample stands for the interval after it. */
export function wholeOf(samples: Float64Array, { samplingInterval, start }: Clock): Window {
  return { from: start, to: start + samples.length * samplingInterval }
}

/** @throws NagumoError WINDOW_INVALID where the window is empty or lies outside the recording */
export function checkWindow(window: Window, whole: Window, { samplingInterval }: Clock): void {
  const { from, to } = window
  const recorded = `The recording extends from ${plain(whole.from)} to ${plain(whole.to)} ms.`
  if (!Number.isFinite(from) || !Number.isFinite(to) || from >= to) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A window needs a start before its end, both in ms; found ${plain(from)} to ${plain(to)}. ${recorded}`,
    )
  }
  if (from < whole.from - 0.5 * samplingInterval || to > whole.to + 0.5 * samplingInterval) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `The window from ${plain(from)} to ${plain(to)} ms extends beyond the recording. ${recorded} Choose a window inside.`,
    )
  }
}

/**
 * A window of the given length with the most spikes, of these one with the fewest missing samples, whose first spike
 * comes as long after its start as the model's does. Without spikes, the first window with the fewest missing samples.
 * @param lead from the start to the first spike, ms of the recording
 * @returns the window, and the reason where there was a choice
 */
export function chooseWindow(
  length: number,
  { samples, samplingInterval, start }: Clock & { samples: Float64Array },
  spikeTimes: readonly number[],
  lead: number,
): { window: Window; because: string | null } {
  const whole = wholeOf(samples, { samplingInterval, start })
  const latest = Math.max(whole.from, whole.to - length)
  const missing = missingBefore(samples)
  const indexOf = (time: number): number =>
    Math.min(samples.length, Math.max(0, Math.round((time - start) / samplingInterval)))
  const look = (from: number, aligned: boolean) => ({
    from,
    spikes: spikeTimes.filter((t) => t >= from && t < from + length).length,
    missing: missing ? missing[indexOf(from + length)] - missing[indexOf(from)] : 0,
    aligned,
  })
  // A window aligned to a spike takes precedence over the recording's start.
  let best = { ...look(whole.from, false), spikes: 0 }
  const consider = (from: number, aligned: boolean): void => {
    const found = look(from, aligned)
    const better = found.spikes - best.spikes || best.missing - found.missing
    if (better > 0) best = found
  }
  for (const time of spikeTimes) {
    const from = Math.min(latest, Math.max(whole.from, time - lead))
    consider(from, from === time - lead)
  }
  if (missing && best.spikes === 0) {
    for (let from = whole.from; from <= latest; from += length / 8) consider(from, false)
  }
  const gaps = missing !== null && best.spikes === 0 && best.from > whole.from
  const because = gaps
    ? 'The window was placed where the fewest samples are missing.'
    : latest === whole.from || best.spikes === 0
      ? null
      : best.aligned
        ? 'The window was placed where it contains the most spikes, with its first spike at the time of the model’s first.'
        : 'The window was placed where it contains the most spikes.'
  return { window: { from: best.from, to: best.from + length }, because }
}

/** Number of missing samples before each; null where none is missing. */
function missingBefore(samples: Float64Array): Int32Array | null {
  if (!samples.some(Number.isNaN)) return null
  const before = new Int32Array(samples.length + 1)
  for (let i = 0; i < samples.length; i++) before[i + 1] = before[i] + (Number.isNaN(samples[i]) ? 1 : 0)
  return before
}
