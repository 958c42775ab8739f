import { describe, expect, it } from 'vitest'
import { compareNoises } from '../../src-main/inference/importance/compare-noises.ts'
import { adaptiveImportanceSampling, defaultSettings } from '../../src-main/inference/importance/sampler.ts'
import type { Mixture } from '../../src-main/inference/mixture.ts'
import { createProblem } from '../../src-main/inference/problem.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { ar1Noise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { whiteNoise } from '../../src-main/model/noise/white/white-noise.ts'
import { whiteAr1Noise } from '../../src-main/model/noise/white-ar1/white-ar1-noise.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'

/** Nearly uniform within the prior. */
function everywhere(dimension: number): Mixture {
  const factors = new Float64Array(dimension * dimension)
  for (let j = 0; j < dimension; j++) factors[j * dimension + j] = 1 / 1.8
  const [weights, means] = [Float64Array.of(1), new Float64Array(dimension)]
  return { dimension, components: 1, degrees: 5, weights, means, factors }
}

describe('noises by their evidence', () => {
  it('favours one where it is strong against each other one, else says what is left', () => {
    const found = compareNoises([
      { kind: 'white', logEvidence: -1000 },
      { kind: 'ar1', logEvidence: -900 },
      { kind: 'ar2', logEvidence: -903.5 },
    ])
    expect(found).toMatchObject({ favoured: 'ar1', best: 'ar1', notExcluded: ['ar1'] })
    expect(found.factor).toBeCloseTo(Math.exp(3.5), 10)
    expect(found.logFactors).toEqual([-100, 0, -3.5])
    expect(found.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-3.5)), 10)
    const close = compareNoises([
      { kind: 'white', logEvidence: Number.NEGATIVE_INFINITY },
      { kind: 'ar1', logEvidence: -902 },
      { kind: 'ar2', logEvidence: -900 },
    ])
    expect(close).toMatchObject({ favoured: null, best: 'ar2', notExcluded: ['ar2', 'ar1'] })
    expect(
      compareNoises([
        { kind: 'white', logEvidence: -1 },
        { kind: 'ar1', logEvidence: Number.NaN },
      ]),
    ).toMatchObject({ favoured: 'white', factor: Number.POSITIVE_INFINITY })
  })

  it('needs two posteriors with some evidence', () => {
    expect(() => compareNoises([{ kind: 'white', logEvidence: -1 }])).toThrow(
      /at least two posteriors; found 1/,
    )
    const none = { logEvidence: Number.NaN }
    expect(() =>
      compareNoises([
        { kind: 'white', ...none },
        { kind: 'ar1', ...none },
      ]),
    ).toThrow(/none with a finite/)
  })

  it('never takes one for another: white, AR(1) and white + AR(1) on a neuron that is known', () => {
    const { theta0: _, theta1: __, sigma, ...rest } = rudi2022.parameters
    const fixed = { theta0: { kind: 'fixed', value: 0.4 }, theta1: { kind: 'fixed', value: 0.4 } } as const
    const wide = { kind: 'uniform', lower: 0.02, upper: 0.98 } as const
    const priors = Object.entries({
      white: {},
      ar1: { rho: wide },
      'white+ar1': { rho: wide, white: wide },
    }).map(([kind, parameters]) =>
      createPrior({
        ...rudi2022,
        version: 3,
        noise: { kind },
        parameters: { ...fixed, sigma, ...parameters },
        grid: { ...rudi2022.grid, points: 400 },
      }),
    )
    expect(Object.keys(rest)).toEqual(['rho'])
    const simulators = priors.map(({ forward }) => createSimulator(forward))
    const clean = new Float32Array(400)
    simulators[0].predictions(Float64Array.of(0.4, 0.4), 1, clean)
    const made = [whiteNoise(0.35), ar1Noise(0.35, 0.8), whiteAr1Noise(0.35, 0.9, 0.5)]
    const settings = { ...defaultSettings, startDraws: 400, roundDraws: 400, enoughEss: 500 }
    let decided = 0
    made.forEach((noise, truth) => {
      for (let k = 0; k < 20; k++) {
        const random = createRandom(100 * truth + k)
        const trace = clean.slice()
        noise.add(trace, 0, trace.length, random)
        const found = compareNoises(
          priors.map((prior, i) => {
            const problem = createProblem(prior, simulators[i], trace)
            const start = everywhere(problem.target.dimension)
            const sampler = adaptiveImportanceSampling(problem.target, start, random, settings)
            let step = sampler.next()
            while (!step.done) step = sampler.next()
            return { kind: prior.noiseModel.kind, logEvidence: step.value.logEvidence }
          }),
        )
        const { kind } = priors[truth].noiseModel
        expect([kind, null], `trace ${k} of ${kind}`).toContain(found.favoured)
        if (found.favoured === kind) decided++
      }
    })
    // Wrong at a Bayes factor of 20 would be one in 21 at most; most are told apart.
    expect(decided).toBeGreaterThan(30)
  })
})
