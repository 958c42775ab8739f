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
    return { ...base, level: 'ok', cause: null, text: 'The noise has the bell shape that the model assumes.' }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'noise',
    text:
      k > 0
        ? 'The noise has more large excursions than the model assumes (artefacts, or a fit that misses at the spikes). The intervals may be too narrow.'
        : 'The noise has fewer large excursions than the model assumes, as after clipping or coarse digitization.',
  }
}

/** Heavy or cut tails of the innovations. */
export const tails: Check = ofEachOutput(look)
