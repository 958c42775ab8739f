import { describe, expect, it } from 'vitest'
import { createDormandPrinceStep } from '../../../../src-main/model/dynamics/integrators/dormand-prince-step.ts'
import { logistic, logisticSolution, passive, passiveMembrane, product, productSolution } from './cases.ts'
import { observedOrders } from './measure.ts'

describe('one step of Dormand–Prince', () => {
  // V of the passive membrane with the current q(t) = 3 − 2 t + 1.5 t²: E + (q − τ q′ + τ² q″)/g and what decays.
  const tau = passive.C / passive.g
  const particular = (t: number): number =>
    passive.E + (3 - 2 * t + 1.5 * t * t - tau * (3 * t - 2) + tau * tau * 3) / passive.g
  const driven = (t: number): number => particular(t) + (passive.first - particular(0)) * Math.exp(-t / tau)

  it.each([
    ['the logistic equation', logistic, [0, 0, 0], [0.2, 0.1, 0.05], logisticSolution],
    ['a product of two states', product, [0, 0, 0], [0.2, 0.1, 0.05], productSolution],
    ['a quadratic current', passiveMembrane, [3, -2, 1.5], [2, 1, 0.5], driven],
  ])('has a local error of order 6 and an estimate of order 5: %s', (_name, equations, q, sizes, exact) => {
    const step = createDormandPrinceStep(equations)
    const x = new Float64Array(equations.states)
    equations.initial([], [], x)
    equations.derivative(x, q[0], [], [], step.slope)
    const errors = sizes.map((h) => {
      step.attempt(x, 0, 1, h, Float64Array.of(q[0], q[1] * h, q[2] * h * h), [], [])
      return { actual: Math.abs(step.next[0] - exact(h)), estimate: Math.abs(step.error[0]) }
    })
    for (const order of observedOrders(errors.map(({ actual }) => actual))) {
      expect(order).toBeGreaterThan(5.7)
      expect(order).toBeLessThan(6.3)
    }
    for (const order of observedOrders(errors.map(({ estimate }) => estimate))) {
      expect(order).toBeGreaterThan(4.65)
      expect(order).toBeLessThan(5.15)
    }
  })
})
