import { expect, it } from 'vitest'
import { type Unsteadiness, unsteadyTrace } from '../../../bench/accuracy/verdict-cases/unsteady-neurons.ts'
import type { Evidence } from '../../../src-main/inference/checks/evidence.ts'
import { steadiness } from '../../../src-main/inference/checks/steadiness.ts'
import { spikesOf } from '../../../src-main/inference/estimate/fit-spikes.ts'
import { maximizeLikelihood } from '../../../src-main/inference/estimate/maximize-likelihood.ts'
import { predictionSlopes } from '../../../src-main/inference/estimate/prediction-slopes.ts'
import { residualsOf } from '../../../src-main/inference/estimate/residuals.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { dt, evidenceOf, points, prior, rho, s, simulator, spread } from './evidence.ts'

const truth = Float64Array.of(0.4, 0.4, s * dt, rho)

/** The likeliest fit to a trace of an unsteady neuron, made by an integrator that is not the program's. */
function fitted(
  how: Unsteadiness,
  seed: number,
  put = (trace: Float32Array): Float32Array => trace,
): Evidence {
  const random = createRandom(seed)
  const trace = unsteadyTrace(prior, truth, how, random)
  prior.noise(truth, 0).add(trace, 0, points, random)
  const observed = put(Float32Array.from(trace))
  const best = maximizeLikelihood(prior, simulator, observed, truth, spread)
  const { values, u } = best
  const t = Array.from({ length: points }, (_, i) => i * dt)
  const model = spikesOf(prior, u, t, values)
  return {
    ...evidenceOf(),
    observed,
    t,
    best,
    fit: { ...evidenceOf().fit, spikes: { observed: model, model } },
    residuals: residualsOf(observed, u, prior.noise(values, 0)),
    slopes: () => predictionSlopes(prior, simulator, values, spread),
  }
}

const count = (how: Unsteadiness, n: number): { seen: number; changes: number } => {
  const found = Array.from({ length: n }, (_, k) => steadiness(fitted(how, 100 + k)))
  const seen = found.filter(({ level }) => level === 'caution')
  return {
    seen: seen.length,
    changes: seen.filter(({ text }) => text.startsWith('The neuron changes')).length,
  }
}

it('a steady neuron is flagged in one trace of a hundred', () => {
  // Of 60 more than four come by chance once in three thousand times.
  expect(count({}, 60).seen).toBeLessThanOrEqual(4)
})

it('missing samples, and a level that drifts, are no unsteady neuron', () => {
  const missing = fitted({}, 7, (x) => x.map((v, i) => (i > 300 && i < 340 ? Number.NaN : v)))
  expect(steadiness(missing).level).toBe('ok')
  const drifting = fitted({}, 7, (x) => x.map((v, i) => v + i / points))
  expect(steadiness(drifting).level).toBe('ok')
})

it('noise in the dynamics is seen, and said in ms of the recording', () => {
  expect(count({ processNoise: { in: 'u', size: 0.05 } }, 10).seen).toBe(10)
  expect(count({ processNoise: { in: 'v', size: 0.05 } }, 10).seen).toBeGreaterThanOrEqual(9)
  expect(steadiness(fitted({ processNoise: { in: 'u', size: 0.05 } }, 100))).toMatchObject({
    cause: 'neuron',
    text: expect.stringMatching(/by some 0\.\d+ ms, more than measurement noise explains/),
    number: expect.stringMatching(/χ² = \d+\.\d for 2 degrees.*χ² = \d+\.\d for 8, p < 0\.001; below 0\.005/),
  })
})

it('a drift of a parameter is seen, and an estimate over time is offered', () => {
  const { seen, changes } = count({ theta0Drift: 0.1 }, 10)
  expect(seen).toBe(10)
  expect(changes).toBeGreaterThanOrEqual(8)
  expect(steadiness(fitted({ theta0Drift: 0.1 }, 100)).text).toMatch(/Over time…/)
})

it('says nothing of less than three spikes', () => {
  const evidence = evidenceOf()
  const few = { ...evidence, fit: { ...evidence.fit, spikes: { observed: [1, 2], model: [1, 2] } } }
  expect(steadiness(few)).toMatchObject({ level: 'ok', number: expect.stringMatching(/3 spikes/) })
})
