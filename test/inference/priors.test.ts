import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import type { Evidence } from '../../src-main/inference/checks/evidence.ts'
import { priorEdge } from '../../src-main/inference/checks/prior-edge.ts'
import { describeParameters, marginalsOf } from '../../src-main/inference/estimate/describe-parameters.ts'
import type { Mixture } from '../../src-main/inference/mixture.ts'
import { quantile, weightedSample } from '../../src-main/inference/statistics/weighted.ts'
import { createTarget } from '../../src-main/inference/target.ts'
import { createPrior, type Prior } from '../../src-main/model/composition/prior.ts'
import { ar1 } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { runSampler } from '../support/targets.ts'

// Short traces of little noise: some spikes in each, and quick.
const base: PriorFile = {
  ...rudi2022,
  version: 2,
  parameters: {
    theta0: { kind: 'uniform', lower: 0, upper: 0.6 },
    theta1: { kind: 'truncatedNormal', mean: 0.4, sd: 0.2, lower: 0, upper: 0.8 },
    sigma: { kind: 'logUniform', lower: 0.01, upper: 0.05 },
    rho: { kind: 'uniform', lower: 0.3, upper: 0.9 },
  },
  grid: { dt: 0.2, points: 400, substeps: 4 },
}

/** A Gaussian about the truth, many posteriors wide: what a network that has learned a little would propose. */
function broad(prior: Prior, z: Float64Array, width: number, seed: number): Mixture {
  const D = prior.parameters.length
  const random = createRandom(seed)
  const factors = new Float64Array(D * D)
  for (let j = 0; j < D; j++) factors[j * D + j] = 1 / width
  return {
    dimension: D,
    components: 1,
    degrees: Number.POSITIVE_INFINITY,
    weights: Float64Array.of(1),
    means: z.map((v) => v + width * random.normal()),
    factors,
  }
}

/** Weighted posteriors of fresh traces, and the truth behind each. */
function posteriorsOf(prior: Prior, traces: number, seed: number) {
  const D = prior.parameters.length
  const { points } = prior.grid
  const batch = createBatchSource(prior, traces)(createRandom(seed))
  const simulator = createSimulator(prior.forward)
  return Array.from({ length: traces }, (_, k) => {
    const truth = batch.parameters.slice(k * D, (k + 1) * D)
    const z = new Float64Array(D)
    prior.toUnbounded(truth, 0, z, 0)
    const target = createTarget(prior, simulator, batch.traces.slice(k * points, (k + 1) * points))
    const found = runSampler(target, broad(prior, z, 0.5, seed + k), k)
    const values = new Float64Array(found.z.length)
    for (let at = 0; at < found.z.length; at += D) prior.fromUnbounded(found.z, at, values, at)
    return { truth, marginals: marginalsOf(values, D, found.weights) }
  })
}

