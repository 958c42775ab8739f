import type { WeightedPosterior } from './sampler.ts'

/**
 * With an effective sample size of `fewest` the error of a 5 % quantile is 0.1 posterior sd. Below `plenty`, k̂ must
 * also be at most `largestK`, lest the largest weights dominate (Vehtari et al. 2024); above, even the largest weight
 * is smaller than the tail beyond an interval's end.
 */
export const [fewest, plenty, largestK] = [400, 1000, 0.7]

/** Whether weighted draws suffice for the ends of credible intervals. */
export function isEnough({ ess, paretoK }: Pick<WeightedPosterior, 'ess' | 'paretoK'>): boolean {
  return ess >= fewest && (ess >= plenty || paretoK <= largestK)
}
