import { expect, it } from 'vitest'
import type { Assumed } from '../../../src-main/contract/assumed.ts'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import type { Compared } from '../../../src-main/inference/estimate/compared.ts'
import { marginalsOf } from '../../../src-main/inference/estimate/describe-parameters.ts'
import { proposalOfPrior } from '../../../src-main/inference/estimate/proposal-of-prior.ts'
import {
  type Sensitivity,
  sensitivityOf,
  wholeOf,
} from '../../../src-main/inference/estimate/sensitivity/sensitivity.ts'
import { adaptiveImportanceSampling } from '../../../src-main/inference/importance/sampler.ts'
import { createProblem } from '../../../src-main/inference/problem.ts'
import type { WeightedSample } from '../../../src-main/inference/statistics/weighted.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { observe } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import reference from './numpy-reference.json' with { type: 'json' }

interface Found {
  marginals: WeightedSample[]
  sensitivity: Pick<Sensitivity, 'assumed' | 'scores'>
}

/** Posterior of a trace without a network, from the prior or the library of cycles; and what it rests on. */
function estimated(file: PriorFile, observed: Float32Array): Found {
  const prior = createPrior(file)
  const simulator = createSimulator(prior.forward)
  const problem = createProblem(prior, simulator, observed)
  const random = createRandom(3)
  const proposal = problem.search(random) ?? proposalOfPrior(prior, problem, random)
  const steps = adaptiveImportanceSampling(problem.target, proposal, random, problem.settings)
  let step = steps.next()
  while (!step.done) step = steps.next()
  const posterior = step.value
  const values = problem.parametersOf(posterior.z, posterior.extra, posterior.weights.length, null)
  const marginals = marginalsOf(values, prior.parameters.length, posterior.weights)
  const compared: Compared = { prior, simulator, observed, problem, proposal, search: problem.search }
  return { marginals, sensitivity: wholeOf(sensitivityOf(compared, observed, posterior, marginals, random)) }
}

function traceOf(file: PriorFile, values: number[]): Float32Array {
  const prior = createPrior(file)
  const trace = new Float32Array(prior.size)
  const random = createRandom(5)
  observe(createSimulator(prior.forward), prior, Float64Array.from(values), 1, () => random, trace)
  return trace
}

const withConstants = (file: PriorFile, changed: PriorFile['constants']): PriorFile => ({
  ...file,
  constants: { ...file.constants, ...changed },
})
const of = (assumed: readonly Assumed[], name: string) => assumed.find((one) => one.name === name)!
const move = (one: Assumed, parameter: string) => one.moves.find((m) => m.parameter === parameter)!

/** Made with truth by SciPy’s solver; its posteriors are NumPy’s. */
const trace = Float32Array.from(reference.trace)
const truth = [0.55, 0.35, 0.07, 0.8]
const found = estimated(rudi2022, trace)
const { assumed, scores } = found.sensitivity

it('names what is fixed, and what it would be changed to', () => {
  expect(assumed.map(({ symbol, value, change }) => [symbol, value, change])).toEqual([
    ['γ', 3, 0.1],
    ['ζ', -0.4, 0.1],
    ['u(0)', 0, 0.1],
    ['v(0)', 0, 0.1],
  ])
  expect(assumed.every(({ moves }) => moves.length === 4)).toBe(true)
})

it.each(['gamma', 'zeta', 'u0', 'v0'] as const)('is what others’ code finds with another %s', (name) => {
  const { mean, sd } = reference.base
  const changed = reference.changed[name]
  of(assumed, name).moves.forEach(({ by, inSd }, j) => {
    expect(inSd).toBeCloseTo(by / found.marginals[j].sd, 10)
    // What is promised; and three times what the scatter of some 250 draws that count leaves, of the wider of the two.
    const exact = changed.mean[j] - mean[j]
    const scatter = 0.19 * Math.max(sd[j], changed.sd[j])
    expect(Math.abs(by - exact)).toBeLessThan(Math.max(0.2 * Math.abs(exact), scatter))
  })
})

it('has ζ and v(0) do the same, but for θ₀, which moves by θ₁ times as much', () => {
  const [zeta, v0] = [of(assumed, 'zeta'), of(assumed, 'v0')]
  const theta1 = found.marginals[1].mean + move(v0, 'theta1').by
  const scatter = (j: number): number =>
    0.12 * Math.hypot(reference.changed.zeta.sd[j], reference.changed.v0.sd[j])
  expect(Math.abs(move(zeta, 'theta1').by - move(v0, 'theta1').by)).toBeLessThan(scatter(1))
  expect(Math.abs(move(zeta, 'theta0').by - (move(v0, 'theta0').by - 0.1 * theta1))).toBeLessThan(scatter(0))
})

it('scores constants that are right within what chance does, and ζ by v(0) alone', () => {
  expect(scores.map(({ name }) => name)).toEqual(['gamma', 'u0', 'v0'])
  for (const { z } of scores) expect(Math.abs(z)).toBeLessThan(3.5)
})

it('sees a constant that is another one, and where it lies', () => {
  const other = traceOf(withConstants(rudi2022, { v0: -0.3 }), truth)
  const own = estimated(rudi2022, other).sensitivity.scores.find(({ name }) => name === 'v0')!
  expect(Math.abs(own.z)).toBeGreaterThan(4)
  expect(own.estimate).toBeGreaterThan(-0.45)
  expect(own.estimate).toBeLessThan(-0.15)
})

it('knows that ζ of a recording is θ₀ by another name', () => {
  const values = [0.45, 0.3, 1.2, 0.2, 0.1, 1.1, 0.02, 0.5]
  const { marginals, sensitivity } = estimated(recordingPreset, traceOf(recordingPreset, values))
  expect(sensitivity.assumed.map(({ name }) => name)).toEqual(['gamma', 'zeta'])
  expect(sensitivity.scores.map(({ name }) => name)).toEqual(['gamma'])
  const zeta = of(sensitivity.assumed, 'zeta')
  zeta.moves.forEach(({ parameter, by, inSd }, j) => {
    // Exact but for the prior of θ₀, which the same neuron now meets elsewhere.
    if (parameter === 'theta0')
      expect(Math.abs(by + 0.1 * marginals[1].mean)).toBeLessThan(0.1 * marginals[j].sd)
    else expect(Math.abs(inSd)).toBeLessThan(0.1)
  })
})
