import { describe, expect, it } from 'vitest'
import type { Equations } from '../../../../src-main/model/dynamics/equations.ts'
import { fitzHughNagumo } from '../../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { rungeKutta4 } from '../../../../src-main/model/dynamics/integrators/runge-kutta-4.ts'
import type { InjectedCurrent } from '../../../../src-main/model/injected-current.ts'
import { createProtocol } from '../../../../src-main/model/protocol/protocols.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import {
  logistic,
  logisticSolution,
  oscillator,
  oscillatorSolution,
  passive,
  passiveMembrane,
  passiveVoltage,
  product,
  productSolution,
} from './cases.ts'
import { largestError, observedOrders, solved } from './measure.ts'

/** As Rudi, Bessac & Lenzi 2022 write it, the current added to ζ. */
const equations: Equations = {
  states: 2,
  initial(_theta, constants, out) {
    out[0] = constants[2]
    out[1] = constants[3]
  },
  derivative(x, current, theta, constants, out) {
    const [u, v] = [x[0], x[1]]
    out[0] = constants[0] * (u - (u * u * u) / 3 + v + (constants[1] + current))
    out[1] = -(u - theta[0] + theta[1] * v) / constants[0]
  },
}

describe('FitzHugh–Nagumo by the general method and by the written-out one', () => {
  const random = createRandom(31)
  const between = (from: number, to: number): number => from + (to - from) * random.uniform()
  const grid = { dt: 0.2, points: 200, substeps: 4 }
  const neurons = Array.from({ length: 50 }, () => ({
    theta: [between(0, 1), between(0, 1)],
    constants: [between(1, 4), between(-1, 0.5), between(-2, 2), between(-1, 1)],
  }))
  const solve = rungeKutta4(equations)

  it.each([Float64Array, Float32Array])('is the same to the last bit: %o', (Samples) => {
    for (const { theta, constants } of neurons) {
      const [own, writtenOut] = [new Samples(grid.points), new Samples(grid.points)]
      solve(theta, constants, grid, null, own)
      fitzHughNagumo.solve(theta, constants, grid, null, writtenOut)
      expect(own).toEqual(writtenOut)
      expect(new Set(writtenOut).size).toBeGreaterThan(50)
    }
  })

  it('is so with the stimulus as the injected current', () => {
    const n = (grid.points - 1) * grid.substeps
    for (const { theta, constants } of neurons) {
      const [gamma, zeta, u0, v0] = constants
      const same = new Float64Array(n).fill(zeta)
      const current: InjectedCurrent = { start: same, middle: same, end: same }
      const [own, writtenOut] = [new Float64Array(grid.points), new Float64Array(grid.points)]
      solve(theta, [gamma, 0, u0, v0], grid, current, own)
      fitzHughNagumo.solve(theta, constants, grid, null, writtenOut)
      expect(own).toEqual(writtenOut)
    }
  })

  it('begins from another state where one is given', () => {
    const { theta, constants } = neurons[0]
    const [own, writtenOut] = [new Float64Array(grid.points), new Float64Array(grid.points)]
    solve(theta, constants, grid, null, own, [1.5, -0.25])
    fitzHughNagumo.solve(theta, [constants[0], constants[1], 1.5, -0.25], grid, null, writtenOut)
    expect(own).toEqual(writtenOut)
  })
})

describe('the order of Runge–Kutta', () => {
  const orders = (error: (substeps: number) => number, from: number): number[] =>
    observedOrders([from, 2 * from, 4 * from, 8 * from].map(error))
  const expectFour = (observed: readonly number[]): void => {
    for (const order of observed) {
      expect(order).toBeGreaterThan(3.8)
      expect(order).toBeLessThan(4.2)
    }
  }

  it.each([
    ['a damped oscillator of three states', rungeKutta4(oscillator), oscillatorSolution],
    ['the logistic equation', rungeKutta4(logistic), logisticSolution],
    ['a product of two states', rungeKutta4(product), productSolution],
  ])('is 4: %s', (_name, solve, exact) => {
    expectFour(orders((substeps) => largestError(solve, exact, { dt: 0.5, points: 25, substeps }), 2))
  })

  it('is 4 with a step of the current at an edge of the grid', () => {
    const protocol = createProtocol({
      kind: 'steps',
      holding: 0.1,
      steps: [{ from: 10, to: 1000, current: 2 }],
    })
    const atStep = passiveVoltage(passive.first, 0.1, 0, 10)
    const exact = (t: number): number =>
      t <= 10 ? passiveVoltage(passive.first, 0.1, 0, t) : passiveVoltage(atStep, 2.1, 0, t - 10)
    const solve = rungeKutta4(passiveMembrane)
    expectFour(orders((substeps) => largestError(solve, exact, { dt: 5, points: 13, substeps }, protocol), 2))
    // Half a step late, the step's error would be of order 1: 0.08 mV at this step.
    expect(largestError(solve, exact, { dt: 5, points: 13, substeps: 64 }, protocol)).toBeLessThan(1e-8)
  })

  it('is 4 with a ramp of the current', () => {
    const protocol = createProtocol({
      kind: 'ramps',
      holding: 0.1,
      ramps: [{ from: 0, to: 100, start: 0, end: 5 }],
    })
    const exact = (t: number): number => passiveVoltage(passive.first, 0.1, 0.05, t)
    const solve = rungeKutta4(passiveMembrane)
    expectFour(orders((substeps) => largestError(solve, exact, { dt: 5, points: 13, substeps }, protocol), 2))
  })

  it('samples the same at the grid’s points however many there are', () => {
    const solve = rungeKutta4(oscillator)
    const fine = solved(solve, { dt: 0.125, points: 81, substeps: 1 })
    const coarse = solved(solve, { dt: 0.5, points: 21, substeps: 4 })
    expect(coarse).toEqual(fine.filter((_, i) => i % 4 === 0))
  })
})
