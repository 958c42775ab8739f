import { readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it, vi } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { TrainingRequest, TrainingRun } from '../../src-main/contract/trainings.ts'
import { createTrainingQueue } from '../../src-main/jobs/training/training-queue.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createServices } from '../../src-main/services/index.ts'
import { batchesOf } from '../support/batches-of.ts'
import { oneProject } from '../support/one-project.ts'
import { patience } from '../support/patience.ts'
import { presetOn } from '../support/priors.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelCard, writeModelFolder } from './fixtures.ts'
import { puppetTrainer } from './puppet-trainer.ts'
import { failureOf, openTestWorkbench } from './workbench.ts'

const died = new NagumoError(
  'COMPUTE_DIED',
  'The calculation stopped before it was finished: it was stopped.',
)

function request(name: string, changes: Partial<TrainingRequest> = {}): TrainingRequest {
  return {
    name,
    description: '',
    prior: rudi2022,
    network: 'posterior-small',
    samples: 1000,
    seed: 1,
    earlyStopping: false,
    startFrom: null,
    ...changes,
  }
}

async function open(behaviour: Parameters<typeof fakeCompute>[0] = {}) {
  const puppets = puppetTrainer()
  const compute = fakeCompute({ train: puppets.train, ...behaviour })
  const { client, library, queue, info } = await openTestWorkbench(compute)
  const start = (name: string, changes?: Partial<TrainingRequest>) =>
    client.trainings.start(request(name, changes))
  const states = async () =>
    (await client.trainings.list()).map(({ request, state }) => [request.name, state])
  const find = async (id: string): Promise<TrainingRun> => {
    const run = (await client.trainings.list()).find((one) => one.id === id)
    if (!run) throw new Error(`no run ${id}`)
    return run
  }
  /** The same library, opened by the program when it is started again. */
  const reopen = () => {
    const again = createTrainingQueue(library, () => compute, 'in a test')
    const services = createServices({
      library,
      compute,
      queue: again,
      batches: batchesOf(library, compute),
      info,
      samplesFolder: 'none',
      projects: oneProject(''),
    })
    return { queue: again, client: createRouterClient(services) }
  }
  const untilState = (id: string, state: TrainingRun['state']) =>
    vi.waitFor(async () => expect((await find(id)).state).toBe(state), patience)
  const untilSamples = (id: string, samples: number) =>
    vi.waitFor(async () => expect((await find(id)).progress?.samples).toBe(samples), patience)
  const folderOf = (id: string) => join(library.folder, 'runs', id)
  return {
    ...puppets,
    client,
    library,
    queue,
    start,
    states,
    find,
    reopen,
    untilState,
    untilSamples,
    folderOf,
  }
}

