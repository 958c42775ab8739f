import { describe, expect, it } from 'vitest'
import type { Equations } from '../../../../src-main/model/dynamics/equations.ts'
import { dormandPrince } from '../../../../src-main/model/dynamics/integrators/dormand-prince.ts'
import { createProtocol } from '../../../../src-main/model/protocol/protocols.ts'
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
import { largestError, solved } from './measure.ts'

/** The slope of log error over log tolerance by least squares, and the errors over their tolerances. */
function againstTolerance(error: (tolerance: number) => number): { slope: number; ratios: number[] } {
  const tolerances = [1e-5, 1e-6, 1e-7, 1e-8, 1e-9]
  const errors = tolerances.map(error)
  const slope = [-2, -1, 0, 1, 2].reduce((sum, d, i) => sum - (d * Math.log10(errors[i])) / 10, 0)
  return { slope, ratios: errors.map((e, i) => e / tolerances[i]) }
}

const tolerance = (relative: number) => ({ relative, absolute: relative })

/** The same equations, and how often their derivative was asked for. */
function counted(equations: Equations): { equations: Equations; calls: () => number } {
  let calls = 0
  return {
    equations: {
      ...equations,
      derivative(...given) {
        calls++
        equations.derivative(...given)
      },
    },
    calls: () => calls,
  }
}

describe('Dormand–Prince', () => {
  it.each([
    ['a damped oscillator of three states', oscillator, oscillatorSolution],
    ['the logistic equation', logistic, logisticSolution],
    ['a product of two states', product, productSolution],
  ])('has an error in proportion to its tolerance over four decades: %s', (_name, equations, exact) => {
    // Long solver steps, so that the tolerance alone decides about the method’s.
    const grid = { dt: 6, points: 4, substeps: 1 }
    const { slope, ratios } = againstTolerance((relative) =>
      largestError(dormandPrince(equations, tolerance(relative)), exact, grid),
    )
    // The tolerance is as h⁵, the error c₅ h⁵ + c₆ h⁶: a slope from 1 to 6/5.
    expect(slope).toBeGreaterThan(0.95)
    expect(slope).toBeLessThan(1.2)
    // 0.3 to 3.6 of the tolerance, measured.
    for (const ratio of ratios) expect(ratio).toBeLessThan(5)
  })

  it('needs 10^(1/5) times as many steps for a tenth of the tolerance', () => {
    const needed = [1e-5, 1e-10].map((relative) => {
      const { equations, calls } = counted(oscillator)
      solved(dormandPrince(equations, tolerance(relative)), { dt: 40, points: 2, substeps: 1 })
      return calls()
    })
    expect(needed[1] / needed[0]).toBeGreaterThan(7)
    expect(needed[1] / needed[0]).toBeLessThan(13)
  })

  it('asks six times for a derivative in a step, once more at the start and at each jump', () => {
    const grid = { dt: 0.01, points: 101, substeps: 1 }
    const { equations, calls } = counted(passiveMembrane)
    const jumps = createProtocol({
      kind: 'steps',
      holding: 0,
      steps: [{ from: 0.3, to: 0.6, current: 1e-9 }],
    })
    solved(dormandPrince(equations), grid, jumps)
    const steps = (calls() - 3) / 6
    expect(Number.isInteger(steps)).toBe(true)
    // One for each solver step, and few more while the very first step grows.
    expect(steps).toBeGreaterThanOrEqual(100)
    expect(steps).toBeLessThan(112)
  })

  it('holds its tolerance with a step of the current at an edge of the grid', () => {
    const protocol = createProtocol({
      kind: 'steps',
      holding: 0.1,
      steps: [{ from: 50, to: 1000, current: 2 }],
    })
    const atStep = passiveVoltage(passive.first, 0.1, 0, 50)
    const exact = (t: number): number =>
      t <= 50 ? passiveVoltage(passive.first, 0.1, 0, t) : passiveVoltage(atStep, 2.1, 0, t - 50)
    for (const relative of [1e-6, 1e-8, 1e-10]) {
      const solve = dormandPrince(passiveMembrane, tolerance(relative))
      // Up to −49 mV.
      expect(largestError(solve, exact, { dt: 25, points: 9, substeps: 1 }, protocol)).toBeLessThan(
        200 * relative,
      )
    }
  })

  it('takes the current as linear within a solver step where it is a ramp', () => {
    const protocol = createProtocol({
      kind: 'ramps',
      holding: 0.1,
      ramps: [{ from: 0, to: 100, start: 0, end: 5 }],
    })
    const exact = (t: number): number => passiveVoltage(passive.first, 0.1, 0.05, t)
    const solve = dormandPrince(passiveMembrane, tolerance(1e-12))
    expect(largestError(solve, exact, { dt: 25, points: 5, substeps: 1 }, protocol)).toBeLessThan(1e-9)
  })

  it('takes the current as the quadratic through its start, middle and end', () => {
    // dx/dt = I, so x is the integral of the quadratic: Simpson’s rule over each solver step.
    const integral: Equations = {
      states: 1,
      initial: (_theta, _constants, out) => out.fill(0),
      derivative: (_x, current, _theta, _constants, out) => out.fill(current),
    }
    const current = {
      start: Float64Array.of(1, -2),
      middle: Float64Array.of(4, 0.5),
      end: Float64Array.of(-1, 7),
    }
    const x = new Float64Array(3)
    const solve = dormandPrince(integral)
    const grid = { dt: 3, points: 3, substeps: 1 }
    solve([], [], grid, current, x)
    expect(x[1]).toBeCloseTo((3 / 6) * (1 + 4 * 4 - 1), 12)
    expect(x[2]).toBeCloseTo(x[1] + (3 / 6) * (-2 + 4 * 0.5 + 7), 12)
    // The next call has no current, and none is left of this one.
    solve([], [], grid, null, x)
    expect([...x]).toEqual([0, 0, 0])
  })

  it('begins from another state where one is given', () => {
    const x = new Float64Array(5)
    dormandPrince(logistic, tolerance(1e-11))([], [], { dt: 1, points: 5, substeps: 2 }, null, x, [0.5])
    x.forEach((value, i) => {
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-i)), 9)
    })
  })
})