describe.each<[string, PriorFile, string[]]>([
  [
    'θ₁ and ρ fixed',
    {
      ...base,
      parameters: {
        ...base.parameters,
        theta1: { kind: 'fixed', value: 0.3 },
        rho: { kind: 'fixed', value: 0.7 },
      },
    },
    ['theta0', 'sigma'],
  ],
  [
    'ζ and u(0) freed',
    {
      ...base,
      parameters: { ...base.parameters, theta1: { kind: 'fixed', value: 0.4 } },
      constants: {
        ...base.constants,
        zeta: { kind: 'normal', mean: -0.4, sd: 0.05 },
        u0: { kind: 'uniform', lower: -0.5, upper: 0.5 },
      },
    },
    ['theta0', 'zeta', 'u0', 'sigma', 'rho'],
  ],
])('an estimate with %s', (_, file, names) => {
  const prior = createPrior(file)
  const traces = 14
  let found: ReturnType<typeof posteriorsOf>
  beforeAll(() => {
    found = posteriorsOf(prior, traces, 11)
  })

  it('is of what is free', () => {
    expect(prior.parameters.map(({ name }) => name)).toEqual(names)
  })

  it('holds the truth as often as it says', () => {
    // 90 % intervals of all parameters and traces; those of a trace go together, so count on a quarter of them.
    let covered = 0
    for (const { truth, marginals } of found) {
      marginals.forEach((m, j) => {
        if (truth[j] > quantile(m, 0.05) && truth[j] < quantile(m, 0.95)) covered++
      })
    }
    const share = covered / (traces * names.length)
    const error = Math.sqrt((0.9 * 0.1) / ((traces * names.length) / 4 + traces / 2))
    expect(share).toBeGreaterThan(0.9 - 4 * error)
  })

  it('says much more of each neuron parameter than the prior did', () => {
    prior.parameters.forEach(({ group }, j) => {
      if (group !== 'neuron') return
      const left = Math.sqrt(
        found.reduce((s, { truth, marginals }) => s + (marginals[j].mean - truth[j]) ** 2, 0) / traces,
      )
      const spread = found.reduce((s, { marginals }) => s + marginals[j].sd, 0) / traces
      expect(left).toBeLessThan(0.5 * prior.distributions[j].sd)
      // The errors are as large as they were said to be.
      expect(left / spread).toBeGreaterThan(0.5)
      expect(left / spread).toBeLessThan(1.8)
    })
  })

  it('is described for the report: free ones only, in finite numbers, curves of area 1', () => {
    const { marginals } = found[0]
    const said = describeParameters(
      prior,
      marginals,
      marginals,
      ar1.derived({ modelDt: 0.2, dt: 0.2, gain: 1, unit: 'mV' }),
    )
    expect(said.map(({ name }) => name)).toEqual(names)
    for (const { name, prior: p, priorDensity, posteriorDensity, derived } of said) {
      expect([p.mean, p.sd, p.q05, p.q50, p.q95, p.lower, p.upper].every(Number.isFinite)).toBe(true)
      expect(p.lower).toBeLessThan(p.q05)
      expect(p.upper).toBeGreaterThan(p.q95)
      for (const { x, y } of [priorDensity, posteriorDensity]) {
        const area = y.reduce((s, v) => s + v, 0) * (x[1] - x[0])
        expect(Math.abs(area - 1)).toBeLessThan(0.03)
      }
      expect(derived).toHaveLength(name === 'sigma' || name === 'rho' ? 1 : 0)
    }
  })
})

describe('the check of the prior’s edge', () => {
  const { theta1, rho } = base.parameters
  const prior = createPrior({
    ...base,
    parameters: {
      theta0: { kind: 'normal', mean: 0.4, sd: 0.1 },
      theta1,
      sigma: { kind: 'logUniform', lower: 0.001, upper: 10 },
      rho,
    },
  })
  const random = createRandom(2)
  const sampleOf = (draw: () => number) => weightedSample(Float64Array.from({ length: 500 }, draw))
  const check = (...centres: number[]) => checkDraws(...centres.map((c) => () => c + 1e-4 * random.normal()))
  const checkDraws = (...draws: (() => number)[]) =>
    priorEdge({ prior, marginals: draws.map(sampleOf) } as unknown as Evidence)

  it('passes an answer inside, on the scale of each prior', () => {
    // 0.05 is at 0.5 % of a range from 0.001 to 10, and in the middle of its logarithms.
    expect(check(0.4, 0.4, 0.05, 0.6)).toMatchObject({
      level: 'ok',
      text: expect.stringMatching(/not truncated/),
    })
  })

  it('knows no edge of a normal', () => {
    expect(check(40, 0.4, 0.05, 0.6).level).toBe('ok')
    expect(check(-40, 0.4, 0.05, 0.6).level).toBe('ok')
  })

  it('passes an answer that is near a limit, but apart from it', () => {
    expect(check(0.4, 0.799, 0.0015, 0.302).level).toBe('ok')
  })

  it('passes an answer that knows nothing', () => {
    const between = (a: number, b: number) => () => a + (b - a) * random.uniform()
    expect(
      checkDraws(between(-3, 3), between(0, 0.8), () => 0.001 * 10_000 ** random.uniform(), between(0.3, 0.9))
        .level,
    ).toBe('ok')
  })

  it('finds the limits that answers are piled up at', () => {
    const pile = () => -1e-3 * Math.log(random.uniform())
    expect(
      checkDraws(
        () => 0.4,
        () => 0.8 - pile(),
        () => 10 * Math.exp(-pile()),
        () => 0.3 + pile(),
      ),
    ).toMatchObject({
      level: 'caution',
      cause: 'prior',
      text: expect.stringMatching(
        /θ₁ at its upper limit 0.8, σ at its upper limit 10, ρ at its lower limit 0.3/,
      ),
    })
  })
})