describe('the queue', () => {
  it('trains one run at a time, in the order they were asked for', async () => {
    const { start, states, nth, trainings, untilState, find, client } = await open()
    const runs = [await start('One'), await start('Two'), await start('Three')]
    await untilState(runs[0].id, 'training')
    expect(await states()).toEqual([
      ['One', 'training'],
      ['Two', 'waiting'],
      ['Three', 'waiting'],
    ])
    for (const k of [0, 1, 2]) {
      const training = await nth(k)
      expect(trainings).toHaveLength(k + 1)
      expect(training.job).toMatchObject({ name: ['One', 'Two', 'Three'][k], resume: true, finish: false })
      training.keep()
      await untilState(runs[k].id, 'done')
    }
    expect((await find(runs[1].id)).modelId).toBe('two')
    expect((await client.models.list()).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['one', 'two', 'three']),
    )
  })

  it('gives models of the same name ids of their own', async () => {
    const { start, nth, untilState, find } = await open()
    for (const k of [0, 1]) {
      const { id } = await start('Rudi 2022')
      const training = await nth(k)
      // The shipped one has the first.
      expect(training.job.id).toBe(`rudi-2022-${k + 2}`)
      training.keep()
      await untilState(id, 'done')
      expect((await find(id)).modelId).toBe(`rudi-2022-${k + 2}`)
    }
  })

  it('tells how a run is going', async () => {
    const { start, nth, untilSamples, find } = await open()
    const { id } = await start('One')
    const training = await nth(0)
    training.say(100, 0.9)
    training.say(150)
    training.say(200, 0.8)
    await untilSamples(id, 200)
    const run = await find(id)
    expect(run.progress).toMatchObject({ samples: 200, total: 1000, samplesPerSecond: 5000 })
    expect(run.loss.map(({ samples, validation }) => [samples, validation])).toEqual([
      [100, 0.9],
      [200, 0.8],
    ])
  })

  it('a paused run lets the next one go on, and comes back at the end', async () => {
    const { start, states, nth, untilSamples, client, folderOf } = await open()
    const [one] = [await start('One'), await start('Two'), await start('Three')]
    const first = await nth(0)
    first.say(100, 0.9)
    await untilSamples(one.id, 100)
    await client.trainings.pause({ id: one.id })
    expect(first.ended).toBe('aborted')
    expect(await readdir(join(folderOf(one.id), 'checkpoint'))).toEqual(['checkpoint.bin'])
    await nth(1)
    expect(await states()).toEqual([
      ['One', 'paused'],
      ['Two', 'training'],
      ['Three', 'waiting'],
    ])
    await client.trainings.resume({ id: one.id })
    for (const [k, name] of ['Two', 'Three', 'One'].entries()) {
      const training = await nth(k + 1)
      expect(training.job).toMatchObject({ name, resume: true })
      training.keep()
    }
    expect((await nth(3)).job.runFolder).toBe(first.job.runFolder)
    await vi.waitFor(async () =>
      expect((await states()).map(([, state]) => state)).toEqual(['done', 'done', 'done']),
    )
  })

  it('a run that waits is paused without having begun', async () => {
    const { start, states, nth, trainings, client } = await open()
    await start('One')
    const two = await start('Two')
    await nth(0)
    await client.trainings.pause({ id: two.id })
    expect(await states()).toEqual([
      ['One', 'training'],
      ['Two', 'paused'],
    ])
    trainings[0].keep()
    await vi.waitFor(async () => expect((await states())[0]).toEqual(['One', 'done']), patience)
    expect(trainings).toHaveLength(1)
  })
})

describe('stop and keep', () => {
  it('goes on from the checkpoint to an early end', async () => {
    const { start, nth, untilSamples, untilState, client, find } = await open()
    const { id } = await start('One')
    const first = await nth(0)
    first.say(500, 0.9)
    await untilSamples(id, 500)
    await client.trainings.finish({ id })
    expect(await find(id)).toMatchObject({ finishing: true, state: 'training' })
    const second = await nth(1)
    expect(first.ended).toBe('aborted')
    expect(second.job).toMatchObject({ resume: true, finish: true })
    second.keep()
    await untilState(id, 'done')
  })

  it('takes a paused run up again, and survives a pause of its own', async () => {
    const { start, nth, untilSamples, client, find } = await open()
    const { id } = await start('One')
    ;(await nth(0)).say(500)
    await untilSamples(id, 500)
    await client.trainings.pause({ id })
    await client.trainings.finish({ id })
    const second = await nth(1)
    expect(second.job.finish).toBe(true)
    second.say(510)
    await untilSamples(id, 510)
    await client.trainings.pause({ id })
    expect(await find(id)).toMatchObject({ state: 'paused', finishing: true })
    await client.trainings.resume({ id })
    expect((await nth(2)).job.finish).toBe(true)
  })

  it('is refused where nothing was learned yet', async () => {
    const { start, nth, client } = await open()
    const [one, two] = [await start('One'), await start('Two')]
    await nth(0)
    for (const { id } of [one, two]) {
      const { code, message } = await failureOf(client.trainings.finish({ id }))
      expect(code).toBe('USAGE')
      expect(message).toContain('has no training progress')
    }
  })
})

describe('cancelling', () => {
  it('throws a run away, whatever it does', async () => {
    const { start, nth, untilSamples, untilState, client, states, folderOf, trainings } = await open()
    const [one, two, three] = [await start('One'), await start('Two'), await start('Three')]
    ;(await nth(0)).say(100)
    await untilSamples(one.id, 100)
    await client.trainings.cancel({ id: two.id })
    await client.trainings.cancel({ id: one.id })
    expect(trainings[0].ended).toBe('aborted')
    ;(await nth(1)).keep()
    await untilState(three.id, 'done')
    expect(await states()).toEqual([['Three', 'done']])
    await client.trainings.cancel({ id: three.id })
    expect(await states()).toEqual([])
    for (const { id } of [one, two, three]) await expect(readdir(folderOf(id))).rejects.toThrow()
    // The model stays.
    expect((await client.models.get({ id: 'three' })).name).toBe('Three')
  })
})

