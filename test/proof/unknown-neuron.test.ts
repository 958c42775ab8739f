import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import { observables } from '../../src-main/model/observables.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { train } from '../../src-main/training/train.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { adaptingNeuron } from './adapting-neuron.ts'
import { loadEstimator } from './load-estimator.ts'
import { responseSummary } from './response-summary.ts'
import { resultOf } from './result-of.ts'

/** Of 20 fresh truths 90 % intervals that are right hold 14 or more in 99.8 of 100 cases (binomial). */
const truths = 20
const fewestHeld = 14

const file: PriorFile = {
  format: 'nagumo-prior',
  version: 3,
  name: 'Responses of an adapting neuron',
  neuronModel: adaptingNeuron.id,
  protocol: { kind: 'steps', holding: 0, steps: [{ from: 10, to: 150, current: 70 }] },
  observable: { kind: responseSummary.kind },
  noise: { kind: 'white' },
  parameters: {
    gCa: { kind: 'uniform', lower: 4, upper: 5.5 },
    gL: { kind: 'truncatedNormal', mean: 2, sd: 0.3, lower: 1.2, upper: 2.8 },
    gA: { kind: 'logUniform', lower: 0.3, upper: 3 },
    sigma: { kind: 'uniform', lower: 1.5, upper: 4 },
  },
  constants: { v0: -60 },
  grid: { dt: 0.5, points: 320, substeps: 1 },
}

let folder: string
let estimator: Estimator & { dispose(): void }

beforeAll(async () => {
  neuronModels.register(adaptingNeuron)
  observables.register(responseSummary)
  await startBackends()
  await useBackend('wasm')
  folder = await mkdtemp(join(tmpdir(), 'nagumo-proof-'))
  const job = {
    id: 'adapting',
    name: 'Adapting neuron',
    description: '',
    prior: file,
    network: 'numbers',
    samples: 40_000,
    seed: 11,
    earlyStopping: false,
    startFrom: null,
    runFolder: join(folder, 'run'),
    modelFolder: join(folder, 'adapting'),
    command: '',
    resume: false,
    finish: false,
    skipCalibration: true,
  }
  for await (const event of train(job, { engine: tensorflowEngine })) if (event.stage === 'kept') break
  estimator = await loadEstimator(job.modelFolder)
})

afterAll(async () => {
  estimator?.dispose()
  await rm(folder, { recursive: true, force: true })
})

/** Fresh data of the prior with their true parameters. */
function freshData(n: number, seed: number) {
  const prior = createPrior(file)
  const D = prior.parameters.length
  return Array.from({ length: n }, (_, k) => {
    const { parameters, traces } = createBatchSource(prior, 1)(createRandom(seed).fork(k))
    return { truth: Array.from(parameters.subarray(0, D)), data: Array.from(traces) }
  })
}

describe('a neuron that the program does not know', () => {
  it('is named by no file of it, nor is its observable', async () => {
    const root = new URL('../../src-main/', import.meta.url)
    const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts'))
    expect(files.length).toBeGreaterThan(400)
    for (const name of files) {
      const text = await readFile(new URL(name, root), 'utf8')
      expect(text, name).not.toMatch(/adapting-morris-lecar|response-summary|adaptingNeuron|responseSummary/)
    }
  })

  it('has the data that its observable makes of it: 40 numbers', () => {
    const [{ truth, data }] = freshData(1, 1)
    expect(truth).toHaveLength(4)
    expect(data).toHaveLength(40)
  })

  it('is estimated from its data, calibrated on its known truth', () => {
    const covered = { network: [0, 0, 0, 0], posterior: [0, 0, 0, 0] }
    const narrower: number[][] = [[], [], [], []]
    for (const [k, { truth, data }] of freshData(truths, 5).entries()) {
      const { verdict, parameters, fit, diagnostics } = resultOf(estimate(jobOf(data, k), estimator))
      expect(fit.observed).toHaveLength(40)
      expect(diagnostics.ess).toBeGreaterThan(100)
      expect(verdict.reasons.map(({ check }) => check)).toEqual(
        expect.arrayContaining(['sampling', 'priorEdge', 'tails', 'whiteness']),
      )
      expect(verdict.reasons.map(({ check }) => check)).not.toContain('bicGain')
      parameters.forEach(({ posterior, network, prior }, j) => {
        if (posterior.q05 < truth[j] && truth[j] < posterior.q95) covered.posterior[j]++
        if (network.q05 < truth[j] && truth[j] < network.q95) covered.network[j]++
        narrower[j].push(posterior.sd / prior.sd)
      })
    }
    for (const counts of [covered.network, covered.posterior]) {
      for (const count of counts) expect(count).toBeGreaterThanOrEqual(fewestHeld)
    }
    // Intervals that hold the truth by being as wide as the prior would say nothing.
    for (const ratios of narrower.slice(0, 3)) {
      expect(ratios.toSorted((a, b) => a - b)[truths >> 1]).toBeLessThan(0.5)
    }
  })
})

function jobOf(trace: number[], seed: number) {
  return {
    trace,
    seed,
    scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
    voltageUnit: null,
    recordedSpikes: null,
    notes: [],
    rescalingParameters: 0,
  }
}
