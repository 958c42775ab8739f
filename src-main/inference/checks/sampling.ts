import { fixed, percent } from '../../contract/numbers.ts'
import { whole } from '../../contract/report-words.ts'
import type { Reason } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { fewest, isEnough, largestK, plenty } from '../importance/enough.ts'
import type { Check } from './evidence.ts'

/** With this effective sample size the error of a 5 % quantile is 0.2 posterior sd; with `fewest`, 0.1. */
export const least = 100

/** Did importance sampling converge? */
export const sampling: Check = ({ posterior, prior }) => {
  if (!prior.noiseModel.hasLikelihood) return uncorrected(prior)
  const { essFraction, ess, paretoK, weights, mcmc } = posterior
  const drawn = `effective sample size ${whole(ess)} of ${whole(weights.length)} draws (${percent(essFraction)})`
  if (mcmc?.converged) {
    return {
      check: 'sampling',
      level: 'ok',
      cause: null,
      text: 'Differential evolution MCMC converged, where importance sampling had not.',
      number: `${drawn}, R̂ ${fixed(mcmc.rHat, 3)} over ${mcmc.chains} chains; Pareto k̂ of the importance sampling ${fixed(paretoK, 2)}`,
    }
  }
  const byMcmc = mcmc
    ? `; of differential evolution MCMC, R̂ ${mcmc.rHat > 100 ? 'above 100' : fixed(mcmc.rHat, 3)} and ${fixed(Math.min(mcmc.bulkEss, mcmc.tailEss), 0)} draws`
    : ''
  const number = `${drawn}, Pareto k̂ ${fixed(paretoK, 2)}; below ${whole(fewest)} is flagged, below ${whole(plenty)} where k̂ is above ${largestK}${byMcmc}`
  const base = { check: 'sampling', number } as const
  if (ess < least) {
    return {
      ...base,
      level: 'unreliable',
      cause: 'sampler',
      text: 'The sampler did not converge: a few draws have all the weight, so the intervals are unreliable. Try another window, or another seed.',
    }
  }
  if (!isEnough(posterior)) {
    return {
      ...base,
      level: 'caution',
      cause: 'sampler',
      text: 'The sampler converged only partly: few draws have much of the weight. Medians are reliable, interval limits less so.',
    }
  }
  return { ...base, level: 'ok', cause: null, text: 'Importance sampling converged.' }
}

function uncorrected({ noiseModel }: Prior): Reason {
  return {
    check: 'sampling',
    level: 'caution',
    cause: 'sampler',
    text: `The posterior is the network’s: ${noiseModel.name} noise has no likelihood for importance sampling. See the calibration on the model’s card.`,
    number: 'not corrected: the noise has no likelihood',
  }
}
