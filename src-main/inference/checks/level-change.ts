import { fromSamples } from '../../contract/missing.ts'
import { fixed, probability } from '../../contract/numbers.ts'
import { erfc } from '../../simulation/distributions/normal-probability.ts'
import { cusum } from '../statistics/cusum.ts'
import { fitDrift, fitStep } from '../statistics/level-change.ts'
import type { Check } from './evidence.ts'
import { flagged } from './levels.ts'
import { milliseconds, voltage } from './units.ts'

/** A step has its place to choose as well, so that its squared z must be so much larger than a straight line's. */
const forItsPlace = 4

/** Does the level of what is left change on the way, at once (a step) or slowly (a drift)? */
export const levelChange: Check = (evidence) => {
  const { residuals, fit } = evidence
  const values = fromSamples(residuals.values)
  const rho = residuals.expectedAutocorrelation[1]
  const sums = cusum(fromSamples(residuals.standardized))
  const drift = fitDrift(values, rho)
  const pDrift = erfc(drift.z / Math.SQRT2)
  const number = `cumulated sums of the whitened residuals ${fixed(sums.statistic, 2)} (CUSUM, ${probability(sums.p)}), straight line through the residuals ${probability(pDrift)}; below ${flagged / 2} is flagged`
  const base = { check: 'levelChange', number } as const
  if (Math.min(sums.p, pDrift) >= flagged / 2) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'The level of the trace neither steps nor drifts away from the model.',
    }
  }
  const step = fitStep(values, rho)
  const upward = (size: number): string => (size * evidence.recorded.gain > 0 ? 'up' : 'down')
  const told =
    step.z ** 2 > drift.z ** 2 + forItsPlace
      ? `The recording steps ${upward(step.size)} by about ${voltage(step.size, evidence)} at ${milliseconds(fit.t[step.at])}, away from the model: the electrode moved, a current was switched, or the neuron changed. Choose a window before or after it.`
      : `The recording drifts ${upward(drift.size)} by about ${voltage(drift.size, evidence)} over the window, away from the model, as an electrode or a dying cell does. Choose a shorter or quieter window, or take the drift out first.`
  return { ...base, level: 'caution', cause: 'recording', text: told }
}
