import type { VerdictLevel } from './common.ts'
import { fixed } from './numbers.ts'
import type { Window } from './recordings.ts'
import type { Reason } from './reports.ts'

/** One word for each verdict level. */
export const levelWords: Record<VerdictLevel, string> = {
  ok: 'sound',
  caution: 'with caution',
  unreliable: 'not reliable',
}

/** A window as text: “120–320 ms”, with “to” if an end is negative. */
export function windowText({ from, to }: Window): string {
  const decimals = to - from < 10 ? 2 : to - from < 1000 ? 1 : 0
  const [a, b] = [trimmed(from, decimals), trimmed(to, decimals)]
  return from < 0 ? `${a} to ${b} ms` : `${a}–${b} ms`
}

/** Formats computing time: < 0.01 s, 0.42 s, 12 s, 3 min 20 s, 1 h 5 min. */
export function secondsText(seconds: number): string {
  if (seconds < 0.005) return '< 0.01 s'
  if (seconds < 10) return `${fixed(seconds, 2)} s`
  if (seconds < 120) return `${fixed(seconds, 0)} s`
  // Rounded before division: 179.7 s are 3 min 0 s, not 2 min 60 s.
  const s = Math.round(seconds)
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`
  const min = Math.round(seconds / 60)
  return `${Math.floor(min / 60)} h ${min % 60} min`
}

/** Names of a reason's causes. */
export const causeWords: Record<NonNullable<Reason['cause']>, string> = {
  neuron: 'the neuron model',
  noise: 'the noise model',
  recording: 'the recording',
  sampler: 'the sampler',
  prior: 'the prior',
}

/** An integer with thousands separators. */
export function whole(n: number): string {
  return Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

function trimmed(x: number, decimals: number): string {
  const text = fixed(x, decimals)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
