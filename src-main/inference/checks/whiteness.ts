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
/** Slow is what turns so many times in the window, or less often. */
const slowest = 8
/** Where a pattern is found in any case, that it is a slow one is asked for less strictly. */
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
 * Once spikes and the noise's own memory are taken out, nothing that can be foretold should be left: neither from the last
 * few samples, nor slow waves, of which 1/f noise has more than any noise with a short memory.
 */
export const whiteness: Check = ofEachOutput(look)

/** Powers at the frequencies 1 … `slowest` turns in all, on average over that of white noise, and how likely that is there. */
function slowPower(e: Float64Array): { ratio: number; p: number } {
  const powers = Array.from({ length: slowest }, (_, j) => powerAt(e, (j + 1) / e.length))
  const sum = powers.reduce((a, b) => a + b, 0) / variance(e)
  return { ratio: sum / slowest, p: chiSquareSurvival(2 * sum, 2 * slowest) }
}
