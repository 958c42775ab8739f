import { fromSamples } from '../../contract/missing.ts'
import { fixed } from '../../contract/numbers.ts'
import { excessKurtosis } from '../../signal/statistics/moments.ts'
import { ofEachOutput } from './each-output.ts'
import type { Check } from './evidence.ts'

/** Five standard deviations of the kurtosis of 1000 normal numbers. */
const kurtosisLimit = 0.8

const look: Check = ({ residuals }) => {
  const k = excessKurtosis(fromSamples(residuals.standardized))
  const number = `excess kurtosis of the whitened residuals ${fixed(k, 2)}; beyond ±${kurtosisLimit} is flagged`
  const base = { check: 'tails', number } as const
  if (Math.abs(k) <= kurtosisLimit) {
    return { ...base, level: 'ok', cause: null, text: 'Residuals are Gaussian.' }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'noise',
    text:
      k > 0
        ? 'Residuals have heavier tails than a Gaussian (artefacts, or a misfit of the spikes). The intervals may be too narrow.'
        : 'Residuals have lighter tails than a Gaussian, as after clipping or coarse digitization.',
  }
}

/** Are the tails of the innovations Gaussian, neither heavy nor cut off? */
export const tails: Check = ofEachOutput(look)
