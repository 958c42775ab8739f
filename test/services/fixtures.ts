import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { ModelCard } from '../../src-main/contract/models.ts'
import type { Recording } from '../../src-main/contract/recordings.ts'
import type { Report } from '../../src-main/contract/reports.ts'
import { statisticsCount } from '../../src-main/inference/trace-statistics.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-test-'))
  // What was still being written when the test ended may come in between.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  return folder
}

/** A folder of models with one in it, by its card; the weights are never looked into here. */
export async function modelsFolder(cards: Partial<ModelCard>[] = [{}]): Promise<string> {
  const folder = await temporaryFolder()
  for (const changes of cards) await writeModelFolder(folder, changes)
  return folder
}

export async function writeModelFolder(parent: string, changes: Partial<ModelCard> = {}): Promise<void> {
  const card = { ...modelCard, ...changes }
  const own = join(parent, card.id)
  await mkdir(own, { recursive: true })
  await writeFile(join(own, 'card.json'), JSON.stringify(card))
  await writeFile(join(own, 'weights.bin'), Buffer.alloc(4 * modelWeights))
}

/** Of the network below. */
export const modelWeights = 1815

export const modelCard: ModelCard = {
  format: 'nagumo-model',
  version: 3,
  id: 'rudi-2022',
  name: 'Rudi 2022',
  description: 'for tests',
  note: '',
  createdAt: '2026-03-01T10:00:00.000Z',
  prior: rudi2022,
  networkName: 'patches',
  network: {
    kind: 'posterior',
    embedding: 'patches',
    widths: [4],
    points: 10,
    dense: [4],
    density: { kind: 'gaussianMixture', components: 1 },
  },
  normalization: {
    trace: { mean: 0, sd: 1 },
    statistics: { mean: Array(statisticsCount).fill(0), sd: Array(statisticsCount).fill(1) },
    target: { mean: [0, 0, 0, 0], sd: [1, 1, 1, 1] },
  },
  errors: null,
  focus: null,
  training: {
    recipe: { data: 'fresh', batch: 10, peakRate: 2e-3, maximalGradientNorm: 5 },
    samples: 1000,
    batch: 10,
    seed: 1,
    seconds: 1,
    backend: 'wasm',
    command: 'nagumo train',
    loss: [],
  },
  evaluation: null,
  calibration: null,
  recalibration: null,
  versions: { program: '0.1.0', tensorflow: '4.22.0' },
  checksum: 'ab'.repeat(32),
  manifest: null,
  golden: null,
}

/** Two sweeps of five samples. */
export function recording(changes: Partial<Recording> = {}): Recording {
  return {
    id: 'cell07-0a1b2c3d4e',
    name: 'cell07.csv',
    importedAt: '2026-03-14T09:26:53.000Z',
    bytes: 123,
    points: 5,
    samplingInterval: 0.2,
    start: 0,
    sweeps: [
      { name: 'v1', min: 0, max: 4 },
      { name: 'v2', min: 10, max: 14 },
    ],
    stimuli: [],
    reading: {
      format: 'text',
      delimiter: ',',
      decimal: '.',
      headerLines: 1,
      columns: [
        { name: 'time', role: 'time', unit: 'ms' },
        { name: 'v1', role: 'voltage', unit: null },
        { name: 'v2', role: 'voltage', unit: null },
      ],
      timeUnit: 'ms',
      voltageUnit: 'none',
      evidence: [],
      doubts: [],
    },
    ...changes,
  }
}

export const twoSweeps = Float64Array.from([0, 1, 2, 3, 4, 10, 11, 12, 13, 14])

/** What the heavy process finds out, in the form that it has; numbers are made up. */
export function estimateResult(): EstimateResult {
  const parameters = createPrior(rudi2022).parameters.map((parameter, j) => {
    const posterior = { mean: 0.5 + j, sd: 0.01, q05: 0.48 + j, q50: 0.501 + j, q95: 0.52 + j }
    const network = { ...posterior, sd: 0.02 }
    return {
      ...parameter,
      posterior,
      network,
      prior: { ...posterior, sd: 0.3, lower: -1, upper: 9 },
      priorDensity: { x: [0, 1], y: [1, 1] },
      posteriorDensity: { x: [0, 1], y: [1, 1] },
      derived:
        parameter.name === 'rho' ? [{ label: 'correlation time', unit: 'ms', summary: posterior }] : [],
    }
  })
  return {
    verdict: {
      level: 'caution',
      headline: 'The model reproduces 9 of 10 spikes.',
      reasons: [
        {
          check: 'spikes',
          level: 'caution',
          cause: 'neuron',
          text: 'One spike is missing.',
          number: '9 of 10',
        },
        { check: 'essFraction', level: 'ok', cause: null, text: 'Enough draws.', number: '41 %' },
      ],
    },
    parameters,
    draws: [[0.5, 1.5, 2.5, 3.5]],
    fit: {
      t: [0, 0.2],
      observed: [0, 1],
      u: { q05: [0, 0], q50: [0, 0], q95: [0, 0] },
      predictive: { q05: [0, 0], q95: [0, 0] },
      spikes: { observed: [], model: [] },
    },
    residuals: {
      values: [0, 1],
      autocorrelation: [1],
      expectedAutocorrelation: [1],
      standardized: [0, 1],
      standardizedAutocorrelation: [1],
      whiteBand: 0.06,
    },
    diagnostics: {
      essFraction: 0.41,
      ess: 328,
      draws: 800,
      simulations: 12_000,
      paretoK: 0.2,
      logEvidence: 123.4,
      networkEssFraction: 0.05,
      rounds: [{ draws: 800, essFraction: 0.41 }],
    },
    timing: { network: 0.01, correction: 0.4, checks: 0.1, total: 0.51 },
  }
}

export function report(changes: Partial<Report> = {}): Report {
  return {
    format: 'nagumo-report',
    version: 2,
    id: 'cell07-v1-0123456789',
    createdAt: '2026-03-14T09:26:53.589Z',
    recording: {
      id: 'cell07-0a1b2c3d4e',
      name: 'cell07.csv',
      sweep: 'v1',
      sweepIndex: 0,
      window: { from: 0, to: 200 },
      voltageUnit: 'none',
      rescaling: { offset: 0, gain: 1, timeScale: 1 },
      conditioning: [],
      steps: [],
    },
    model: { id: 'rudi-2022', name: 'Rudi 2022', checksum: 'ab'.repeat(32) },
    forward: {
      neuron: { id: 'fitzhugh-nagumo', name: 'FitzHugh–Nagumo' },
      observable: { kind: 'trace', name: 'traces in the model’s own units' },
      noise: { kind: 'ar1', name: 'AR(1)' },
      protocol: { kind: 'none' },
    },
    data: {
      axis: { name: 'time', unit: 'ms' },
      value: { name: 'membrane potential', symbol: 'u', unit: 'model units' },
    },
    appliedPrior: null,
    features: null,
    seed: 7,
    program: { version: '0.1.0', backend: 'wasm' },
    ...estimateResult(),
    ...changes,
  }
}
