import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'

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
