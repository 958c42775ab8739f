import type { Curve, Summary } from '../../../src-main/contract/common.ts'
import type { Fit, Residuals } from '../../../src-main/contract/fit.ts'
import type { TraceView } from '../../../src-main/contract/recordings.ts'
import type { ParameterEstimate } from '../../../src-main/contract/reports.ts'
import {
  densityCurve,
  quantile,
  summarize,
  weightedSample,
} from '../../../src-main/inference/statistics/weighted.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { normalCdf } from '../../../src-main/model/prior/distributions/normal-probability.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom, type Random } from '../../../src-main/model/random.ts'
import { thetasOf } from '../../../src-main/model/simulate/simulate.ts'
import { createRowSolver } from '../../../src-main/model/simulate/simulator.ts'
import { autocorrelation } from '../../../src-main/signal/statistics/autocorrelation.ts'
import { judgeCalibration } from '../../../src-main/training/calibration/judge.ts'

/** What the charts need of a report. */
export interface Sample {
  trace: TraceView
  parameters: ParameterEstimate[]
  draws: number[][]
  fit: Fit
  residuals: Residuals
}

/**
 * A made-up report: a simulated trace, and in place of a posterior a normal one about the truth, correlated as
 * real ones are. Good enough to look at; no estimate.
 * @param truth in the order of the prior's parameters
 * @param wide draws from the prior instead, as a trace without spikes leaves them
 */
export function makeSample(truth: number[], seed: number, wide = false): Sample {
  const random = createRandom(seed)
  const prior = createPrior(rudi2022)
  const { dt, points } = prior.grid
  const noise = prior.noise(truth, 0)
  const neuron = createRowSolver(prior.forward)
  const solve = (values: number[]): Float64Array => {
    const out = new Float64Array(points)
    neuron(thetasOf(prior, values, 1), 0, out)
    return out
  }
  const t = Array.from({ length: points }, (_, i) => i * dt)
  const clean = solve(truth)
  const observed = clean.slice()
  noise.add(observed, 0, points, random)

  const priorDraws = drawPrior(prior, 4000, random)
  const draws = wide ? drawPrior(prior, 1500, random) : drawNear(prior, truth, 1500, random)
  const runs = draws.slice(0, 150).map(solve)
  const median = solve(truth)
  const bands = bandsOf(runs, noise.sd, random)
  const residual = Array.from(observed, (v, i) => v - median[i])
  const standardized = noise.whitened(residual).slice(1)

  return {
    trace: { t, v: Array.from(observed), gaps: [], complete: true, spikes: upward(t, clean) },
    parameters: prior.parameters.map((description, j) => {
      const { lower, upper } = prior.distributions[j]
      const column = (rows: number[][]) => weightedSample(Float64Array.from(rows, (row) => row[j]))
      const posterior = summarize(column(draws))
      return {
        ...description,
        posterior,
        network: widened(posterior, 1.3),
        prior: { ...summarize(column(priorDraws)), lower, upper },
        priorDensity: densityCurve(column(priorDraws), lower, upper),
        posteriorDensity: densityCurve(column(draws), lower, upper) satisfies Curve,
        derived: [],
      }
    }),
    draws,
    fit: {
      t,
      observed: Array.from(observed),
      u: { ...bands.u, q50: Array.from(median) },
      predictive: bands.predictive,
      spikes: { observed: upward(t, clean), model: upward(t, median) },
    },
    residuals: {
      values: residual,
      autocorrelation: autocorrelation(residual, 40, 0),
      expectedAutocorrelation: Array.from({ length: 41 }, (_, k) => noise.correlation(k)),
      standardized,
      standardizedAutocorrelation: autocorrelation(standardized, 40, 0),
      whiteBand: 1.96 / Math.sqrt(standardized.length),
    },
  }
}

type Prior = ReturnType<typeof createPrior>

function drawPrior(prior: Prior, n: number, random: Random): number[][] {
  return Array.from({ length: n }, () => {
    const row = new Float64Array(prior.parameters.length)
    prior.sample(random, row, 0)
    return Array.from(row)
  })
}

