import { describe, expect, it } from 'vitest'
import type { SemilinearEquations } from '../../../../src-main/model/dynamics/equations.ts'
import { exponentialMidpoint } from '../../../../src-main/model/dynamics/integrators/exponential-midpoint.ts'
import { createProtocol } from '../../../../src-main/model/protocol/protocols.ts'
import {
  oscillator,
  oscillatorSolution,
  passive,
  passiveMembrane,
  passiveVoltage,
  product,
  productSolution,
} from './cases.ts'
import { largestError, observedOrders, solved } from './measure.ts'

/** One state from 2 with constant a and b. */
function constantCoefficients(a: number, b: number): SemilinearEquations {
  return {
    states: 1,
    initial: (_theta, _constants, out) => out.fill(2),
    derivative(x, _current, _theta, _constants, out) {
      out[0] = a - b * x[0]
    },
    linear(_x, _current, _theta, _constants, aOut, bOut) {
      aOut[0] = a
      bOut[0] = b
    },
  }
}

describe('the exponential midpoint rule', () => {
  it.each([0.01, 1, 50])('is exact where a and b are constant, with steps of %f ms', (dt) => {
    const grid = { dt, points: 20, substeps: 1 }
    for (const [a, b] of [
      [0.3, 0.2],
      [-5, 40],
      [0, 1e-3],
    ]) {
      const exact = (t: number): number => a / b + (2 - a / b) * Math.exp(-b * t)
      expect(largestError(exponentialMidpoint(constantCoefficients(a, b)), exact, grid)).toBeLessThan(1e-12)
    }
  })

  it('is exact at b = 0, near it and below it', () => {
    const grid = { dt: 0.5, points: 9, substeps: 2 }
    const straight = (t: number): number => 2 + 3 * t
    for (const b of [0, -0, 1e-300, 1e-17, -1e-17]) {
      expect(largestError(exponentialMidpoint(constantCoefficients(3, b)), straight, grid)).toBeLessThan(
        1e-13,
      )
    }
    // To first order in b: 2 + 3 t − b (2 t + 1.5 t²).
    const bent = (t: number): number => 2 + 3 * t - 1e-9 * (2 * t + 1.5 * t * t)
    expect(largestError(exponentialMidpoint(constantCoefficients(3, 1e-9)), bent, grid)).toBeLessThan(1e-13)
    const growing = (t: number): number => 2 * Math.exp(0.4 * t)
    expect(largestError(exponentialMidpoint(constantCoefficients(0, -0.4)), growing, grid)).toBeLessThan(
      1e-13,
    )
  })

  it('is exact for a passive membrane with steps of the current at edges of the grid', () => {
    const protocol = createProtocol({
      kind: 'steps',
      holding: 0.1,
      steps: [{ from: 10, to: 40, current: 2 }],
    })
    const on = passiveVoltage(passive.first, 0.1, 0, 10)
    const off = passiveVoltage(on, 2.1, 0, 30)
    const exact = (t: number): number => {
      if (t <= 10) return passiveVoltage(passive.first, 0.1, 0, t)
      return t <= 40 ? passiveVoltage(on, 2.1, 0, t - 10) : passiveVoltage(off, 0.1, 0, t - 40)
    }
    for (const substeps of [1, 2, 7]) {
      const grid = { dt: 5, points: 17, substeps }
      // 1e-12 of 70 mV.
      expect(largestError(exponentialMidpoint(passiveMembrane), exact, grid, protocol)).toBeLessThan(7e-11)
    }
  })

  it('stays bounded at steps far beyond the fastest time constant', () => {
    const v = solved(exponentialMidpoint(constantCoefficients(1e6, 1e6)), { dt: 1, points: 50, substeps: 1 })
    expect(v[0]).toBe(2)
    for (const x of v.slice(1)) expect(x).toBeCloseTo(1, 12)
  })
})

describe('the order of the exponential midpoint rule', () => {
  const expectTwo = (error: (substeps: number) => number, from: number): void => {
    for (const order of observedOrders([from, 2 * from, 4 * from, 8 * from].map(error))) {
      expect(order).toBeGreaterThan(1.9)
      expect(order).toBeLessThan(2.1)
    }
  }

  it.each([
    ['a damped oscillator of three states', exponentialMidpoint(oscillator), oscillatorSolution],
    ['a product of two states', exponentialMidpoint(product), productSolution],
  ])('is 2: %s', (_name, solve, exact) => {
    expectTwo((substeps) => largestError(solve, exact, { dt: 0.5, points: 25, substeps }), 16)
  })

  it('is 2 with a ramp of the current', () => {
    const protocol = createProtocol({
      kind: 'ramps',
      holding: 0.1,
      ramps: [{ from: 0, to: 100, start: 0, end: 5 }],
    })
    const exact = (t: number): number => passiveVoltage(passive.first, 0.1, 0.05, t)
    const solve = exponentialMidpoint(passiveMembrane)
    expectTwo((substeps) => largestError(solve, exact, { dt: 5, points: 13, substeps }, protocol), 4)
  })
})
