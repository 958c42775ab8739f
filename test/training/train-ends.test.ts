import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import type { TrainEvent } from '../../src-main/contract/trainings.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { train } from '../../src-main/training/train.ts'
import { presetOn } from '../support/priors.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { checkpointIn, trainJob } from '../support/training.ts'

const backend = 'wasm'
let home: string
beforeAll(async () => {
  await startBackends()
  await useBackend(backend)
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-ends-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

/** A small set, seen 200 times: two steps a pass, 400 in all. */
const job = (change: Partial<TrainJob> = {}): TrainJob =>
  trainJob(home, { prior: presetOn({ points: 80 }), network: 'rudi-dense', samples: 60, ...change })

async function runToEnd(of: TrainJob): Promise<TrainEvent[]> {
  const events: TrainEvent[] = []
  for await (const event of train(of, { engine: tensorflowEngine })) events.push(event)
  return events
}

async function stopAt(samples: number, of: TrainJob): Promise<TrainEvent> {
  for await (const event of train(of, { engine: tensorflowEngine }))
    if (event.samples >= samples) return event
  throw new Error('the run ended before')
}

// Seconds on a free machine; a busy one may need many times that.
describe('a training run', () => {
  it('that is told to finish ends after a tenth more, with the learning rate at 0, and is kept', async () => {
    const { samples } = await stopAt(6000, job())
    const events = await runToEnd(job({ finish: true }))
    const training = events.filter(({ stage }) => stage === 'training')
    // To a pass, and to the samples of a last batch.
    expect(training.at(-1)?.samples).toBeGreaterThan(1.1 * samples - 60)
    expect(training.at(-1)?.samples).toBeLessThan(1.1 * samples + 60)
    expect(training.at(-1)?.total).toBe(training.at(-1)?.samples)
    expect(training.at(-1)?.learningRate).toBeLessThan(2e-4)
    expect(events.at(-1)?.stage).toBe('kept')
    const { card } = await readModel(job().modelFolder)
    expect(card.training.loss.at(-1)?.samples).toBe(training.at(-1)?.samples)
    expect(card.training.samples).toBe(60)
  })

  it('of a network that is too deep for the traces is refused before anything is written', async () => {
    const deep = job({ network: 'rudi-convolutional', prior: presetOn({ points: 40 }) })
    await expect(runToEnd(deep)).rejects.toMatchObject({
      code: 'PRIOR_INVALID',
      message: expect.stringContaining('A trace of 40 points is too short'),
    })
    expect(await readdir(home)).toEqual([])
  })

  it('with nothing learned yet has nothing to finish', async () => {
    await expect(runToEnd(job({ finish: true }))).rejects.toMatchObject({ code: 'USAGE' })
  })

  it('that may stop by itself does where unseen traces no longer gain, and keeps the best weights', async () => {
    await runToEnd(job({ modelFolder: join(home, 'whole') }))
    const whole = (await readModel(join(home, 'whole'))).card.training.loss
    await runToEnd(job({ earlyStopping: true }))
    const { card, weights } = await readModel(job().modelFolder)
    const { loss } = card.training
    // Sixty traces learned by heart: what helps on them soon no longer helps on others.
    expect(loss.at(-1)?.samples).toBeLessThan(0.9 * (whole.at(-1)?.samples ?? 0))
    // The same course up to there.
    expect(loss.slice(0, 5)).toEqual(whole.slice(0, 5))
    const best = loss.reduce((a, b) => ((b.validation ?? 1) < (a.validation ?? 1) ? b : a))
    expect(best.validation).toBeLessThan(loss.at(-1)?.validation ?? 0)
    // The weights are those that a run without it has there.
    const runFolder = join(home, 'until-best')
    await stopAt(best.samples, job({ runFolder, modelFolder: join(home, 'none') }))
    expect((await checkpointIn(runFolder)).weights).toEqual(weights)
  })

  it.each(['rudi-dense', 'posterior-one-gaussian'])(
    'can start from a model of its own network: %s',
    async (network) => {
      const samples = network === 'rudi-dense' ? 60 : 2048
      await runToEnd(job({ network, samples, modelFolder: join(home, 'first') }))
      const first = await readModel(join(home, 'first'))
      await runToEnd(job({ network, samples, seed: 8, startFrom: join(home, 'first') }))
      const second = await readModel(job().modelFolder)
      expect(second.card.normalization).toEqual(first.card.normalization)
      // It goes on from what was learned: its first look at validation traces is better than the first one's.
      const [a, b] = [first, second].map(({ card }) => card.training.loss[0])
      expect(b.validation).toBeLessThan(a.validation ?? 0)
      expect(second.weights).not.toEqual(first.weights)
    },
  )

  it('can’t start from a model of another network', async () => {
    await runToEnd(job({ modelFolder: join(home, 'first') }))
    const other = job({ targets: 'neuron', startFrom: join(home, 'first') })
    await expect(runToEnd(other)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('“A model”'),
    })
  })
})
