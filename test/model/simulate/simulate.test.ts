import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { createPrior, type Prior } from '../../../src-main/model/composition/prior.ts'
import { fitzHughNagumo } from '../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import type { Observable } from '../../../src-main/model/observable.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource, thetasOf } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { runsAway } from '../../../src-main/model/trace-kind.ts'
import { preset } from '../../support/priors.ts'
import { mean } from '../../support/statistics.ts'

const D = preset.parameters.length
const { points, dt } = preset.grid

describe('a batch of fresh recordings', () => {
  const n = 400
  const { parameters, traces } = createBatchSource(preset, n)(createRandom(6))
  const u = new Float64Array(points)
  const residualsOf = (k: number): Float64Array => {
    fitzHughNagumo.solve(parameters.slice(k * D, k * D + 2), preset.constants, preset.grid, null, u)
    return u.map((v, i) => traces[k * points + i] - v)
  }

  it('is the neuron of its parameters plus noise of its σ and ρ', () => {
    // Estimates from 1,000 samples each, as shares of the truth; their mean over 400 traces has these errors:
    // variance 2 (1+ρ²)/(1−ρ²)/1000, about 0.1 for one trace; ρ √((1−ρ²)/1000), 0.02 for one.
    const variance: number[] = []
    const correlation: number[] = []
    for (let k = 0; k < n; k++) {
      const [sigma, rho] = [parameters[k * D + 2], parameters[k * D + 3]]
      const r = residualsOf(k)
      const square = r.reduce((s, v) => s + v * v, 0)
      variance.push(square / points / (sigma / dt) ** 2)
      correlation.push(r.reduce((s, v, i) => (i === 0 ? 0 : s + v * r[i - 1]), 0) / square - rho)
    }
    expect(Math.abs(mean(variance) - 1)).toBeLessThan((4 * 0.1) / Math.sqrt(n))
    // A lag-1 correlation about a known mean is biased by about −2ρ/points = −0.0016.
    expect(Math.abs(mean(correlation) + 0.0016)).toBeLessThan((4 * 0.02) / Math.sqrt(n))
    // And each for itself: a row mixed up leaves spikes of size 2 in the residuals.
    for (const v of variance) expect(v).toBeLessThan(2)
  })

  it('has about 7 % neurons that do not spike', () => {
    // Counted once on many draws: 7 %. 400 draws: ± 1.3 %.
    let silent = 0
    for (let k = 0; k < n; k++) {
      fitzHughNagumo.solve(parameters.slice(k * D, k * D + 2), preset.constants, preset.grid, null, u)
      let crossings = 0
      for (let i = 1; i < points; i++) if (u[i] > 1.5 && u[i - 1] <= 1.5) crossings++
      if (crossings < 2) silent++
    }
    expect(Math.abs(silent / n - 0.08)).toBeLessThan(0.05)
  })

  it('is the same for the same seed, and another for another', () => {
    const source = createBatchSource(preset, 5)
    const copy = (seed: number) => {
      const batch = source(createRandom(seed))
      return { parameters: batch.parameters.slice(), traces: batch.traces.slice() }
    }
    expect(copy(1)).toEqual(copy(1))
    expect(copy(1).traces).not.toEqual(copy(2).traces)
  })
})

describe('a prior in which some neurons run away', () => {
  // The solver's own: with γ up to 80 at one step a sample it is far too coarse.
  const file: PriorFile = {
    ...rudi2022,
    version: 2,
    constants: { ...rudi2022.constants, gamma: { kind: 'uniform', lower: 2, upper: 80 } },
    grid: { dt: 0.2, points: 100, substeps: 1 },
  }

  it('gives numbers only, the same ones with noise and without', () => {
    const prior = createPrior(file)
    const n = 200
    const D = prior.parameters.length
    const alone = createSimulator(prior.forward)
    const raw = new Float64Array(n * D)
    const random = createRandom(3)
    for (let k = 0; k < n; k++) prior.sample(random, raw, k * D)
    const traces = new Float32Array(n * 100)
    alone.predictions(thetasOf(prior, raw, n), n, traces)
    const lost = Array.from({ length: n }, (_, k) => k).filter((k) =>
      runsAway(traces, k * 100, 100, { above: -15, below: 15 }),
    )
    expect(lost.length).toBeGreaterThan(10)

    const noisy = createBatchSource(prior, n)(createRandom(3))
    const clean = createBatchSource(prior, n, { noise: false })(createRandom(3))
    // u stays below 15, and the noise below five times its sd of 0.5.
    expect(noisy.traces.every((v) => Math.abs(v) < 17.5)).toBe(true)
    expect(clean.traces.every((v) => Math.abs(v) < 15)).toBe(true)
    expect(noisy.parameters).toEqual(clean.parameters)
    // Only those that ran away were drawn again.
    const changed = Array.from({ length: n }, (_, k) => k).filter(
      (k) => noisy.parameters[k * D] !== raw[k * D],
    )
    expect(changed).toEqual(lost)
  })

  it('gives each lost draw what its own stream gives, in few calls of the simulator', () => {
    const prior = createPrior(file)
    const n = 200
    const D = prior.parameters.length
    const alone = createSimulator(prior.forward)
    const random = createRandom(3)
    const expected = new Float64Array(n * D)
    for (let k = 0; k < n; k++) prior.sample(random, expected, k * D)
    const traces = new Float32Array(n * 100)
    alone.predictions(thetasOf(prior, expected, n), n, traces)
    // One by one, a call of the simulator for each draw.
    let longest = 0
    for (let k = 0; k < n; k++) {
      const row = expected.subarray(k * D, (k + 1) * D)
      const trace = traces.subarray(k * 100, (k + 1) * 100)
      const own = random.fork(k)
      let redraws = 0
      for (; runsAway(trace, 0, 100, prior.neuron.plausible); redraws++) {
        prior.sample(own, row, 0)
        alone.predictions(thetasOf(prior, row, 1), 1, trace)
      }
      longest = Math.max(longest, redraws)
    }
    let calls = 0
    const counted: Prior = {
      ...prior,
      forward: {
        ...prior.forward,
        observable: {
          ...prior.observable,
          predictor: (forward) => {
            const { predictions } = prior.observable.predictor(forward, 'kernel')
            return {
              kind: 'reference',
              capacity: Number.POSITIVE_INFINITY,
              predictions(...args) {
                calls++
                predictions(...args)
              },
            }
          },
        },
      },
    }
    const capacity = prior.observable.predictor(prior.forward, 'kernel').capacity
    expect(capacity).toBeGreaterThanOrEqual(n)
    const together = createBatchSource(counted, n, { noise: false })(createRandom(3))
    expect(together.parameters).toEqual(expected)
    expect(together.traces).toEqual(traces)
    // The first, and one for each round.
    expect(calls).toBe(1 + longest)
  })

  it('is refused where no draw helps, in the observable’s words', () => {
    const prior = createPrior(file)
    const useless = { ...prior.observable, isUseful: () => false }
    const refusal = (observable: Observable) => () =>
      createBatchSource({ ...prior, observable }, 3)(createRandom(3))
    expect(refusal(useless)).toThrow(
      /In 100 draws of the prior in a row the membrane potential diverges, so.*solver steps/,
    )
    expect(refusal({ ...useless, estimatesScales: true })).toThrow(/diverges or never moves, so/)
    expect(refusal({ ...useless, useless: 'the neuron does not fire', usesGrid: false })).toThrow(
      /in a row the neuron does not fire, so there is nothing to train on. Narrow the prior.$/,
    )
  })
})
