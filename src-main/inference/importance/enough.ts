import type { WeightedPosterior } from './sampler.ts'

/**
 * With the first number of draws that count, a 5 % quantile strays by 0.1 posterior sd. Below the second, those of which the
 * heaviest decide too much (Vehtari et al. 2024) are not enough; above it even the heaviest has less weight than an end of
 * the interval.
 */
export const [fewest, plenty, largestK] = [400, 1000, 0.7]

/** Whether weighted draws tell the ends of intervals. */
export function isEnough({ ess, paretoK }: Pick<WeightedPosterior, 'ess' | 'paretoK'>): boolean {
  return ess >= fewest && (ess >= plenty || paretoK <= largestK)
}