describe('failures', () => {
  it('a process that dies is started again once, from the last checkpoint', async () => {
    const { start, nth, untilSamples, untilState, find, client } = await open()
    const { id } = await start('One')
    const first = await nth(0)
    first.say(100, 0.9)
    first.say(300, 0.7)
    await untilSamples(id, 300)
    first.fail(died)
    const second = await nth(1)
    expect(second.job).toMatchObject({ resume: true, finish: false })
    // What lay past the checkpoint is seen again.
    second.say(200, 0.8)
    await untilSamples(id, 200)
    expect((await find(id)).loss.map(({ samples }) => samples)).toEqual([100, 200])
    second.fail(died)
    await untilState(id, 'failed')
    expect((await find(id)).error).toEqual({ code: died.code, message: died.message })

    await client.trainings.resume({ id })
    const third = await nth(2)
    expect((await find(id)).error).toBeNull()
    third.keep()
    await untilState(id, 'done')
  })

  it('any other failure is kept with its reason, and the next run goes on', async () => {
    const { start, nth, untilState, find } = await open()
    const [one, two] = [await start('One'), await start('Two')]
    ;(await nth(0)).fail(
      new NagumoError('LIBRARY_UNWRITABLE', 'The disk is full. Free some space and try again.'),
    )
    await untilState(one.id, 'failed')
    expect((await find(one.id)).error?.message).toContain('disk is full')
    expect((await nth(1)).job.name).toBe('Two')
    await untilState(two.id, 'training')
  })

  it('a state that can’t be written is shown nevertheless', async () => {
    const { start, nth, find, folderOf, library, untilState } = await open()
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { id } = await start('One')
    const training = await nth(0)
    await untilState(id, 'training')
    await rm(join(library.folder, 'temporary'), { recursive: true, force: true })
    await writeFile(join(library.folder, 'temporary'), 'a file in the way')
    training.fail(new NagumoError('LIBRARY_UNWRITABLE', 'The disk is full.'))
    await untilState(id, 'failed')
    expect((await find(id)).error?.message).toBe('The disk is full.')
    expect(await readFile(join(folderOf(id), 'run.json'), 'utf8')).not.toContain('failed')
    warned.mockRestore()
  })

  it('what has no room on the disk is refused before anything is kept', async () => {
    const { start, states, library } = await open({ trainingSpace: 1e18 })
    const { code, message } = await failureOf(start('One'))
    expect(code).toBe('LIBRARY_UNWRITABLE')
    expect(message).toContain(library.folder)
    expect(message).toMatch(/needs 1,?0.*MB.* MB are free/)
    expect(await states()).toEqual([])
  })

  it('what can’t be written is said, and a stop that would lose it is refused', async () => {
    const { start, nth, untilSamples, find, client, untilState } = await open()
    const { id } = await start('One')
    const training = await nth(0)
    training.say(100, 0.9, { problem: 'The disk is full.' })
    await untilSamples(id, 100)
    expect((await find(id)).progress?.problem).toBe('The disk is full.')
    for (const call of [client.trainings.pause({ id }), client.trainings.finish({ id })]) {
      const { code, message } = await failureOf(call)
      expect(code).toBe('LIBRARY_UNWRITABLE')
      expect(message).toContain('The disk is full.')
    }
    training.say(200, 0.8)
    await untilSamples(id, 200)
    await client.trainings.pause({ id })
    await untilState(id, 'paused')
    expect((await find(id)).error).toBeNull()
  })

  it('what is lost by a stop is said', async () => {
    const { start, nth, untilSamples, find, client } = await open()
    const { id } = await start('One')
    const training = await nth(0)
    training.say(100, 0.9)
    await untilSamples(id, 100)
    training.disk = 'full'
    await client.trainings.pause({ id })
    const run = await find(id)
    expect(run.state).toBe('paused')
    expect(run.error?.code).toBe('LIBRARY_UNWRITABLE')
    expect(run.error?.message).toContain('lost')
  })

  it('a hopeless prior is refused with all reasons', async () => {
    const problems = ['None of 500 draws spikes.', 'The step is too large.'].map((text) => ({
      level: 'refuse' as const,
      parameter: null,
      text,
    }))
    const { start, states } = await open({ problems })
    const { code, message } = await failureOf(start('One'))
    expect(code).toBe('PRIOR_INVALID')
    for (const { text } of problems) expect(message).toContain(text)
    expect(await states()).toEqual([])
  })

  it('an unknown network or start is refused before anything is kept', async () => {
    const { start, states } = await open()
    expect((await failureOf(start('One', { network: 'none' }))).message).toContain('no network “none”')
    expect((await failureOf(start('One', { startFrom: 'none' }))).code).toBe('NOT_FOUND')
    expect(await states()).toEqual([])
  })

  it('a network that can’t learn from the prior is refused before anything is simulated', async () => {
    const { start, states } = await open()
    const unfit = await failureOf(start('One', { network: 'cycle' }))
    expect(unfit).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('can’t be trained on this'),
    })
    const prior = presetOn({ points: 30 })
    const deep = await failureOf(start('One', { network: 'rudi-convolutional', prior }))
    expect(deep).toMatchObject({ code: 'PRIOR_INVALID', message: expect.stringContaining('too short') })
    expect(await states()).toEqual([])
  })

  it('starts from the model that is named', async () => {
    const { start, nth, library } = await open()
    await start('One', { startFrom: modelCard.id })
    expect((await nth(0)).job.startFrom).toBe(await library.models.folderOf(modelCard.id))
  })
})

