import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { adamStep, createAdamState, plainAdam } from '../../src-main/training/adam.ts'

const unclipped = Number.POSITIVE_INFINITY

/** Kingma & Ba 2015, algorithm 1, in double precision. */
function* textbook(weights: number[], rate: number): Generator<number[], never, number[]> {
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8]
  const m = weights.map(() => 0)
  const v = weights.map(() => 0)
  let gradient = yield weights
  for (let t = 1; ; t++) {
    weights = weights.map((w, i) => {
      m[i] = beta1 * m[i] + (1 - beta1) * gradient[i]
      v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] ** 2
      const first = m[i] / (1 - beta1 ** t)
      const second = v[i] / (1 - beta2 ** t)
      return w - (rate * first) / (Math.sqrt(second) + epsilon)
    })
    gradient = yield weights
  }
}

const vector = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 })

describe('Adam', () => {
  it('steps as in the paper', () => {
    fc.assert(
      fc.property(vector, fc.array(vector, { minLength: 1, maxLength: 30 }), (start, gradients) => {
        const weights = Float32Array.from(start)
        const state = createAdamState(4)
        const reference = textbook(start, 0.01)
        reference.next()
        for (const g of gradients) {
          adamStep(weights, Float32Array.from(g), state, 0.01, unclipped)
          const expected = reference.next(g).value
          // The efficient form of the paper's section 2 puts ε elsewhere, which only shows for gradients of its size;
          // float32 state: 1e-6 of each step of 0.01, 30 times.
          expected.forEach((w, i) => {
            if (g.every((x) => Math.abs(x) > 1e-3 || x === 0))
              expect(Math.abs(weights[i] - w)).toBeLessThan(1e-4)
          })
        }
        expect(state.step).toBe(gradients.length)
      }),
      { seed: 1 },
    )
  })

  it('takes a first step of the learning rate, against the gradient, whatever its size', () => {
    const weights = new Float32Array(3)
    adamStep(weights, Float32Array.of(5, -0.01, 0), createAdamState(3), 0.002, unclipped)
    expect(weights[0]).toBeCloseTo(-0.002, 6)
    expect(weights[1]).toBeCloseTo(0.002, 6)
    expect(weights[2]).toBe(0)
  })

  it('finds the minimum of a badly scaled bowl', () => {
    const weights = Float32Array.of(3, -2)
    const state = createAdamState(2)
    for (let i = 0; i < 3000; i++) {
      const gradient = Float32Array.of(2 * (weights[0] - 1), 2000 * (weights[1] - 0.5))
      adamStep(weights, gradient, state, 0.01, unclipped)
    }
    expect(weights[0]).toBeCloseTo(1, 2)
    expect(weights[1]).toBeCloseTo(0.5, 2)
  })

  it('clips the gradient’s norm and reports the one before', () => {
    const [a, b] = [new Float32Array(2), new Float32Array(2)]
    const [stateA, stateB] = [createAdamState(2), createAdamState(2)]
    const norm = adamStep(a, Float32Array.of(30, 40), stateA, 0.01, 5)
    adamStep(b, Float32Array.of(3, 4), stateB, 0.01, 5)
    expect(norm).toBeCloseTo(50, 4)
    expect(a).toEqual(b)
    stateA.first.forEach((m, i) => {
      expect(m).toBeCloseTo(stateB.first[i], 6)
    })
  })
})

describe('Adam by WebAssembly', () => {
  /** Some steps by both, on `n` weights with gradients from 1e-30 to 1e3 in size. */
  function runBoth(n: number, steps: number, maximalNorm: number) {
    const random = createRandom(n)
    const start = Float32Array.from({ length: n }, () => random.normal())
    const sizes = Float64Array.from({ length: n }, () => 10 ** (33 * random.uniform() - 30))
    const plain = { weights: start.slice(), state: createAdamState(n), norms: [] as number[] }
    const fast = { weights: start.slice(), state: createAdamState(n), norms: [] as number[] }
    for (let i = 0; i < steps; i++) {
      const gradient = Float32Array.from(sizes, (size) => size * random.normal())
      plain.norms.push(adamStep(plain.weights, gradient, plain.state, 1e-3, maximalNorm, plainAdam))
      fast.norms.push(adamStep(fast.weights, gradient, fast.state, 1e-3, maximalNorm))
    }
    return { plain, fast }
  }

  it.each([1, 3, 4, 2047, 2048, 2049, 10_000])('is the plain one to single precision, on %i weights', (n) => {
    const { plain, fast } = runBoth(n, 50, 5)
    fast.norms.forEach((norm, i) => {
      expect(Math.abs(norm / plain.norms[i] - 1)).toBeLessThan(1e-12)
    })
    // A float32 near 1 is exact to 1.2e-7, and each of 50 steps of 1e-3 to 1e-3 of that.
    for (let i = 0; i < n; i++) {
      expect(Math.abs(fast.weights[i] - plain.weights[i])).toBeLessThan(1e-6)
      const { first, second } = plain.state
      expect(Math.abs(fast.state.first[i] - first[i])).toBeLessThan(1e-5 * Math.sqrt(second[i]) + 1e-23)
      expect(Math.abs(fast.state.second[i] - second[i])).toBeLessThan(1e-5 * second[i] + 1e-35)
    }
  })

  it('lets moments go to 0 without ever making a denormal number', () => {
    const weights = Float32Array.of(1, -1, 0.5)
    const state = createAdamState(3)
    adamStep(weights, Float32Array.of(1e-12, -1e-18, 1e-30), state, 1e-3, 5)
    const none = new Float32Array(3)
    for (let i = 0; i < 2000; i++) {
      adamStep(weights, none, state, 1e-3, 5)
      for (const moment of [...state.first, ...state.second])
        expect(moment === 0 || Math.abs(moment) >= 0.9e-36).toBe(true)
    }
    expect(Array.from(state.first)).toEqual([0, 0, 0])
  })
})
