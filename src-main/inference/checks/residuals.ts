import { presentSamples } from '../../contract/missing.ts'
import { fixed, probability } from '../../contract/numbers.ts'
import { ljungBox } from '../statistics/autocorrelation-tests.ts'
import { excessKurtosis } from '../statistics/moments.ts'
import type { Check } from './evidence.ts'

const whiteLevel = 0.001
const kurtosisLimit = 0.8

/** Once spikes and AR(1) noise are taken out, nothing that can be foretold should be left. */
export const whiteness: Check = ({ residuals }) => {
  const p = ljungBox(residuals.standardizedAutocorrelation.slice(0, 21), residuals.standardized.length, 1)
  const number = `Ljung–Box test of the whitened residuals over 20 lags, ${probability(p)}; below ${whiteLevel} is flagged`
  if (p >= whiteLevel) {
    return {
      check: 'whiteness',
      level: 'ok',
      cause: null,
      text: 'What is left after the model looks like noise without memory.',
      number,
    }
  }
  return {
    check: 'whiteness',
    level: 'caution',
    cause: 'noise',
    text: 'What is left after the model still has a pattern in time: the noise has more memory than the model allows, or the model’s shape is a little off. The intervals may be too narrow.',
    number,
  }
}

/** Heavy or cut tails of the innovations. */
export const tails: Check = ({ residuals }) => {
  const k = excessKurtosis(presentSamples(residuals.standardized))
  const number = `excess kurtosis of the whitened residuals ${fixed(k, 2)}; beyond ±${kurtosisLimit} is flagged`
  if (Math.abs(k) <= kurtosisLimit) {
    return {
      check: 'tails',
      level: 'ok',
      cause: null,
      text: 'The noise has the bell shape that the model assumes.',
      number,
    }
  }
  return {
    check: 'tails',
    level: 'caution',
    cause: 'noise',
    text:
      k > 0
        ? 'The noise has more large excursions than the model assumes (artefacts, or a fit that misses at the spikes). The intervals may be too narrow.'
        : 'The noise has fewer large excursions than the model assumes, as after clipping or coarse digitization.',
    number,
  }
}
