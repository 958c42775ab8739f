import { describe, expect, it } from 'vitest'
import { findMode } from '../../../../src-main/inference/modes/find-mode.ts'
import { predictionsAt } from '../../../../src-main/inference/modes/posterior-work.ts'
import { straighten } from '../../../../src-main/inference/observables/mean-cycle/straighten.ts'
import { workOf } from '../../../../src-main/inference/observables/mean-cycle/work-of.ts'
import { createProblem } from '../../../../src-main/inference/problem.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { createSimulator } from '../../../../src-main/model/simulate/simulator.ts'
import { choleskyFactor } from '../../../../src-main/signal/statistics/cholesky.ts'
import { inverseOfSymmetric } from '../../../../src-main/signal/statistics/solve-symmetric.ts'
import { cellOf, noisyData, cyclePrior as prior } from '../../../support/cycle/cells.ts'

/** Slow, near its rheobase: there the interval bends most. */
const cell = cellOf({ gNa: 12, gKd: 2, gL: 0.05, iDrive: 1, vT: -40, q: 1.1, eK: -85 })
const data = noisyData(cell, 32)
const drive = prior.parameters.findIndex(({ name }) => name === 'iDrive')

describe('a straightened drive', () => {
  it('keeps the interval of the data while others move: where it did not, none fits', () => {
    const plain = workOf(prior, data)
    const start = new Float64Array(10)
    plain.prior.toUnbounded(cell, 0, start, 0)
    const mode = findMode(plain, start)!
    const straight = straighten(plain, mode, drive, createRandom(3))!
    expect(straight.index).toBe(drive)
    const work = workOf(prior, data, () => straight)
    // Points about the mode by its curvature, in which only the others move.
    const covariance = inverseOfSymmetric(mode.precision, 10)
    const factor = new Float64Array(100)
    choleskyFactor(covariance, 10, factor)
    const random = createRandom(4)
    const z = new Float64Array(10)
    const values = new Float64Array(10)
    plain.prior.fromUnbounded(mode.z, 0, values, 0)
    work.prior.toUnbounded(values, 0, z, 0)
    const points = Array.from({ length: 60 }, () => {
      const e = Float64Array.from({ length: 10 }, () => random.normal())
      return Float64Array.from(z, (x, j) => {
        if (j === drive) return x
        let sum = x
        for (let k = 0; k <= j; k++) sum += factor[j * 10 + k] * e[k]
        return sum
      })
    })
    const off = predictionsAt(work, points)
      .map(([interval]) => Math.abs(interval - data[0]))
      .sort((a, b) => a - b)
    // Known to 0.02 or so; the plain coordinate makes it tenths, and many points silent.
    expect(off[30]).toBeLessThan(0.02)
    expect(off[54]).toBeLessThan(0.1)
  })
})

it('the coordinates of a problem do not change once its target was asked', () => {
  const random = createRandom(1)
  const problem = createProblem(prior, createSimulator(prior.forward), data)
  const z = new Float64Array(10)
  const [before, after] = [new Float64Array(1), new Float64Array(1)]
  const work = workOf(prior, data)
  work.prior.toUnbounded(cell, 0, z, 0)
  // Off the mode, where a straightening shifts.
  z[0] += 0.05
  z[1] -= 0.05
  problem.target.logDensity(z, 1, before, new Float64Array(0))
  expect(problem.search(random)).not.toBeNull()
  problem.target.logDensity(z, 1, after, new Float64Array(0))
  expect(after[0]).toBe(before[0])
  const parameters = problem.parametersOf(z, new Float64Array(0), 1, null)
  expect(parameters).toEqual(valuesOf(z))
})

function valuesOf(z: Float64Array): Float64Array {
  const values = new Float64Array(10)
  workOf(prior, data).prior.fromUnbounded(z, 0, values, 0)
  return values
}
