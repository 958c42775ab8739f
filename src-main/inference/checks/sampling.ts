import { fixed, percent } from '../../contract/numbers.ts'
import type { Reason } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Check } from './evidence.ts'

/** With this many draws that count, a 5 % quantile strays by 0.1 posterior sd; with fewer than the first, by 0.2. */
const least = 100
const enough = 400
/** Vehtari et al. 2024. Where this many draws count, even the heaviest has less weight than an end of the interval. */
const largestK = 0.7
const plenty = 1000

/** Did the exact correction succeed? */
export const sampling: Check = ({ posterior, prior }) => {
  if (!prior.noiseModel.hasLikelihood) return uncorrected(prior)
  const { essFraction, ess, paretoK, weights } = posterior
  const number = `effective sample size ${fixed(ess, 0)} of ${weights.length} draws (${percent(essFraction)}), Pareto k̂ ${fixed(paretoK, 2)}; below ${enough} is flagged, below ${plenty} where k̂ is above ${largestK}`
  const base = { check: 'sampling', number } as const
  if (ess < least) {
    return {
      ...base,
      level: 'unreliable',
      cause: 'sampler',
      text: 'The search did not settle: a handful of draws carries all the weight, so that the intervals can’t be trusted. Try another window, or another seed.',
    }
  }
  if (ess < enough || (ess < plenty && paretoK > largestK)) {
    return {
      ...base,
      level: 'caution',
      cause: 'sampler',
      text: 'The search settled only partly: few draws carry much of the weight. The medians are sound, the ends of the intervals less so.',
    }
  }
  return { ...base, level: 'ok', cause: null, text: 'The exact correction settled.' }
}

function uncorrected({ noiseModel }: Prior): Reason {
  return {
    check: 'sampling',
    level: 'caution',
    cause: 'sampler',
    text: `What is told is the network’s own posterior: ${noiseModel.name} noise has no likelihood that could correct it. Look at the calibration on the model’s card.`,
    number: 'not corrected: the noise has no likelihood',
  }
}
