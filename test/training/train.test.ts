import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import type { TrainEvent } from '../../src-main/contract/trainings.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { writeCheckpoint } from '../../src-main/training/checkpoint.ts'
import { train } from '../../src-main/training/train.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { checkpointIn, tensorsInMemory, trainJob } from '../support/training.ts'

const batch = 256
const steps = 4
const backend = 'wasm'

let home: string
beforeAll(async () => {
  await startBackends()
  // One thread, so that sums are always taken in the same order.
  await useBackend(backend)
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-train-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

function job(folder: string, change: Partial<TrainJob> = {}): TrainJob {
  return trainJob(home, { samples: steps * batch, runFolder: join(home, folder), ...change })
}

/** Runs until so many samples are done, then goes away, as a window that is closed. */
async function runUntil(samples: number, of: TrainJob): Promise<TrainEvent> {
  for await (const event of train(of, { engine: tensorflowEngine }))
    if (event.samples >= samples) return event
  throw new Error('the run ended before')
}

// Seconds on a free machine; a busy one may need many times that.
describe('a training run', () => {
  it('that is interrupted and resumed gives the weights of one that is not, to the last bit', async () => {
    await runUntil(steps * batch, job('whole'))
    const whole = await checkpointIn(job('whole').runFolder)

    await runUntil(batch, job('parts'))
    expect((await checkpointIn(job('parts').runFolder)).step).toBe(1)
    const again = job('parts', { resume: true })
    const controller = new AbortController()
    const aborted = async (): Promise<void> => {
      for await (const event of train(again, { signal: controller.signal, engine: tensorflowEngine })) {
        if (event.samples >= 3 * batch) controller.abort()
      }
    }
    await expect(aborted()).rejects.toThrow(/abort/i)
    expect((await checkpointIn(again.runFolder)).step).toBe(3)
    await runUntil(steps * batch, again)

    const parts = await checkpointIn(again.runFolder)
    expect(parts.step).toBe(whole.step)
    expect(parts.weights).toEqual(whole.weights)
    expect(parts.adam).toEqual(whole.adam)
    expect(parts.loss).toEqual(whole.loss)
    expect(parts.normalization).toEqual(whole.normalization)
  })

  it('depends on its seed', async () => {
    await runUntil(batch, job('one'))
    await runUntil(batch, job('other', { seed: 8 }))
    const [a, b] = [
      await checkpointIn(job('one').runFolder),
      await checkpointIn(job('other', { seed: 8 }).runFolder),
    ]
    expect(a.weights).not.toEqual(b.weights)
  })

  it('starts anew where it is not asked to resume, or there is nothing to go on from', async () => {
    await runUntil(2 * batch, job('run'))
    expect((await runUntil(batch, job('run'))).samples).toBe(batch)
    expect((await runUntil(batch, job('other', { resume: true }))).samples).toBe(batch)
  })

  it('does not go on from what another run left, and leaves it as it is', async () => {
    await runUntil(2 * batch, job('run'))
    const left = await checkpointIn(job('run').runFolder)
    const refused = { code: 'USAGE', message: expect.stringContaining('“A model”') }
    const otherSeed = job('run', { resume: true, seed: 8 })
    await expect(runUntil(batch, otherSeed)).rejects.toMatchObject(refused)
    expect(await checkpointIn(job('run').runFolder)).toEqual(left)

    // The same job, of a version of the program whose network had other layers by the same name.
    const shorter = left.weights.slice(5)
    await writeCheckpoint(job('run').runFolder, {
      ...left,
      weights: shorter,
      adam: { step: left.adam.step, first: shorter, second: shorter },
    })
    await expect(runUntil(batch, job('run', { resume: true }))).rejects.toMatchObject(refused)
  })

  it('tells how far it is', async () => {
    const events: TrainEvent[] = []
    for await (const event of train(job('run'), { engine: tensorflowEngine })) {
      events.push(event)
      if (event.samples >= 3 * batch) break
    }
    expect(events.map((e) => e.samples)).toEqual([batch, 2 * batch, 3 * batch])
    for (const e of events) {
      expect(e.total).toBe(steps * batch)
      expect(Number.isFinite(e.loss)).toBe(true)
      expect(Number.isFinite(e.validation)).toBe(true)
      expect(e.samplesPerSecond).toBeGreaterThan(0)
      expect(e.secondsLeft).toBeGreaterThan(0)
    }
  })

  it('ends with a model that is whole, with its measures, and leaves nothing else', async () => {
    const before = tensorsInMemory()
    const events: TrainEvent[] = []
    for await (const event of train(job('run'), { engine: tensorflowEngine })) events.push(event)
    expect(tensorsInMemory()).toBe(before)
    expect(await readdir(home)).toEqual(['a-model'])

    const { card, weights } = await readModel(job('run').modelFolder)
    expect(card.training).toMatchObject({ samples: steps * batch, batch, seed: 7, backend })
    expect(card.training.loss).toHaveLength(steps)
    expect(weights.every(Number.isFinite)).toBe(true)
    // Four steps teach little, but an untrained start is worse: standardized targets under a unit Gaussian.
    const losses = card.training.loss.map((l) => l.validation as number)
    expect(losses[steps - 1]).toBeLessThan(losses[0])
    const { evaluation } = card
    for (const { name } of [{ name: 'theta0' }, { name: 'theta1' }, { name: 'sigma' }, { name: 'rho' }]) {
      expect(evaluation?.coverage90?.[name]).toBeGreaterThan(0.5)
      expect(evaluation?.r2[name]).toBeLessThan(1)
      expect(evaluation?.rmse[name]).toBeGreaterThan(0)
      const { truth, estimate } = evaluation?.scatter[name] ?? { truth: [], estimate: [] }
      expect(truth.length).toBeGreaterThan(100)
      expect(estimate).toHaveLength(truth.length)
    }
    expect(card.calibration?.network).toMatchObject({ traces: 1000, draws: 999 })
    // Too short a training for the correction to be looked at.
    expect(card.calibration?.corrected).toBeNull()
    expect(JSON.stringify(card.calibration, null, 1).length).toBeLessThan(60_000)
    expect(events.map((e) => e.text)).toContain('checking the calibration: 500 of 1,000 traces')
    expect(evaluation?.medianEssFraction).toBeGreaterThan(0)
    expect(evaluation?.medianEssFraction).toBeLessThan(1)
    expect(events.at(-1)?.text).toContain('A model')
  })
})
