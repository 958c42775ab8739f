import type { AdamState } from './adam-state.ts'
import { type AdamKernel, createAdamKernel } from './kernel/adam-kernel.ts'

const beta1 = 0.9
const beta2 = 0.999
const epsilon = 1e-8

/**
 * Moments this small change no weight, but while decaying to 0 they become denormal in single precision, which some
 * processors compute a hundred times slower.
 */
const negligible = 1e-36

/** The reference, and the fallback where WebAssembly SIMD is missing: float64 arithmetic on float32 arrays. */
export const plainAdam: AdamKernel = {
  sumOfSquares(values) {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[i] * values[i]
    return sum
  },
  step(weights, gradient, { first, second }, rate, scale) {
    const n = weights.length
    for (let i = 0; i < n; i++) {
      const g = gradient[i] * scale
      const m = flush(beta1 * first[i] + (1 - beta1) * g)
      const v = flush(beta2 * second[i] + (1 - beta2) * g * g)
      first[i] = m
      second[i] = v
      weights[i] -= (rate * m) / (Math.sqrt(v) + epsilon)
    }
  },
}

function flush(x: number): number {
  return x < negligible && x > -negligible ? 0 : x
}

let fastest: AdamKernel | undefined

function fastestAdam(): AdamKernel {
  fastest ??= createAdamKernel({ beta1, beta2, epsilon, negligible }) ?? plainAdam
  return fastest
}

export function createAdamState(size: number): AdamState {
  return { step: 0, first: new Float32Array(size), second: new Float32Array(size) }
}

/**
 * Updates `weights` and `state` in place.
 * @param maximalNorm Euclidean norm at which the gradient is clipped
 * @param kernel defaults to the fastest available
 * @returns the norm before clipping
 */
export function adamStep(
  weights: Float32Array,
  gradient: Float32Array,
  state: AdamState,
  learningRate: number,
  maximalNorm: number,
  kernel: AdamKernel = fastestAdam(),
): number {
  const norm = Math.sqrt(kernel.sumOfSquares(gradient))
  const scale = norm > maximalNorm ? maximalNorm / norm : 1
  state.step++
  const rate = (learningRate * Math.sqrt(1 - beta2 ** state.step)) / (1 - beta1 ** state.step)
  kernel.step(weights, gradient, state, rate, scale)
  return norm
}
