import { compileKernel } from '../../model/compile-kernel.ts'
import type { AdamState } from '../adam-state.ts'
import { wasmBase64 } from './adam.generated.ts'

interface KernelExports {
  sumOfSquares(gradient: number, n: number): number
  step(
    weights: number,
    gradient: number,
    first: number,
    second: number,
    n: number,
    rate: number,
    scale: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    epsilon: number,
    negligible: number,
  ): void
}

/** Adam's arithmetic on plain arrays, 4 weights at a time. */
export interface AdamKernel {
  sumOfSquares(values: Float32Array): number
  /** @param rate including bias correction of the moments @param scale of the gradient */
  step(weights: Float32Array, gradient: Float32Array, state: AdamState, rate: number, scale: number): void
}

export interface AdamConstants {
  beta1: number
  beta2: number
  epsilon: number
  negligible: number
}

/**
 * Weights per call: four arrays of this length are copied into the kernel's memory and three of them back, and fit in
 * the processor's first-level cache. The run's own arrays stay outside WebAssembly.
 */
const stretch = 2048

/** Null where this engine has no WebAssembly SIMD. */
export function createAdamKernel({ beta1, beta2, epsilon, negligible }: AdamConstants): AdamKernel | null {
  const module = compileKernel(wasmBase64)
  if (!module) return null
  const memory = new WebAssembly.Memory({ initial: Math.ceil((16 * stretch) / 65536) })
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  const kernel = instance.exports as unknown as KernelExports
  const [w, g, m, v] = [0, 1, 2, 3].map((i) => new Float32Array(memory.buffer, 4 * stretch * i, stretch))

  /** Copies a stretch in; its last vector is padded with zeros. */
  const load = (from: Float32Array, at: number, to: Float32Array): void => {
    const part = from.subarray(at, at + stretch)
    to.set(part)
    to.fill(0, part.length, padded(part.length))
  }

  return {
    sumOfSquares(values) {
      let sum = 0
      for (let at = 0; at < values.length; at += stretch) {
        load(values, at, g)
        sum += kernel.sumOfSquares(g.byteOffset, padded(Math.min(stretch, values.length - at)))
      }
      return sum
    },
    step(weights, gradient, { first, second }, rate, scale) {
      for (let at = 0; at < weights.length; at += stretch) {
        const n = Math.min(stretch, weights.length - at)
        load(weights, at, w)
        load(gradient, at, g)
        load(first, at, m)
        load(second, at, v)
        kernel.step(
          w.byteOffset,
          g.byteOffset,
          m.byteOffset,
          v.byteOffset,
          padded(n),
          rate,
          scale,
          beta1,
          1 - beta1,
          beta2,
          1 - beta2,
          epsilon,
          negligible,
        )
        weights.set(n === stretch ? w : w.subarray(0, n), at)
        first.set(n === stretch ? m : m.subarray(0, n), at)
        second.set(n === stretch ? v : v.subarray(0, n), at)
      }
    },
  }
}

function padded(n: number): number {
  return Math.ceil(n / 4) * 4
}
