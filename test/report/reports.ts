import type { CellReport } from '../../src-main/contract/cells.ts'
import type { Summary } from '../../src-main/contract/common.ts'
import type { ParameterEstimate, Report } from '../../src-main/contract/reports.ts'
import type { Series, SeriesWindow } from '../../src-main/contract/series.ts'
import { findChanges } from '../../src-main/jobs/over-time/find-changes.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { report } from '../services/fixtures.ts'

const normal = (mean: number, sd: number): Summary => ({
  mean,
  sd,
  q05: mean - 1.6449 * sd,
  q50: mean,
  q95: mean + 1.6449 * sd,
})

/** A report with enough draws for all figures; its posteriors are normal, of random places and widths. */
export function fullReport(changes: Partial<Report> = {}, seed = 1): Report {
  const random = createRandom(seed)
  const base = report()
  const parameters = base.parameters.map((one) => randomParameter(one, random))
  const draws = Array.from({ length: 400 }, () =>
    parameters.map(({ posterior: p }) => p.mean + p.sd * random.normal()),
  )
  const t = Array.from({ length: 120 }, (_, i) => 0.2 * i)
  const observed = t.map((x) => Math.sin(x) + 0.1 * random.normal())
  const band = (half: number) => ({
    q05: t.map((x) => Math.sin(x) - half),
    q95: t.map((x) => Math.sin(x) + half),
  })
  const residuals = observed.map((v, i) => v - Math.sin(t[i]))
  return {
    ...base,
    parameters,
    draws,
    fit: {
      t,
      observed,
      u: { ...band(0.03), q50: t.map(Math.sin) },
      predictive: band(0.2),
      spikes: { observed: [1, 7], model: [1.1, 7.2] },
    },
    residuals: {
      values: residuals,
      autocorrelation: [1, 0.5, 0.2, 0.1],
      expectedAutocorrelation: [1, 0.5, 0.25, 0.12],
      standardized: residuals.map((r) => 10 * r),
      standardizedAutocorrelation: [1, 0.01, -0.02, 0.3],
      whiteBand: 0.18,
    },
    assumed: [
      { name: 'gamma', symbol: 'γ', unit: null, value: 3, change: 0.1, moves: [] },
      { name: 'zeta', symbol: 'ζ', unit: null, value: -0.4, change: 0.1, moves: [] },
    ],
    ...changes,
  }
}

/** Of any size from 1e-4 to 1e4, as wide as a tenth to a thousandth of it. */
function randomParameter(one: ParameterEstimate, random: Random): ParameterEstimate {
  const fhn = one.name === 'theta0' ? 0.3 : one.name === 'theta1' ? 0.5 : null
  const mean = fhn ?? (random.uniform() < 0.5 ? -1 : 1) * 10 ** (8 * random.uniform() - 4)
  const sd = Math.abs(mean) * 10 ** (-1 - 2 * random.uniform())
  const posterior = normal(mean, sd)
  const prior = { ...normal(mean, 5 * sd), lower: mean - 20 * sd, upper: mean + 20 * sd }
  const x = Array.from({ length: 61 }, (_, i) => mean + (i - 30) * 0.2 * sd)
  const curve = (width: number) => ({ x, y: x.map((at) => Math.exp(-0.5 * ((at - mean) / width) ** 2)) })
  return {
    ...one,
    posterior,
    prior,
    priorDensity: curve(5 * sd),
    posteriorDensity: curve(sd),
    intervals: { posterior: [{ share: 0.5, from: mean - 0.6745 * sd, to: mean + 0.6745 * sd }], network: [] },
    derived: one.name === 'rho' ? [{ label: 'correlation time', unit: 'ms', summary: normal(2.5, 0.2) }] : [],
  }
}

