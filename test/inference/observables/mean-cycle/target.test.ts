import { expect, it } from 'vitest'
import { inCombinations } from '../../../../src-main/inference/observables/mean-cycle/combined-coordinates.ts'
import { workOf } from '../../../../src-main/inference/observables/mean-cycle/work-of.ts'
import { createProblem } from '../../../../src-main/inference/problem.ts'
import { hodgkinHuxley } from '../../../../src-main/model/dynamics/hodgkin-huxley/hodgkin-huxley.ts'
import { cutCycle, writePotential } from '../../../../src-main/model/observable/mean-cycle/cut-cycle.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { createSimulator } from '../../../../src-main/model/simulate/simulator.ts'
import { covarianceOf, designOf, levelsOf } from '../../../../src-main/signal/mean-cycle/cycle-data.ts'
import {
  cycleNumbers as D,
  nodeCorrelation,
  nodeTimes,
} from '../../../../src-main/signal/mean-cycle/nodes.ts'
import { noisyData, cyclePrior as prior, usualCell } from '../../../support/cycle/cells.ts'
import { logNormal } from '../../../support/dense-normal.ts'

const observed = noisyData(usualCell, 11)

/** log p(d|m) + log p(m), from the cycle as the neuron traces it and from the formulas of densities. */
function plainDensity(values: Float64Array): number {
  const { level, width, interval } = designOf(observed)
  let density = Number.NEGATIVE_INFINITY
  hodgkinHuxley.spikeCycles?.reference().trace(values.slice(0, 8), 1, 6 * interval, (_, cycle) => {
    const cut = cycle && cutCycle(cycle, level)
    if (!cut) return
    const times = new Float64Array(D - 1)
    nodeTimes(width, cut.end - cut.begin, times)
    const v = new Float64Array(D - 1)
    writePotential(cycle, cut, times, v, 0)
    const left = [Math.log(cut.end - cut.begin), ...v].map((x, j) => observed[j] - x)
    const C = covarianceOf(observed)
    const sd = (j: number): number => (j === 0 ? 0 : j > 12 && j <= 25 ? values[9] : values[8])
    const rows = left.map((_, i) =>
      left.map((_, j) => C[i * D + j] + sd(i) * sd(j) * nodeCorrelation[i * D + j]),
    )
    density = logNormal(left, rows) + logPrior(values)
  })
  return density
}

function logPrior(m: Float64Array): number {
  const normal = (x: number, mean: number, sd: number): number =>
    -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd * Math.sqrt(2 * Math.PI))
  const logNormalOf = (x: number, median: number, sd: number): number =>
    normal(Math.log(x), Math.log(median), sd) - Math.log(x)
  return (
    logNormalOf(m[0], 15, 1) +
    logNormalOf(m[1], 4, 1) +
    logNormalOf(m[2], 0.03, 0.8) +
    logNormalOf(m[3], 0.6, 1) +
    normal(m[4], -45, 10) +
    logNormalOf(m[5], 0.6, 0.6) +
    normal(m[6], 50, 7) +
    normal(m[7], -90, 7) +
    logNormalOf(m[8], 0.6, 0.7) +
    logNormalOf(m[9], 0.4, 0.7)
  )
}

it('the target is likelihood, prior and Jacobian, worked out plainly', () => {
  const { target } = createProblem(prior, createSimulator(prior.forward), observed)
  const given = inCombinations(prior, levelsOf(observed), () => null)
  const random = createRandom(2)
  const n = 12
  const z = new Float64Array(10 * n)
  for (let k = 0; k < n; k++) {
    given.toUnbounded(usualCell, 0, z, 10 * k)
    for (let j = 0; j < 10; j++) z[10 * k + j] += 0.25 * random.normal()
  }
  const out = new Float64Array(n)
  target.logDensity(z, n, out, new Float64Array(0))
  const values = new Float64Array(10)
  for (let k = 0; k < n; k++) {
    given.fromUnbounded(z, 10 * k, values, 0)
    const expected = plainDensity(values) + given.logJacobian(z, 10 * k)
    // Data and predictions are kept in single precision: 4e-6 mV of 50, against residuals of tens of standard deviations.
    expect(Math.abs(out[k] - expected)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)))
    expect(expected).toBeGreaterThan(-1e6)
  }
})

it('what does not fire, or more slowly than data say, has no probability', () => {
  const { target, prior: given } = workOf(prior, observed)
  const density = (values: Float64Array): number => {
    const z = new Float64Array(10)
    given.toUnbounded(values, 0, z, 0)
    const out = new Float64Array(1)
    target.logDensity(z, 1, out, new Float64Array(0))
    return out[0]
  }
  expect(density(usualCell)).toBeGreaterThan(-100)
  const silent = usualCell.slice()
  silent[3] = 0.05
  expect(density(silent)).toBe(Number.NEGATIVE_INFINITY)
  const beyond = usualCell.slice()
  beyond[3] = -1
  expect(density(beyond)).toBe(Number.NEGATIVE_INFINITY)
})