describe('what Dormand–Prince can’t reach', () => {
  it('is NaN from there on: a solution that leaves for infinity', () => {
    // dx/dt = x² from 1 is 1/(1 − t).
    const runaway: Equations = {
      states: 1,
      initial: (_theta, _constants, out) => out.fill(1),
      derivative(x, _current, _theta, _constants, out) {
        out[0] = x[0] * x[0]
      },
    }
    const x = solved(dormandPrince(runaway), { dt: 0.15, points: 20, substeps: 3 })
    for (let i = 0; i < 7; i++) expect(x[i]).toBeCloseTo(1 / (1 - i * 0.15), 3)
    expect([...x.slice(7)]).toEqual(new Array(13).fill(Number.NaN))
  })

  it('is NaN where the derivative is', () => {
    const { equations, calls } = counted({
      states: 1,
      initial: (_theta, _constants, out) => out.fill(1),
      derivative: (_x, _current, _theta, _constants, out) => out.fill(Number.NaN),
    })
    const x = solved(dormandPrince(equations), { dt: 0.1, points: 5, substeps: 2 })
    expect([...x]).toEqual([1, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect(calls()).toBeLessThan(200)
  })

  it('is NaN where it would take too many steps', () => {
    // Stability allows steps of 3.3e-9 only.
    const stiff: Equations = {
      states: 1,
      initial: (_theta, _constants, out) => out.fill(1),
      derivative(x, _current, _theta, _constants, out) {
        out[0] = -1e9 * (x[0] - 2)
      },
    }
    const x = solved(dormandPrince(stiff), { dt: 1, points: 3, substeps: 1 })
    expect([...x]).toEqual([1, Number.NaN, Number.NaN])
  })

  it('does not keep the next solution from being right', () => {
    const solve = dormandPrince(logistic, tolerance(1e-10))
    const x = new Float64Array(3)
    solve([], [], { dt: 1, points: 3, substeps: 1 }, null, x, [Number.NaN])
    expect(x[2]).toBeNaN()
    expect(largestError(solve, logisticSolution, { dt: 1, points: 3, substeps: 1 })).toBeLessThan(1e-8)
  })
})