/** Normal about the truth; each parameter shares some of its chance with the one before it. */
function drawNear(prior: Prior, truth: number[], n: number, random: Random): number[][] {
  const scales = [0.009, 0.02, 0.006, 0.02]
  return Array.from({ length: n }, () => {
    let shared = random.normal()
    return truth.map((value, j) => {
      const own = random.normal()
      shared = 0.75 * shared + 0.66 * own
      const { lower, upper } = prior.distributions[j]
      return Math.min(
        upper - 1e-6,
        Math.max(lower + 1e-6, value + scales[j % 4] * shared * (j === 2 ? -1 : 1)),
      )
    })
  })
}

function bandsOf(runs: Float64Array[], sd: number, random: Random) {
  const points = runs[0].length
  const make = () => ({ q05: new Array<number>(points), q95: new Array<number>(points) })
  const [u, predictive] = [make(), make()]
  for (let i = 0; i < points; i++) {
    const clean = Float64Array.from(runs, (run) => run[i])
    const noisy = Float64Array.from({ length: 600 }, (_, k) => clean[k % runs.length] + sd * random.normal())
    for (const [band, values] of [
      [u, clean],
      [predictive, noisy],
    ] as const) {
      const sample = weightedSample(values)
      band.q05[i] = quantile(sample, 0.05)
      band.q95[i] = quantile(sample, 0.95)
    }
  }
  return { u, predictive }
}

function widened(s: Summary, by: number): Summary {
  const off = 0.3 * s.sd
  return {
    mean: s.mean + off,
    sd: s.sd * by,
    q05: s.q50 + off + (s.q05 - s.q50) * by,
    q50: s.q50 + off,
    q95: s.q50 + off + (s.q95 - s.q50) * by,
  }
}

function upward(t: number[], v: Float64Array): number[] {
  return t.filter((_, i) => i > 0 && v[i - 1] < 0.5 && v[i] >= 0.5)
}

/** Twenty thousand points of a recording in mV at 5 kHz, with spikes; seconds long. */
export function makeRecording(seed: number): TraceView {
  const random = createRandom(seed)
  const [t, v, spikes]: [number[], number[], number[]] = [[], [], []]
  let next = 60
  let since = Number.POSITIVE_INFINITY
  for (let i = 0; i < 20_000; i++) {
    const time = 1000 + i * 0.5
    if (i * 0.5 > next) {
      next += 60 + 220 * random.uniform()
      since = 0
      spikes.push(time)
    }
    const spike = 95 * Math.exp(-((since - 1) ** 2) / 0.8) - 9 * Math.exp(-since / 12) * (since > 2 ? 1 : 0)
    t.push(time)
    v.push(-66 + spike + 1.1 * Math.sin(i / 900) + 0.35 * random.normal())
    since += 0.5
  }
  return { t, v, gaps: [], complete: true, spikes }
}

/** Loss of a run of training, with its checks. */
export function makeLoss(seed: number) {
  const random = createRandom(seed)
  return Array.from({ length: 300 }, (_, i) => {
    const samples = (i + 1) * 10_000
    const level = -3.6 + 5.5 * Math.exp(-samples / 250_000) + 1.2 * Math.exp(-samples / 1_500_000)
    return {
      samples,
      loss: level + 0.05 * random.normal(),
      validation: i % 10 === 9 ? level + 0.03 + 0.01 * random.normal() : null,
      learningRate: 1e-3 * 0.5 * (1 + Math.cos((Math.PI * i) / 300)),
    }
  })
}

/** True and estimated values of one parameter. */
export function makeScatter(seed: number, error: number) {
  const random = createRandom(seed)
  const truth = Array.from({ length: 2000 }, () => random.uniform() * 1.2 - 0.2)
  return { truth, estimate: truth.map((v) => v + error * random.normal()) }
}

/** A calibration of four parameters, the first of them over-confident. */
export function makeCalibration(seed: number) {
  const random = createRandom(seed)
  const draws = 199
  const rank = (stretch: number): number =>
    Math.min(draws, Math.floor((draws + 1) * normalCdf(stretch * random.normal())))
  const ranks = Array.from({ length: 1000 }, () => ({
    parameters: Int32Array.of(rank(1.3), rank(1), rank(1), rank(1)),
    density: Math.floor((draws + 1) * random.uniform() ** 0.8),
    tarp: rank(1),
  }))
  const { parameters } = createPrior(rudi2022)
  return { parameters, calibration: judgeCalibration({ ranks, draws, seed, thin: 0 }, parameters) }
}
