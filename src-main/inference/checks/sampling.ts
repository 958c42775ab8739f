import { fixed, percent } from '../../contract/numbers.ts'
import type { Check } from './evidence.ts'

/** Did the exact correction succeed? */
export const sampling: Check = ({ posterior }) => {
  const { essFraction, ess, paretoK, weights } = posterior
  const number = `effective sample size ${fixed(ess, 0)} of ${weights.length} draws (${percent(essFraction)}), Pareto k̂ ${fixed(paretoK, 2)}; below 5 % or above 0.7 is flagged`
  const base = { check: 'sampling', number } as const
  if (ess < 100 || essFraction < 0.01) {
    return {
      ...base,
      level: 'unreliable',
      cause: 'sampler',
      text: 'The search did not settle: a handful of draws carries all the weight, so that the intervals can’t be trusted. Try another window, or another seed.',
    }
  }
  if (essFraction < 0.05 || paretoK > 0.7) {
    return {
      ...base,
      level: 'caution',
      cause: 'sampler',
      text: 'The search settled only partly: few draws carry much of the weight. The medians are sound, the ends of the intervals less so.',
    }
  }
  return { ...base, level: 'ok', cause: null, text: 'The exact correction settled.' }
}
