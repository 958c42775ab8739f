import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { fakeCompute, simulatedSweeps } from './fake-compute.ts'
import { temporaryFolder } from './fixtures.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

describe('folders of recordings', () => {
  it('are begun with a file, changed by moves, told to other windows and kept when the file is read again', async () => {
    const { client, library } = await openTestWorkbench()
    const told: string[] = []
    const stop = library.onChanged((list) => told.push(list))
    const a = await client.recordings.import({ file: csv('a.csv'), folder: ' control\n' })
    const b = await client.recordings.import({ file: csv('b.csv') })
    expect(await client.recordings.folders()).toEqual({ [a.id]: 'control' })
    // The recording says nothing of it.
    expect(await client.recordings.list()).toEqual(expect.arrayContaining([a, b]))
    told.length = 0
    await client.recordings.move({ ids: [a.id, b.id], folder: 'drug' })
    expect(told).toEqual(['recordings'])
    stop()
    await client.recordings.readAgain({ id: a.id, choice: {} })
    await client.recordings.setUnits({ id: b.id, voltageUnit: 'mV' })
    expect(await client.recordings.folders()).toEqual({ [a.id]: 'drug', [b.id]: 'drug' })
    await client.recordings.move({ ids: [a.id], folder: '' })
    expect(await client.recordings.folders()).toEqual({ [b.id]: 'drug' })
  })

  it('have names of at most 200 characters', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const { code } = await failureOf(client.recordings.move({ ids: [id], folder: 'x'.repeat(201) }))
    expect(code).toBe('USAGE')
    expect(await client.recordings.folders()).toEqual({})
  })
})

describe('importing a file', () => {
  it('keeps it as the heavy process read it', async () => {
    const compute = fakeCompute()
    const { client, library, files } = await openTestWorkbench(compute)
    const recording = await client.recordings.import({ file: csv() })
    expect(recording).toMatchObject({ name: 'cell07.csv', points: 1000, samplingInterval: 0.2 })
    expect(compute.read).toEqual(['time,v1,v2\n0,0,10\n'])
    expect(await client.recordings.list()).toEqual([recording])
    expect(await client.recordings.get({ id: recording.id })).toEqual(recording)
    expect(await library.recordings.samples(recording.id, 1)).toEqual(simulatedSweeps().slice(1000))
    expect((await files()).sort()).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      'recording.json',
      'samples.bin',
    ])
  })

  it('names a damaged one beside the list, and removes it when asked', async () => {
    const { client, library } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const path = join(library.folder, 'recordings', id, 'samples.bin')
    const bytes = await readFile(path)
    bytes[100] ^= 4
    await writeFile(path, bytes)
    const wish = { id, sweep: 0, points: 100 }
    const { code, message } = await failureOf(client.recordings.view(wish))
    expect({ code, message }).toEqual({
      code: 'LIBRARY_DAMAGED',
      message: expect.stringMatching(/samples\.bin was changed after it was written.*Remove it, or restore/),
    })
    // Found out in reading; from then on it is known.
    expect(await client.recordings.damaged()).toEqual([{ id, reason: message }])
    await client.recordings.remove({ id })
    expect(await client.recordings.damaged()).toEqual([])
    expect(await client.recordings.list()).toEqual([])
  })

  it('streams a large one whole', async () => {
    const compute = fakeCompute()
    const { client } = await openTestWorkbench(compute)
    const text = '0.123456789,1\n'.repeat(300_000)
    const { bytes } = await client.recordings.import({ file: csv('large.csv', text) })
    expect(bytes).toBe(text.length)
    expect(compute.read[0] === text).toBe(true)
  })

  it('gives two files of one name two recordings', async () => {
    const { client } = await openTestWorkbench()
    const [a, b] = await Promise.all([
      client.recordings.import({ file: csv() }),
      client.recordings.import({ file: csv() }),
    ])
    expect(a.id).not.toBe(b.id)
    expect(await client.recordings.list()).toHaveLength(2)
  })

  it.each([
    ['../../evil.csv', 'evil.csv'],
    ['C:\\lab\\cell.csv', 'cell.csv'],
    ['\u0007\n', 'recording'],
  ])('takes %j for the name %j', async (given, name) => {
    const { client } = await openTestWorkbench()
    expect((await client.recordings.import({ file: csv(given) })).name).toBe(name)
  })

  it('for which there is no room is tried again once the trash is emptied, which the status tells', async () => {
    let tries = 0
    const compute = fakeCompute({
      readFile: async () => {
        // As it comes from the heavy process, which knows nothing of the library.
        if (++tries === 2) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      },
    })
    const { client, files } = await openTestWorkbench(compute)
    const { id } = await client.recordings.import({ file: csv('first.csv') })
    await client.recordings.remove({ id })
    expect((await client.library.status()).trash.entries).toBe(1)
    const { name } = await client.recordings.import({ file: csv() })
    expect((await client.recordings.list()).map((recording) => recording.name)).toEqual([name])
    const { notices, trash, problem } = await client.library.status()
    expect({ trash, problem }).toEqual({ trash: { entries: 0, bytes: 0 }, problem: null })
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('the trash was emptied')])
    expect((await files()).sort()).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      'recording.json',
      'samples.bin',
    ])
  })

  it('for which there is no room, and nothing in the trash, says where and what to do', async () => {
    const compute = fakeCompute({
      readFile: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    })
    const { client, library, files } = await openTestWorkbench(compute)
    const { code, message } = await failureOf(client.recordings.import({ file: csv() }))
    expect(code).toBe('LIBRARY_UNWRITABLE')
    expect(message).toContain(`no space left for the library ${library.folder}`)
    expect(message).toMatch(/empty the trash .*nagumo library --empty-trash/)
    expect(await files()).toEqual([])
  })

  it('that can’t be read says why and leaves nothing behind', async () => {
    const message = 'Line 3, column 2: a number was expected, “abc” was found.'
    const compute = fakeCompute({
      readFile: async () => {
        throw new NagumoError('CELL_NOT_A_NUMBER', message)
      },
    })
    const { client, files } = await openTestWorkbench(compute)
    expect(await failureOf(client.recordings.import({ file: csv() }))).toEqual({
      code: 'CELL_NOT_A_NUMBER',
      message,
    })
    expect(await files()).toEqual([])
    expect(await client.recordings.list()).toEqual([])
  })

  it('that is cancelled leaves nothing behind', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      readFile: async (_path, _samples, signal) => {
        stop.abort()
        signal?.throwIfAborted()
      },
    })
    const { client, files } = await openTestWorkbench(compute)
    const call = client.recordings.import({ file: csv() }, { signal: stop.signal })
    expect(await failureOf(call)).toMatchObject({ code: 'CANCELLED' })
    expect(await files()).toEqual([])
  })

  it('whose samples are cut off is not kept', async () => {
    const compute = fakeCompute({ readFile: (_path, samples) => writeFile(samples, Buffer.alloc(8)) })
    const { client, files } = await openTestWorkbench(compute)
    expect(await failureOf(client.recordings.import({ file: csv() }))).toMatchObject({
      code: 'INTERNAL',
    })
    expect(await files()).toEqual([])
  })
})