/** Six windows of one parameter that steps in the middle; the last one is silent, the one before not reliable. */
export function fullSeries(changes: Partial<Series> = {}): Series {
  const parameters: Series['parameters'] = [
    {
      name: 'theta0',
      symbol: 'θ₀',
      unit: null,
      meaning: 'recovery offset',
      group: 'neuron',
      prior: { ...normal(0.4, 0.3), lower: 0, upper: 1 },
      comparable: true,
    },
  ]
  const windows = Array.from({ length: 6 }, (_, index): SeriesWindow => {
    const estimated = index < 5
    return {
      index,
      window: { from: 100 * index, to: 100 * (index + 1) },
      seed: index,
      outcome: estimated ? 'estimated' : 'silent',
      level: index < 4 ? 'ok' : 'unreliable',
      text: 'told',
      concerns: [],
      parameters: estimated
        ? [{ name: 'theta0', posterior: normal(index < 2 ? 0.3 : 0.6, 0.01), derived: [] }]
        : [],
      features: [
        { name: 'spike_count', label: 'Spike count', unit: null, value: estimated ? 9 : 0, sd: null },
      ],
      ess: estimated ? 1000 + index : null,
      seconds: 1,
    }
  })
  return {
    format: 'nagumo-series',
    version: 1,
    id: 'cell07-over-time-0123456789',
    createdAt: '2026-03-14T09:26:53.589Z',
    recording: {
      id: null,
      name: 'cell07.csv',
      sweep: 'v1',
      sweepIndex: 0,
      voltageUnit: 'mV',
      conditioning: [],
    },
    model: { id: 'recording', name: 'Recording', checksum: 'cd'.repeat(32) },
    appliedPrior: null,
    seed: 11,
    program: { version: '0.1.0', backend: 'wasm' },
    plan: {
      from: 0,
      to: 600,
      length: 100,
      step: 100,
      windows: windows.map(({ window }) => window),
      rescaling: { offset: 0, gain: 1, timeScale: 1 },
      lengthFree: true,
      spikes: 9,
      notes: [],
    },
    parameters,
    windows,
    complete: true,
    changes: findChanges(parameters, windows),
    seconds: 6,
    ...changes,
  }
}

/** A cell with both models told. */
export function fullCell(changes: Partial<CellReport> = {}): CellReport {
  const band = { x: [0, 50, 100], q05: [-71, -66, -61], q50: [-70, -65, -60], q95: [-69, -64, -59] }
  const one = (name: string, symbol: string, unit: string | null, posterior: Summary) => ({
    name,
    symbol,
    unit,
    meaning: `what ${symbol} is`,
    posterior,
    prior: 'normal, 0 ± 500',
  })
  const sweeps = [0, 50, 100].map((amplitude, sweep) => ({
    sweep,
    name: `sweep ${sweep + 1}`,
    amplitude,
    spikes: sweep === 2 ? 4 : 0,
    spikesOutside: 0,
    rate: sweep === 2 ? 8 : 0,
    latency: sweep === 2 ? 31.4 : null,
    firstInterval: null,
    lastInterval: null,
    adaptation: null,
    threshold: null,
    rest: -70,
    steady: sweep === 2 ? null : -70 + 5 * sweep,
  }))
  return {
    format: 'nagumo-cell',
    version: 1,
    id: 'cell07-cell-0123456789',
    createdAt: '2026-03-14T09:26:53.589Z',
    recording: { id: null, name: 'cell07.abf', sweeps: sweeps.map(({ name }) => name) },
    protocol: {
      from: 'file',
      shape: 'step',
      text: 'Steps of 0 to 100 pA, 100 to 600 ms, above a holding current of 0 pA',
      holding: 0,
      onset: 100,
      offset: 600,
      amplitudes: [0, 50, 100],
    },
    seed: 5,
    program: { version: '0.1.0' },
    verdict: { level: 'ok', headline: 'The membrane is measured.', reasons: [] },
    features: { sweeps, summary: [] },
    membrane: {
      level: 'ok',
      headline: 'measured',
      reasons: [],
      parameters: [one('rIn', 'R_in', 'MΩ', normal(302.5, 9.25)), one('tau', 'τ_m', 'ms', normal(22.3, 1.1))],
      range: { from: -80, to: -60 },
      sweeps: [0, 1].map((sweep) => ({ sweep, amplitude: 50 * sweep, rIn: null, tau: null })),
      iv: {
        points: [
          { sweep: 0, current: 0, voltage: -70 },
          { sweep: 1, current: 50, voltage: -65 },
        ],
        band,
      },
      fits: [
        {
          sweep: 1,
          t: [0, 1, 2],
          observed: [-70, -68, null],
          q05: [-71, -69, -68],
          q50: [-70, -68, -67],
          q95: [-69, -67, -66],
        },
      ],
    },
    gif: {
      level: 'ok',
      headline: 'predicted',
      reasons: [],
      parameters: [one('b0', 'b₀', null, normal(-4.4, 0.31))],
      heldOut: {
        countError: 0.1,
        coverage: 1,
        latencyError: 2,
        silent: { sweeps: 2, stay: 2 },
        ksP: 0.2,
        sweeps: sweeps.map(({ sweep, spikes, latency }) => ({
          sweep,
          recorded: spikes,
          predicted: { mean: spikes + 0.2, q05: 0, q95: spikes + 2 },
          latency,
          predictedLatency: latency === null ? null : { q05: 25, q50: 30, q95: 40 },
        })),
      },
      fI: { x: [0, 100], q05: [0, 3], q50: [0, 4], q95: [1, 6] },
      kernels: [{ name: 'Effect of a spike on the potential', unit: 'mV', band }],
      draws: { b0: [-4.4, -4.5], b1: [0.1, 0.2] },
    },
    seconds: 3,
    ...changes,
  }
}
