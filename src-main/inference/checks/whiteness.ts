import { fromSamples } from '../../contract/missing.ts'
import { probability } from '../../contract/numbers.ts'
import { ljungBox } from '../../signal/statistics/autocorrelation-tests.ts'
import { countPresent } from '../../signal/statistics/moments.ts'
import type { Check } from './evidence.ts'
import { flagged } from './levels.ts'

const lags = 20

/** Once spikes and noise are taken out, nothing that can be foretold should be left. */
export const whiteness: Check = ({ residuals, prior }) => {
  const { standardized, standardizedAutocorrelation } = residuals
  const there = countPresent(fromSamples(standardized))
  const fitted = Math.max(1, prior.noiseModel.parameters.length - 1)
  const p = ljungBox(standardizedAutocorrelation.slice(0, lags + 1), there, fitted)
  const number = `Ljung–Box test of the whitened residuals over ${lags} lags, ${probability(p)}; below ${flagged} is flagged`
  const base = { check: 'whiteness', number } as const
  if (p >= flagged) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'What is left after the model looks like noise without memory.',
    }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'noise',
    text: 'What is left after the model still has a pattern in time: the noise has more memory than the model allows, or the model’s shape is a little off. The intervals may be too narrow.',
  }
}
