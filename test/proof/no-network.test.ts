import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { passiveMembrane, passivePrior } from './passive-membrane.ts'
import { resultOf } from './result-of.ts'

/** Noise of a known sd: E can be integrated out in closed form. */
const file: PriorFile = {
  ...passivePrior,
  parameters: { ...passivePrior.parameters, sigma: { kind: 'fixed', value: 0.5 } },
}
const { dt, points } = file.grid
const sd = 0.5 / dt

beforeAll(() => neuronModels.register(passiveMembrane))

/** The response by its closed form, of R = 1, current in nA: V = E + R·r(τ). */
function unitResponse(tau: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => {
    const t = i * dt
    const during = 1 - Math.exp(-(Math.min(t, 60) - 10) / tau)
    if (t <= 10) return 0
    return -0.1 * during * (t <= 60 ? 1 : Math.exp(-(t - 60) / tau))
  })
}

/**
 * Means of R and τ by quadrature on a grid over (log R, log τ), E integrated out in closed form: white noise of known sd,
 * E ~ N(−65, 10), R and τ log-uniform.
 */
function exactMeans(data: ArrayLike<number>) {
  const [nR, nTau] = [400, 400]
  const logs: number[] = []
  const values: { resistance: number; tau: number }[] = []
  for (let j = 0; j < nTau; j++) {
    const tau = 2 * (60 / 2) ** ((j + 0.5) / nTau)
    const r = unitResponse(tau)
    for (let i = 0; i < nR; i++) {
      const resistance = 20 * (500 / 20) ** ((i + 0.5) / nR)
      let [sum, squares] = [0, 0]
      for (let k = 0; k < points; k++) {
        const residual = data[k] + 65 - resistance * r[k]
        sum += residual
        squares += residual * residual
      }
      const shrink = 1 / (points + (sd / 10) ** 2)
      logs.push((-0.5 * (squares - sum * sum * shrink)) / sd ** 2)
      values.push({ resistance, tau })
    }
  }
  const most = logs.reduce((a, b) => Math.max(a, b))
  const weights = logs.map((l) => Math.exp(l - most))
  const total = weights.reduce((a, b) => a + b)
  const meanOf = (f: (v: { resistance: number; tau: number }) => number): number =>
    values.reduce((s, v, k) => s + (weights[k] / total) * f(v), 0)
  const summary = (f: (v: { resistance: number; tau: number }) => number) => {
    const mean = meanOf(f)
    return { mean, sd: Math.sqrt(meanOf((v) => (f(v) - mean) ** 2)) }
  }
  return { resistance: summary((v) => v.resistance), tau: summary((v) => v.tau) }
}

describe('a model without a network', () => {
  it('has its posterior found from the likelihood alone, as quadrature gives it', () => {
    const prior = createPrior(file)
    const simulator = createSimulator(prior.forward)
    const D = prior.parameters.length
    let covered = 0
    for (let k = 0; k < 20; k++) {
      const { parameters, traces } = createBatchSource(prior, 1)(createRandom(3).fork(k))
      const truth = Array.from(parameters.subarray(0, D))
      const job = {
        trace: Array.from(traces),
        seed: k,
        scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
        voltageUnit: 'mV',
        recordedSpikes: null,
        notes: [],
        rescalingParameters: 0,
      }
      const result = resultOf(estimate(job, { prior, priorChanged: false, network: null, simulator }))
      const exact = exactMeans(traces)
      expect(result.diagnostics.ess).toBeGreaterThan(1000)
      for (const name of ['resistance', 'tau'] as const) {
        const { posterior } = result.parameters.find((p) => p.name === name)!
        // An ESS of 1,000 leaves an error of 0.03 sd in the mean (4 of them allowed) and 2 % in the sd.
        expect(Math.abs(posterior.mean - exact[name].mean)).toBeLessThan(0.13 * exact[name].sd)
        expect(posterior.sd / exact[name].sd).toBeGreaterThan(0.88)
        expect(posterior.sd / exact[name].sd).toBeLessThan(1.12)
      }
      const tau = result.parameters.find((p) => p.name === 'tau')!.posterior
      if (tau.q05 < truth[1] && truth[1] < tau.q95) covered++
    }
    // 20 intervals of 90 %: 14 or fewer hold the truth in 1 of 100 cases.
    expect(covered).toBeGreaterThanOrEqual(14)
  })
})
