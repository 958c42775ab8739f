import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runEstimate } from '../../bench/accuracy/estimates.ts'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import type { ModelCard } from '../../src-main/contract/models.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { train } from '../../src-main/training/train.ts'
import { presetOn } from '../support/priors.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { trainJob } from '../support/training.ts'

const backend = 'wasm'
let home: string
beforeAll(async () => {
  await startBackends()
  // One thread, so that sums are always taken in the same order.
  await useBackend(backend)
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-point-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

/** Three batches a pass, the last of them small; 200 passes. */
function job(change: Partial<TrainJob> = {}): TrainJob {
  const prior = presetOn({ points: 80 })
  return trainJob(home, { prior, network: 'rudi-convolutional', samples: 70, ...change })
}

async function finish(of: TrainJob): Promise<ModelCard> {
  for await (const _ of train(of, { engine: tensorflowEngine }));
  return (await readModel(of.modelFolder)).card
}

async function stopAt(samples: number, of: TrainJob): Promise<void> {
  const controller = new AbortController()
  for await (const event of train(of, { engine: tensorflowEngine, signal: controller.signal })) {
    if (event.samples >= samples) break
  }
}

// Seconds on a free machine; a busy one may need many times that.
describe('the training of a point network', () => {
  it('that is interrupted and resumed has the losses of one that is not', async () => {
    const whole = await finish(job({ runFolder: join(home, 'whole'), modelFolder: join(home, 'one') }))
    const parts = job({ runFolder: join(home, 'parts'), modelFolder: join(home, 'two') })
    await stopAt(3000, parts)
    await stopAt(9000, { ...parts, resume: true })
    const resumed = await finish({ ...parts, resume: true })

    expect(whole.training.loss.length).toBeGreaterThan(30)
    expect(resumed.training.loss).toHaveLength(whole.training.loss.length)
    resumed.training.loss.forEach((point, i) => {
      const expected = whole.training.loss[i]
      expect(point.samples).toBe(expected.samples)
      expect(Math.abs(point.loss - expected.loss)).toBeLessThan(1e-6)
      expect(Math.abs((point.validation ?? 0) - (expected.validation ?? 1))).toBeLessThan(1e-6)
    })
    expect(resumed.checksum).toBe(whole.checksum)
    // 70 traces are learned by heart; the unseen ones are not.
    const [first, last] = [whole.training.loss[0], whole.training.loss.at(-1)]
    expect(last?.loss).toBeLessThan(0.5 * first.loss)
    expect(last?.validation).toBeGreaterThan(last?.loss ?? 1)
    expect(last).toMatchObject({ samples: 200 * 70, learningRate: 2e-3 })
  })

  it('ends with a model that reads back, says how wrong it was and gives no intervals, and estimates', async () => {
    const card = await finish(job({ network: 'rudi-dense', targets: 'neuron' }))
    expect(card.network).toMatchObject({
      kind: 'point',
      input: 'noisyTrace',
      targets: 'neuron',
      dense: [32, 32],
    })
    expect(card.training).toMatchObject({
      recipe: { data: 'set', batch: 32, epochs: 200, rate: 2e-3 },
      samples: 70,
      batch: 32,
      backend,
    })
    const { evaluation, errors } = card
    expect(evaluation?.coverage90).toBeNull()
    for (const measure of ['r2', 'rmse', 'scatter'] as const) {
      expect(Object.keys(evaluation?.[measure] ?? {})).toEqual(['theta0', 'theta1'])
    }
    expect(evaluation?.rmse.theta0).toBeGreaterThan(0)
    // A network that knew nothing would err by the prior's sd of about 0.25.
    expect(evaluation?.rmse.theta0).toBeLessThan(0.3)
    expect(evaluation?.medianEssFraction).toBeGreaterThan(0)
    expect(errors?.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6)

    const { learner, weights } = await readModel(job().modelFolder)
    const { prior } = learner
    const network = createTrainedNetwork(learner, card, weights, tensorflowEngine)
    const simulator = createSimulator(prior.forward)
    const { traces } = createBatchSource(prior, 1)(createRandom(4))
    const { result } = runEstimate({ prior, priorChanged: false, network, simulator }, Array.from(traces), 1)
    network.dispose()
    expect(result.parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    for (const { posterior } of result.parameters) {
      expect(posterior.sd).toBeGreaterThan(0)
      expect(posterior.q05).toBeLessThan(posterior.q95)
    }
  })

  it('from spike rate and duration alone learns too', async () => {
    const card = await finish(job({ network: 'rudi-dense', input: 'spikeRateAndDuration', targets: 'all' }))
    expect(card.normalization.statistics.sd).toHaveLength(2)
    const [first, last] = [card.training.loss[0], card.training.loss.at(-1)]
    expect(last?.loss).toBeLessThan(first.loss)
    expect(Object.keys(card.evaluation?.r2 ?? {})).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    // Clean spikes know nothing of the noise: no better than the mean, but for chance.
    expect(card.evaluation?.r2.sigma).toBeLessThan(0.05)
  })
})