describe('a program that ends', () => {
  it('interrupts what was in its queue; the person takes it up again', async () => {
    const { start, nth, untilSamples, queue, reopen, trainings } = await open()
    const [one, two] = [await start('One'), await start('Two')]
    ;(await nth(0)).say(100, 0.9)
    await untilSamples(one.id, 100)
    await queue.close()
    expect(trainings[0].ended).toBe('aborted')

    const again = reopen()
    const runs = await again.client.trainings.list()
    expect(runs.map(({ id, state }) => [id, state])).toEqual([
      [one.id, 'interrupted'],
      [two.id, 'interrupted'],
    ])
    expect(runs[0].loss).toHaveLength(1)
    expect(trainings).toHaveLength(1)
    await again.client.trainings.resume({ id: two.id })
    expect((await nth(1)).job.name).toBe('Two')
  })

  it('or is killed: its lock is found stale', async () => {
    const { library, reopen, nth, folderOf } = await open()
    const run = runOf('killed-1', 'training')
    await library.runs.keep(run)
    await lockFor(folderOf(run.id), 2 ** 22 + 1)
    const { client } = reopen()
    expect((await client.trainings.list())[0].state).toBe('interrupted')
    await client.trainings.resume({ id: run.id })
    expect((await nth(0)).job.name).toBe('Killed')
  })

  it('between putting the model among the others and its word of it: it is done', async () => {
    const { library, reopen, folderOf, trainings } = await open()
    const run = runOf('killed-1', 'training')
    await library.runs.keep(run)
    await writeModelFolder(folderOf(run.id), { ...modelCard, id: 'model', name: 'Killed' })
    expect(await library.runs.releaseModel(run.id, 'Killed')).toBe('killed')
    const { client } = reopen()
    expect((await client.trainings.list())[0]).toMatchObject({ state: 'done', modelId: 'killed' })
    expect(await library.runs.releaseModel(run.id, 'Killed')).toBe('killed')
    expect(trainings).toHaveLength(0)
  })

  it('between the end of a training and its word of it: the model is not trained again', async () => {
    const { start, nth, untilState, trainings, folderOf, find, client } = await open()
    const { id } = await start('One')
    const training = await nth(0)
    training.fail(new NagumoError('LIBRARY_UNWRITABLE', 'The disk is full.'))
    await untilState(id, 'failed')
    await writeModelFolder(folderOf(id), { ...modelCard, id: 'model' })
    await client.trainings.resume({ id })
    await untilState(id, 'done')
    expect(trainings).toHaveLength(1)
    expect((await find(id)).modelId).toBe('one')
  })
})

