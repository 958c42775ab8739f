import { fromSamples } from '../../contract/missing.ts'
import { fixed, probability } from '../../contract/numbers.ts'
import { ljungBox } from '../../signal/statistics/autocorrelation-tests.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import { countPresent, variance } from '../../signal/statistics/moments.ts'
import { powerAt } from '../../signal/statistics/periodogram.ts'
import { ofEachOutput } from './each-output.ts'
import type { Check } from './evidence.ts'
import { flagged } from './levels.ts'

export const lags = 20
/** Highest frequency that counts as slow, cycles per window. */
const slowest = 8
/** Less strict level for calling an already significant pattern slow. */
const asKind = 0.01

const look: Check = ({ residuals, prior }) => {
  const { standardized, standardizedAutocorrelation } = residuals
  const e = fromSamples(standardized)
  const fitted = Math.max(1, prior.noiseModel.parameters.length - 1)
  const p = ljungBox(standardizedAutocorrelation.slice(0, lags + 1), countPresent(e), fitted)
  const slow = slowPower(e)
  const number =
    `Ljung–Box test of the whitened residuals over ${lags} lags, ${probability(p)}; ` +
    `power of their ${slowest} slowest frequencies ${fixed(slow.ratio, 1)} times that of white noise, ${probability(slow.p)}; below ${flagged} is flagged`
  const base = { check: 'whiteness', number } as const
  if (Math.min(p, slow.p) >= flagged) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'Residuals are white.',
    }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'noise',
    text:
      slow.p < asKind
        ? 'Residuals have slow components that the noise model lacks, such as 1/f noise or baseline drift. The intervals may be too narrow, especially those of levels (the offset).'
        : 'Residuals are not white: the noise is correlated over longer times than its model allows, or the neuron model has a minor misfit. The intervals may be too narrow.',
  }
}

/**
 * Are the residuals white, that is, unpredictable once prediction and noise autocorrelation are removed: neither from
 * the last few samples, nor with slow power, of which 1/f noise has more than any noise with a short memory?
 */
export const whiteness: Check = ofEachOutput(look)

/** Mean power at 1 … `slowest` cycles per window relative to white noise, and its p value. */
function slowPower(e: Float64Array): { ratio: number; p: number } {
  const powers = Array.from({ length: slowest }, (_, j) => powerAt(e, (j + 1) / e.length))
  const sum = powers.reduce((a, b) => a + b, 0) / variance(e)
  return { ratio: sum / slowest, p: chiSquareSurvival(2 * sum, 2 * slowest) }
}
