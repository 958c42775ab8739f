import { expect, it } from 'vitest'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import { unsteadyTrace } from '../../bench/accuracy/verdict-cases/unsteady-neurons.ts'
import type { Distribution } from '../../src-main/contract/priors.ts'
import { underPrior } from '../../src-main/inference/estimate/under-prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'

// `npm run bench -- near-misses` counts the same on many traces.
it.each<[string, Distribution, RegExp]>([
  [
    'excludes',
    { kind: 'truncatedNormal', mean: 0.75, sd: 0.1, lower: 0.6, upper: 1 },
    /^The prior conflicts with the data: θ₀ is at the prior’s lower limit 0\.6, with maximum likelihood near 0\.(3[7-9]|4)/,
  ],
  [
    'conflicts with',
    { kind: 'truncatedNormal', mean: 0.6, sd: 0.01, lower: -0.2, upper: 1 },
    /^The prior conflicts with the data: θ₀ has its maximum likelihood near 0\.(3[7-9]|4)/,
  ],
])('a prior that %s the truth is named before the neuron model', async (_how, theta0, headline) => {
  const estimator = await loadEstimator('models/rudi-2022')
  const learned = estimator.prior
  const values = Float64Array.of(0.385, 0.45, 0.065, 0.82)
  const random = createRandom(3)
  const trace = unsteadyTrace(learned, values, {}, random)
  learned.noise(values, 0).add(trace, 0, trace.length, random)
  const own = underPrior(estimator, { ...rudi2022, parameters: { ...rudi2022.parameters, theta0 } })
  const { verdict } = runEstimate(own, Array.from(trace, Math.fround), 1).result
  expect(verdict).toMatchObject({ level: 'unreliable', headline: expect.stringMatching(headline) })
  expect(verdict.reasons.some(({ level, cause }) => level === 'unreliable' && cause === 'prior')).toBe(true)
  expect(verdict.reasons[0]).toMatchObject({ check: 'priorConflict', cause: 'prior' })
})
