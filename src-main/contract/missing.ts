import type { Gap, Samples } from './common.ts'
import { whole } from './report-words.ts'

/** Samples as sent between processes: null for NaN. */
export function toSamples(values: ArrayLike<number | null>): Samples {
  return Array.from(values, (v) => (isMissing(v) ? null : v))
}

/** Samples for computation: NaN for null. */
export function fromSamples(samples: ArrayLike<number | null>): Float64Array {
  return Float64Array.from({ length: samples.length }, (_, i) => samples[i] ?? Number.NaN)
}

/** The samples that are not missing, in order. */
export function presentSamples(samples: readonly (number | null)[]): number[] {
  return samples.filter((v) => v !== null)
}

/** Gaps in the samples. @param t sample times, ms, evenly spaced */
export function gapsIn(t: ArrayLike<number>, samples: ArrayLike<number | null>): Gap[] {
  const half = t.length > 1 ? (t[t.length - 1] - t[0]) / (t.length - 1) / 2 : 0
  const gaps: Gap[] = []
  for (let i = 0; i < samples.length; i++) {
    if (!isMissing(samples[i])) continue
    const first = i
    while (i + 1 < samples.length && isMissing(samples[i + 1])) i++
    gaps.push({ from: t[first] - half, to: t[i] + half, samples: i - first + 1 })
  }
  return gaps
}

/** “1 sample missing”, “12 samples missing”. */
export function missingText(samples: number): string {
  return samples === 1 ? '1 sample missing' : `${whole(samples)} samples missing`
}

function isMissing(v: number | null): boolean {
  return v === null || Number.isNaN(v)
}
