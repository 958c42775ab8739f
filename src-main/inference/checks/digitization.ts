import { fromSamples } from '../../contract/missing.ts'
import { fixed } from '../../contract/numbers.ts'
import { variance } from '../../signal/statistics/moments.ts'
import { stepOf } from '../../signal/value-step.ts'
import type { Check } from './evidence.ts'
import { voltage } from './units.ts'

/** A step of one standard deviation of the noise (from sample to sample) adds 1/12 to its variance. */
const coarse = 1

/** Are digitization steps small relative to the noise? */
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
        ? 'No quantization steps are visible.'
        : 'Quantization steps are small compared with the noise.'
    return { ...base, level: 'ok', cause: null, text }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'recording',
    text: `The recording is digitized coarsely, in steps of ${voltage(step, evidence)}: as much as the noise itself, which then does not look as the model assumes. Read σ and ρ with care; record with a smaller range or more bits.`,
  }
}
