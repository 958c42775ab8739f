import {
  adaptiveImportanceSampling,
  type SamplerSettings,
  type WeightedPosterior,
} from '../../src-main/inference/importance/sampler.ts'
import type { Mixture } from '../../src-main/inference/mixture.ts'
import type { Target } from '../../src-main/inference/target.ts'
import { createRandom } from '../../src-main/model/random.ts'

/** A target from the log density of one point. */
export function targetOf(dimension: number, logDensity: (z: Float64Array) => number): Target {
  return {
    dimension,
    extra: 0,
    logDensity(z, n, out) {
      for (let i = 0; i < n; i++) out[i] = logDensity(z.subarray(i * dimension, (i + 1) * dimension))
    },
  }
}

/** A mixture of round Gaussians, as a network's proposal. */
export function roundGaussians(...parts: { weight: number; mean: readonly number[]; sd: number }[]): Mixture {
  const dimension = parts[0].mean.length
  const factors = new Float64Array(parts.length * dimension * dimension)
  parts.forEach((p, k) => {
    for (let j = 0; j < dimension; j++) factors[(k * dimension + j) * dimension + j] = 1 / p.sd
  })
  return {
    dimension,
    components: parts.length,
    degrees: Number.POSITIVE_INFINITY,
    weights: Float64Array.from(parts, (p) => p.weight),
    means: Float64Array.from(parts.flatMap((p) => [...p.mean])),
    factors,
  }
}

/** Runs the sampler to its end. */
export function runSampler(
  target: Target,
  start: Mixture,
  seed: number,
  settings?: SamplerSettings,
): WeightedPosterior {
  const sampler = adaptiveImportanceSampling(target, start, createRandom(seed), settings)
  for (;;) {
    const step = sampler.next()
    if (step.done) return step.value
  }
}

/** Weighted mean of f over the draws. */
export function expectation(p: WeightedPosterior, dimension: number, f: (z: Float64Array) => number): number {
  return p.weights.reduce((sum, w, i) => sum + w * f(p.z.subarray(i * dimension, (i + 1) * dimension)), 0)
}