describe('a training whose library is deleted', () => {
  it('is listed with what is wrong, can be cancelled, and does not block', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { start, nth, untilSamples, client, library, states, untilState } = await open()
    const { id } = await start('One')
    const training = await nth(0)
    training.say(100, 0.9)
    await untilSamples(id, 100)
    const aside = `${library.folder}-aside`
    await rename(library.folder, aside)
    const [run] = await client.trainings.list()
    expect(run).toMatchObject({ id, state: 'training', error: { code: 'LIBRARY_UNREACHABLE' } })
    expect(run.error?.message).toContain(library.folder)
    await client.trainings.cancel({ id })
    expect(training.ended).toBe('aborted')
    // The library is back; what it said of the run there is an old word.
    await rm(library.folder, { recursive: true, force: true })
    await rename(aside, library.folder)
    expect(await states()).toEqual([['One', 'interrupted']])
    const two = await start('Two')
    ;(await nth(1)).keep()
    await untilState(two.id, 'done')
    warned.mockRestore()
  })

  it('or only its folder in it: it is listed, made anew, and comes to its end', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { start, nth, untilSamples, folderOf, find, untilState, library } = await open()
    const { id } = await start('One')
    const training = await nth(0)
    training.say(100, 0.9)
    await untilSamples(id, 100)
    await library.runs.get(id)
    await vi.waitFor(async () => expect((await library.runs.get(id)).progress?.samples).toBe(100), patience)
    await rm(folderOf(id), { recursive: true })
    expect((await find(id)).error?.message).toContain('is no longer in the library')
    training.keep()
    await untilState(id, 'done')
    // Said to be done a moment before that is written.
    await vi.waitFor(async () => expect((await find(id)).error).toBeNull(), patience)
    expect((await library.models.get('one')).name).toBe('One')
    warned.mockRestore()
  })
})

describe('two programs on one library', () => {
  it('leave each other’s runs alone', async () => {
    const { library, client, nth, trainings, start, untilState, folderOf } = await open()
    const run = runOf('theirs-1', 'training')
    await library.runs.keep(run)
    await lockFor(folderOf(run.id), process.ppid)
    expect((await client.trainings.list())[0].state).toBe('training')
    const { id } = run
    for (const ask of ['pause', 'resume', 'finish', 'cancel'] as const) {
      const { code, message } = await failureOf(client.trainings[ask]({ id }))
      expect(code).toBe('USAGE')
      expect(message).toContain('another instance of Nagumo')
    }
    // A queue of one's own is not held up by it.
    const own = await start('One')
    ;(await nth(0)).keep()
    await untilState(own.id, 'done')
    expect(trainings).toHaveLength(1)
  })

  it('hold what they work on while they live, also after a suspend', async () => {
    const { library, client, folderOf } = await open()
    const run = runOf('theirs-1', 'waiting')
    await library.runs.keep(run)
    const path = await lockFor(folderOf(run.id), process.ppid)
    const old = new Date(Date.now() - 5 * 60_000)
    await utimes(path, old, old)
    expect((await client.trainings.list())[0].state).toBe('waiting')
  })
})

it('a damaged run is named beside the list, takes nothing with it, and can be removed though its checkpoint is whole', async () => {
  const { start, nth, client, folderOf, states } = await open()
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const [one] = [await start('One'), await start('Two')]
  await nth(0)
  await client.trainings.cancel({ id: one.id })
  const three = await start('Three')
  await client.trainings.pause({ id: three.id })
  await writeFile(join(folderOf(three.id), 'run.json'), '{"format":"nagumo-ru')
  expect((await states()).map(([name]) => name)).toEqual(['Two'])
  expect(warned.mock.calls.flat().join()).toContain('truncated')
  const damaged = {
    id: three.id,
    reason: expect.stringMatching(/run\.json is truncated.*Remove it, or restore/),
  }
  expect(await client.trainings.damaged()).toEqual([damaged])
  expect(await failureOf(client.trainings.resume({ id: three.id }))).toMatchObject({
    code: 'LIBRARY_DAMAGED',
  })
  await client.trainings.cancel({ id: three.id })
  expect(await client.trainings.damaged()).toEqual([])
  expect((await states()).map(([name]) => name)).toEqual(['Two'])
  warned.mockRestore()
})