describe('the sample recordings', () => {
  it('come once each, the smallest first, and come back after they were removed', async () => {
    const samples = await temporaryFolder()
    await writeFile(join(samples, 'a-large-one.csv'), 'a longer text')
    await writeFile(join(samples, 'small.csv'), 'short')
    await writeFile(join(samples, 'NOTICE.md'), 'no recording')
    const { client } = await openTestWorkbench(fakeCompute(), samples)
    const first = await client.recordings.sample()
    expect(first.name).toBe('small.csv')
    const names = async () => (await client.recordings.list()).map(({ name }) => name)
    expect(await names()).toEqual(['small.csv', 'a-large-one.csv'])

    expect((await client.recordings.sample()).id).toBe(first.id)
    expect(await names()).toHaveLength(2)

    await client.recordings.remove({ id: first.id })
    expect(await names()).toEqual(['a-large-one.csv'])
    expect((await client.recordings.sample()).name).toBe('small.csv')
    expect(await names()).toHaveLength(2)
    expect(await readFile(join(samples, 'small.csv'), 'utf8')).toBe('short')
  })

  it('come once where they are asked for twice at once', async () => {
    const samples = await temporaryFolder()
    await writeFile(join(samples, 'small.csv'), 'short')
    const { client } = await openTestWorkbench(fakeCompute(), samples)
    const [one, two] = await Promise.all([client.recordings.sample(), client.recordings.sample()])
    expect(one.id).toBe(two.id)
    expect(await client.recordings.list()).toHaveLength(1)
  })

  it('that are missing are told', async () => {
    const { client } = await openTestWorkbench()
    expect(await failureOf(client.recordings.sample())).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('Install the program again'),
    })
  })
})

describe('a recording', () => {
  it('is viewed sweep by sweep, in its own time', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const sweeps = simulatedSweeps()
    const view = await client.recordings.view({ id, sweep: 1, from: 10, to: 20, points: 200 })
    expect(view.complete).toBe(true)
    const at = view.t.findIndex((t) => Math.abs(t - 15) < 1e-9)
    expect(view.v[at]).toBe(sweeps[1000 + 75])
    expect(await failureOf(client.recordings.view({ id, sweep: 2, points: 100 }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('takes other units, keeps them, and can be viewed in them', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const changed = await client.recordings.setUnits({ id, timeUnit: 'us', voltageUnit: 'mV' })
    expect(changed.samplingInterval).toBeCloseTo(0.0002)
    expect(await client.recordings.get({ id })).toEqual(changed)
    const { t } = await client.recordings.view({ id, sweep: 0, points: 2000 })
    expect(t.at(-1)).toBeCloseTo(0.1998)
  })

  it('is put to the model’s grid', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const observation = await client.recordings.observation({ id, sweep: 0, modelId: 'rudi-2022' })
    expect(observation.untouched).toBe(true)
    expect(observation.d).toEqual([...simulatedSweeps().slice(0, 1000)])
    expect(await failureOf(client.recordings.observation({ id, sweep: 0, modelId: 'none' }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('comes back after its removal', async () => {
    const { client } = await openTestWorkbench()
    const recording = await client.recordings.import({ file: csv() })
    const { id } = recording
    await client.recordings.view({ id, sweep: 0, points: 100 })
    await client.recordings.remove({ id })
    expect(await failureOf(client.recordings.view({ id, sweep: 0, points: 100 }))).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await client.recordings.restore({ id })).toEqual(recording)
  })
})

describe('what a window sends', () => {
  it.each(['../secret', '..%2f', 'A B'])('is refused where %j is no id', async (id) => {
    const { client } = await openTestWorkbench()
    expect(await failureOf(client.recordings.get({ id }))).toMatchObject({ code: 'USAGE' })
    expect(await failureOf(client.reports.remove({ id }))).toMatchObject({ code: 'USAGE' })
  })

  it('never comes back as a trace of the program', async () => {
    const { client, library } = await openTestWorkbench()
    await mkdir(library.folder, { recursive: true })
    await writeFile(join(library.folder, 'temporary'), 'a file where a folder should be')
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { message } = await failureOf(client.recordings.import({ file: csv() }))
    expect(told).toHaveBeenCalledOnce()
    told.mockRestore()
    expect(message).not.toMatch(/at .*\d+:\d+|ENOTDIR|EEXIST|\.ts/)
  })
})
