import type { CellReport } from '../../../src-main/contract/cells.ts'
import type { Report } from '../../../src-main/contract/reports.ts'
import type { Series } from '../../../src-main/contract/series.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { report } from '../../services/fixtures.ts'
import { fullSeries } from '../reports.ts'

/** A report with draws that are correlated and of which one is skewed; the same ones always. */
export function reportWithDraws(changes: Partial<Report> = {}): Report {
  const random = createRandom(11)
  const draw = (scale: number): number[] => {
    const [a, b, c, d] = Array.from({ length: 4 }, () => random.normal())
    return [
      0.64 + 0.01 * scale * a,
      -0.09 + 0.02 * scale * (0.8 * a + 0.6 * b),
      0.1 * Math.exp(0.2 * scale * c),
      0.5 + 0.1 * scale * d,
    ]
  }
  const t = Array.from({ length: 6 }, (_, k) => 0.2 * k)
  const line = (by: number): number[] => t.map((x) => Math.sin(x) + by)
  return report({
    draws: Array.from({ length: 400 }, () => draw(1)),
    networkDraws: Array.from({ length: 100 }, () => draw(2)),
    parameters: report().parameters.map((one, j) => ({
      ...one,
      priorDensity: { x: [j, j + 1, j + 3], y: [0, 2 / 3, 0] },
    })),
    fit: {
      t,
      observed: [0, 0.2, null, 0.6, 0.7, 0.8],
      u: { q05: line(-0.1), q50: line(0), q95: line(0.1) },
      predictive: { q05: line(-0.3), q95: line(0.3) },
      predictiveDraws: Array.from({ length: 20 }, () => t.map((x) => Math.sin(x) + 0.2 * random.normal())),
      spikes: { observed: [], model: [] },
    },
    ...changes,
  })
}

/** A cell with a membrane in five numbers and draws of an integrate-and-fire fit. */
export function cellWithDraws(): CellReport {
  const random = createRandom(12)
  const summary = { mean: 120, sd: 2, q05: 117, q50: 120, q95: 123 }
  const parameter = {
    name: 'rIn',
    symbol: 'R',
    unit: 'MΩ',
    meaning: 'input resistance',
    posterior: summary,
    prior: null,
  }
  const sweep = {
    name: 's1',
    rate: 8,
    latency: null,
    firstInterval: null,
    lastInterval: null,
    adaptation: null,
    threshold: null,
    rest: null,
    steady: null,
    spikesOutside: 0,
  }
  return {
    format: 'nagumo-cell',
    version: 1,
    id: 'cell07-cell-0123456789',
    createdAt: '2026-03-14T09:26:53.589Z',
    recording: { id: null, name: 'cell07.abf', sweeps: ['s1', 's2'] },
    protocol: {
      from: 'file',
      shape: 'step',
      text: 'Steps of 50 to 100 pA',
      holding: 0,
      onset: 100,
      offset: 600,
      amplitudes: [50, 100],
    },
    seed: 7,
    program: { version: '0.1.0' },
    verdict: { level: 'ok', headline: 'The cell is as the models have it.', reasons: [] },
    features: {
      sweeps: [
        { ...sweep, sweep: 0, amplitude: 50, spikes: 4 },
        { ...sweep, sweep: 1, amplitude: 100, spikes: 9 },
      ],
      summary: [],
    },
    membrane: {
      level: 'ok',
      headline: 'The membrane is as a passive one.',
      reasons: [],
      parameters: [parameter],
      range: { from: -80, to: -60 },
      sweeps: [],
      iv: { points: [], band: null },
      fits: [],
    },
    gif: {
      level: 'ok',
      headline: 'The spikes are as the model has them.',
      reasons: [],
      parameters: [{ ...parameter, name: 'tau', symbol: 'τ', unit: 'ms', meaning: 'membrane time constant' }],
      heldOut: null,
      fI: null,
      kernels: [],
      draws: { tau: Array.from({ length: 50 }, () => 20 + random.normal()), 'eta/1': Array(50).fill(3) },
    },
    seconds: 1,
  }
}

/** Four windows with draws, of which one is silent and one is not reliable. */
export function seriesWithDraws(): Series {
  const random = createRandom(13)
  const base = fullSeries()
  const windows = base.windows.slice(2).map((one, index) => ({
    ...one,
    index,
    ...(one.outcome === 'estimated' && {
      draws: Array.from({ length: 50 }, () => [0.6 + 0.01 * index + 0.01 * random.normal()]),
      sampling: { start: 'network' as const, by: 'importance' as const },
    }),
  }))
  return {
    ...base,
    forward: {
      neuron: { id: 'fitzhugh-nagumo', name: 'FitzHugh–Nagumo' },
      observable: { kind: 'trace', name: 'traces in the model’s own units' },
      noise: { kind: 'ar1', name: 'AR(1) noise' },
      protocol: { kind: 'none' },
    },
    windows,
  }
}