describe('watching', () => {
  it('reads a run again only where its file has changed', async () => {
    const { library, start, nth, untilState } = await open()
    const { id } = await start('One')
    ;(await nth(0)).keep()
    await untilState(id, 'done')
    const other = runOf('other-1', 'training')
    await library.runs.keep(other)
    const first = (await library.runs.list()).entries
    const second = (await library.runs.list()).entries
    // The same objects, the one that nobody works on any more too.
    for (const [k, run] of second.entries()) expect(run).toBe(first[k])
    const done = await library.runs.get(id)
    await library.runs.save({ ...done, request: { ...done.request, description: 'said later' } })
    const third = (await library.runs.list()).entries
    expect(third.find((run) => run.id === id)?.request.description).toBe('said later')
    expect(third.find((run) => run.id === 'other-1')).toBe(first.find((run) => run.id === 'other-1'))
  })

  it('tells what another program has changed', async () => {
    const { library, queue } = await open()
    const run = runOf('theirs-1', 'paused')
    await library.runs.keep(run)
    const stop = new AbortController()
    const seen: TrainingRun[][] = []
    const watching = (async () => {
      for await (const runs of queue.watch(stop.signal)) seen.push(runs)
    })()
    await vi.waitFor(() => expect(seen).toHaveLength(1), patience)
    await library.runs.save({ ...run, finishing: true })
    await vi.waitFor(() => expect(seen.at(-1)?.[0].finishing).toBe(true), patience)
    expect(seen).toHaveLength(2)
    stop.abort()
    await watching
  })

  it('yields the list at once, then at changes, not more than four times a second', async () => {
    const { start, nth, client } = await open()
    const stop = new AbortController()
    const seen: TrainingRun[][] = []
    const times: number[] = []
    const watching = (async () => {
      for await (const runs of await client.trainings.watch(undefined, { signal: stop.signal })) {
        seen.push(runs)
        times.push(performance.now())
      }
    })()
    await vi.waitFor(() => expect(seen).toEqual([[]]), patience)
    await start('One')
    const training = await nth(0)
    for (let k = 1; k <= 100; k++) training.say(k)
    await vi.waitFor(() => expect(seen.at(-1)?.[0].progress?.samples).toBe(100), patience)
    const gaps = times.slice(1).map((time, k) => time - times[k])
    // Timers may fire a little early.
    for (const gap of gaps) expect(gap).toBeGreaterThan(200)
    stop.abort()
    await watching
  })

  it('leaves no listeners behind', async () => {
    const { queue, start, nth } = await open()
    const stop = new AbortController()
    const added = vi.spyOn(stop.signal, 'addEventListener')
    const removed = vi.spyOn(stop.signal, 'removeEventListener')
    const watching = queue.watch(stop.signal)
    await watching.next()
    await start('One')
    const training = await nth(0)
    for (const samples of [1, 2, 3]) {
      training.say(samples)
      await watching.next()
    }
    const last = watching.next()
    stop.abort()
    expect((await last).done).toBe(true)
    expect(added.mock.calls.length).toBeGreaterThan(3)
    expect(removed.mock.calls.length).toBe(added.mock.calls.length)
  })
})

describe('the speed of training', () => {
  it('is measured in a process of its own', async () => {
    const { client } = await open({ trainingSpeed: async () => 4321 })
    expect(await client.trainings.speed({ network: 'posterior', prior: rudi2022 })).toEqual({
      samplesPerSecond: 4321,
      backend: { name: 'native', why: 'libtensorflow 2.15.1' },
    })
  })

  it('is that of the run that trains, where it is the same work, and else has to wait', async () => {
    const { client, start, nth, untilSamples } = await open({ trainingSpeed: async () => 4321 })
    const { id } = await start('One')
    ;(await nth(0)).say(100)
    await untilSamples(id, 100)
    const { samplesPerSecond } = await client.trainings.speed({ network: 'posterior-small', prior: rudi2022 })
    expect(samplesPerSecond).toBe(5000)
    const longer = { ...rudi2022, grid: { ...rudi2022.grid, points: 2000 } }
    for (const wish of [
      { network: 'posterior', prior: rudi2022 },
      { network: 'posterior-small', prior: longer },
    ]) {
      const { code, message } = await failureOf(client.trainings.speed(wish))
      expect(code).toBe('USAGE')
      expect(message).toContain('Pause it')
    }
  })

  it('lets a run that is started meanwhile wait', async () => {
    let end = () => {}
    const measured = new Promise<void>((resolve) => {
      end = resolve
    })
    const { client, start, nth, trainings } = await open({
      trainingSpeed: async () => {
        await measured
        return 10
      },
    })
    const speed = client.trainings.speed({ network: 'posterior', prior: rudi2022 })
    await start('One')
    expect((await client.trainings.list())[0].state).toBe('waiting')
    expect(trainings).toHaveLength(0)
    end()
    expect((await speed).samplesPerSecond).toBe(10)
    await nth(0)
  })
})

function runOf(id: string, state: TrainingRun['state']): TrainingRun {
  return {
    id,
    createdAt: '2026-03-14T09:26:53.000Z',
    request: request('Killed'),
    state,
    progress: null,
    loss: [],
    finishing: false,
    modelId: null,
    error: null,
  }
}

/** A lock as the process `pid` of this computer writes it. */
async function lockFor(folder: string, pid: number): Promise<string> {
  const path = join(folder, 'lock.json')
  await writeFile(path, JSON.stringify({ pid, host: hostname(), token: 'ab' }))
  return path
}
