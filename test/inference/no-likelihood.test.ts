import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Mixture } from '../../src-main/inference/mixture.ts'
import type { TrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../src-main/model/composition/prior-problems.ts'
import { ar1 } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { white, whiteNoise } from '../../src-main/model/noise/white/white-noise.ts'
import type { NoiseModel } from '../../src-main/model/noise-model.ts'
import { noiseModels } from '../../src-main/model/noise-models.ts'
import { recordingPreset, rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { resultOf } from '../proof/result-of.ts'

/** Noise that can be drawn, and whose density nobody knows. */
const unknown: NoiseModel = {
  ...white,
  kind: 'unknown-density',
  name: 'unknown',
  hasLikelihood: false,
  of: ([sigma], dt) => ({
    ...whiteNoise(sigma / dt),
    logLikelihood: () => Number.NaN,
    logLikelihoodOfSums: () => Number.NaN,
  }),
}
/** The same with a correlation, whose coordinate at a recording's own samples is another than on the grid. */
const unknownCorrelated: NoiseModel = { ...ar1, kind: 'unknown-correlated', hasLikelihood: false }
const { rho: _, ...parameters } = rudi2022.parameters
const file: PriorFile = { ...rudi2022, version: 3, noise: { kind: unknown.kind }, parameters }

beforeAll(() => {
  noiseModels.register(unknown)
  noiseModels.register(unknownCorrelated)
})

function setting() {
  const prior = createPrior(file)
  const [trace] = [createBatchSource(prior, 1)(createRandom(3)).traces]
  return { prior, trace: Array.from(trace), simulator: createSimulator(prior.forward) }
}

const alwaysGives = (proposal: Mixture): TrainedNetwork => ({
  gives: 'posterior',
  condition: (_traces, n) => Array.from({ length: n }, () => proposal),
  outputs: (traces, n) => Float32Array.from({ length: 2 * n }, (_, i) => traces[i]),
  dispose() {},
})

const job = (trace: number[]) => ({
  trace,
  seed: 1,
  scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
  voltageUnit: null,
  recordedSpikes: null,
  notes: [],
  rescalingParameters: 0,
})

describe('noise without a likelihood', () => {
  it('and without a network is refused before anything is simulated', () => {
    const { prior, trace, simulator } = setting()
    const run = () => resultOf(estimate(job(trace), { prior, priorChanged: false, network: null, simulator }))
    expect(run).toThrow(/has no likelihood.*Train a network/)
  })

  it('is refused where the likelihood is to integrate scales out', () => {
    const { rho: _, ...own } = recordingPreset.parameters
    const [problem] = priorProblems({
      ...recordingPreset,
      version: 3,
      noise: { kind: unknown.kind },
      parameters: own,
    })
    expect(problem).toMatchObject({
      level: 'refuse',
      text: expect.stringMatching(/offset and gain.*has none/),
    })
  })

  it('leaves the network’s own posterior as it is, and says so', () => {
    const { prior, trace, simulator } = setting()
    const proposal: Mixture = {
      dimension: 3,
      components: 1,
      degrees: Number.POSITIVE_INFINITY,
      weights: Float64Array.of(1),
      means: Float64Array.of(0.3, -0.2, 0.1),
      factors: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10),
    }
    const network = alwaysGives(proposal)
    const {
      verdict,
      parameters: found,
      diagnostics,
    } = resultOf(estimate(job(trace), { prior, priorChanged: false, network, simulator }))
    const middle = new Float64Array(3)
    prior.fromUnbounded(proposal.means, 0, middle, 0)
    found.forEach(({ posterior, network: own }, j) => {
      // 4,000 draws: the median is off by 0.02 sd.
      expect(Math.abs(posterior.q50 - middle[j])).toBeLessThan(0.1 * posterior.sd)
      expect(posterior.sd / own.sd).toBeGreaterThan(0.93)
      expect(posterior.sd / own.sd).toBeLessThan(1.07)
    })
    expect(diagnostics.simulations).toBe(0)
    const checks = verdict.reasons.map(({ check }) => check)
    expect(checks).not.toContain('bicGain')
    expect(verdict.reasons.find(({ check }) => check === 'sampling')).toMatchObject({
      level: 'caution',
      text: expect.stringMatching(/posterior is the network’s:/),
    })
    expect(verdict.level).not.toBe('ok')
  })

  it('has nothing to compare at a recording’s own samples: parameters are those of the data on the grid', () => {
    const prior = createPrior({ ...rudi2022, version: 3, noise: { kind: unknownCorrelated.kind } })
    const trace = Array.from(createBatchSource(prior, 1)(createRandom(3)).traces)
    const proposal: Mixture = {
      dimension: 4,
      components: 1,
      degrees: Number.POSITIVE_INFINITY,
      weights: Float64Array.of(1),
      means: Float64Array.of(0.3, -0.2, 0.1, 0.4),
      factors: Float64Array.of(10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10),
    }
    const network = alwaysGives(proposal)
    const setting = { prior, priorChanged: false, network, simulator: createSimulator(prior.forward) }
    const onGrid = resultOf(estimate(job(trace), setting))
    const ownSamples = { values: trace.flatMap((v) => [v, v]), dt: prior.grid.dt / 2 }
    const dense = resultOf(estimate({ ...job(trace), ownSamples }, setting))
    expect(dense.parameters).toEqual(onGrid.parameters)
    expect(dense.fit.t).toEqual(onGrid.fit.t)
  })
})
