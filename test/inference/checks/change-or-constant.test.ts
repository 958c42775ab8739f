import { expect, it } from 'vitest'
import { changeOrConstant } from '../../../src-main/inference/checks/change-or-constant.ts'
import { constants } from '../../../src-main/inference/checks/constants.ts'
import type { Evidence } from '../../../src-main/inference/checks/evidence.ts'
import { steadiness } from '../../../src-main/inference/checks/steadiness.ts'
import type { ConstantScore } from '../../../src-main/inference/estimate/sensitivity/sensitivity.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { thetasOf } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { dot, explainedBeyond, orthonormal } from '../../../src-main/signal/statistics/explained.ts'
import { points, prior } from './evidence.ts'
import { fitted } from './fitted-evidence.ts'

const { file } = prior
const withConstant = (name: string, value: number) =>
  createPrior({ ...file, constants: { ...file.constants, [name]: value } })

/** With the efficient score of each constant, by differences. */
function scored(evidence: Evidence, names = ['gamma', 'u0', 'v0']): Evidence {
  const { best } = evidence
  const noise = prior.noise(best.values, 0)
  const white = (x: ArrayLike<number>) => Float64Array.from(noise.whitened(Array.from(x)))
  const fittedSlopes = orthonormal(evidence.slopesAt(best.values).map(({ slope }) => white(slope)))
  const scores = names.map((name): ConstantScore => {
    const value = prior.constants[prior.forward.constantDescriptions.findIndex((one) => one.name === name)]
    const h = 0.003
    const [above, below] = [h, -h].map((by) => {
      const u = new Float32Array(points)
      const other = withConstant(name, (value ?? 0) + by)
      createSimulator(other.forward).predictions(thetasOf(other, best.values, 1), 1, u)
      return u
    })
    const slope = white(above.map((v, i) => (v - below[i]) / (2 * h)))
    const e = Float64Array.from(evidence.residuals.standardized, (v) => v ?? 0)
    const { sum, factors, errors } = explainedBeyond(e, [slope], fittedSlopes)
    const z = Math.sign(factors[0]) * Math.sqrt((sum * e.length) / dot(e, e))
    return {
      name,
      symbol: name,
      value: value ?? 0,
      z,
      estimate: (value ?? 0) + factors[0],
      error: errors[0],
      slope: Array.from(slope, (v) => -v),
    }
  })
  return { ...evidence, scores }
}

it('another constant is not told as a change of the neuron', () => {
  const found = Array.from({ length: 8 }, (_, k) =>
    scored(fitted({}, 300 + k, undefined, withConstant('v0', -0.15))),
  )
  for (const evidence of found) expect(constants(evidence)[0].level).toBe('caution')
  const told = found.map((evidence) => changeOrConstant(evidence))
  // Score tests are linear, so that what a large difference bends may look like a change beside it.
  expect(told.filter(({ change, constantsFirst }) => change && !constantsFirst).length).toBeLessThanOrEqual(1)
})

it('a change of the neuron is not told as another constant', () => {
  const found = Array.from({ length: 8 }, (_, k) => scored(fitted({ theta0Drift: 0.05 }, 300 + k)))
  for (const evidence of found) expect(steadiness(evidence).level).toBe('caution')
  const blamed = found.filter((evidence) => constants(evidence)[0].level === 'caution')
  expect(blamed.length).toBeLessThanOrEqual(1)
  for (const evidence of found) expect(changeOrConstant(evidence).constantsFirst).toBe(false)
})

it('says of neither that it is shown where nothing is wrong', () => {
  expect(changeOrConstant(scored(fitted({}, 7)))).toEqual({
    change: false,
    constants: false,
    constantsFirst: false,
  })
})
