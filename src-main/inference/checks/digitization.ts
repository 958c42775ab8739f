import { fromSamples } from '../../contract/missing.ts'
import { fixed } from '../../contract/numbers.ts'
import { variance } from '../../signal/statistics/moments.ts'
import type { Check } from './evidence.ts'
import { voltage } from './units.ts'

/** Neighbouring values closer than this share of the range are one: what rounding leaves after a resampling. */
const same = 1e-6
/** A trace with more different values than this share of its samples does not go in steps. */
const mostValues = 0.5
/** A step of one standard deviation of the noise (from sample to sample) adds a twelfth to its variance. */
const coarse = 1

/** The step between the values that a digitized trace takes; 0 where it goes in none. */
export function stepOf(observed: ArrayLike<number>): number {
  const sorted = Float64Array.from(observed)
    .filter((v) => !Number.isNaN(v))
    .sort()
  const within = same * (sorted[sorted.length - 1] - sorted[0])
  let [values, least] = [1, Number.POSITIVE_INFINITY]
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i] - sorted[i - 1]
    if (gap <= within) continue
    values++
    least = Math.min(least, gap)
  }
  return values > 1 && values <= mostValues * sorted.length ? least : 0
}

/** Are the steps of digitization small against the noise? */
export const digitization: Check = (evidence) => {
  const { observed, residuals } = evidence
  const step = stepOf(observed)
  const values = fromSamples(residuals.values)
  const rho = residuals.expectedAutocorrelation[1]
  const noise = Math.sqrt(variance(values.map((r, i) => (i === 0 ? Number.NaN : r - rho * values[i - 1]))))
  const number =
    step === 0
      ? `no steps between values; steps above ${fixed(coarse, 1)} noise sd from sample to sample are flagged`
      : `steps of ${voltage(step, evidence)}, ${fixed(step / noise, 1)} noise sd from sample to sample; above ${fixed(coarse, 1)} is flagged`
  const base = { check: 'digitization', number } as const
  if (step <= coarse * noise) {
    const text =
      step === 0
        ? 'The trace shows no steps of digitization.'
        : 'The steps of digitization are small against the noise.'
    return { ...base, level: 'ok', cause: null, text }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'recording',
    text: `The recording is digitized coarsely, in steps of ${voltage(step, evidence)}: as much as the noise itself, which then does not look as the model assumes. Read σ and ρ with care; record with a smaller range or more bits.`,
  }
}
