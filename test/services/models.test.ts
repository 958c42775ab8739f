import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import type { CalibrationEvent } from '../../src-main/contract/calibration.ts'
import type { GoldenReplay } from '../../src-main/contract/models.ts'
import { writeSmallModel } from '../support/stored-model.ts'
import { fakeCompute } from './fake-compute.ts'
import { writeModelFolder } from './fixtures.ts'
import { failureOf, openTestWorkbench } from './workbench.ts'

beforeAll(() => loadTensorflow())

/** A workbench with a shipped model (a card only) and a whole one of one's own. */
async function withOwn(compute = fakeCompute()) {
  const bench = await openTestWorkbench(compute)
  await writeSmallModel(join(bench.library.folder, 'models'))
  return bench
}

describe('models, as a window asks for them', () => {
  it('are renamed, annotated, duplicated, removed and brought back', async () => {
    const { client } = await withOwn()
    expect(await client.models.rename({ id: 'a-model', name: '  Mine ' })).toMatchObject({ name: 'Mine' })
    expect(await client.models.note({ id: 'a-model', note: 'good' })).toMatchObject({ note: 'good' })
    const copy = await client.models.duplicate({ id: 'a-model', name: 'A copy' })
    expect(copy).toMatchObject({
      id: 'a-copy',
      name: 'A copy',
      note: 'good',
      shipped: false,
      isDefault: false,
    })
    expect((await client.models.list()).map(({ id }) => id)).toEqual(['rudi-2022', 'a-copy', 'a-model'])
    await client.models.remove({ id: 'a-copy' })
    expect((await client.models.list()).map(({ id }) => id)).toEqual(['rudi-2022', 'a-model'])
    expect(await client.models.restore({ id: 'a-copy' })).toEqual(copy)
  })

  it('are made the default', async () => {
    const { client } = await withOwn()
    await client.models.makeDefault({ id: 'a-model' })
    expect((await client.models.list())[0]).toMatchObject({ id: 'a-model', isDefault: true })
  })

  it('that can’t be used are told with the reason', async () => {
    const { client, library } = await withOwn()
    expect(await client.models.damaged()).toEqual([])
    await writeModelFolder(join(library.folder, 'models'), { id: 'broken', networkName: 1 as never })
    expect(await client.models.damaged()).toEqual([
      { id: 'broken', reason: expect.stringMatching(/“broken” can’t be used: .*networkName/) },
    ])
  })

  it('leave as a file and come in again', async () => {
    const { client, files } = await withOwn()
    const file = await client.models.export({ id: 'a-model' })
    expect(file.name).toBe('A-model.nagumo-model')
    expect(await client.models.import({ file })).toMatchObject({ already: true, model: { id: 'a-model' } })
    await client.models.remove({ id: 'a-model' })
    const { model, already } = await client.models.import({ file: new File([file], 'what.ever') })
    expect(already).toBe(false)
    expect(model).toMatchObject({ id: 'a-model', name: 'A model' })
    expect((await files()).filter((name) => name === 'received')).toEqual([])
  })

  it('refuse a file that is none, by the name that it has', async () => {
    const { client, files } = await withOwn()
    const before = await files()
    const file = new File(['hello'], 'notes.txt')
    expect(await failureOf(client.models.import({ file }))).toMatchObject({
      code: 'MODEL_DAMAGED',
      message: expect.stringMatching(/^“notes\.txt” is not a usable model file: it begins with “hell”/),
    })
    expect(await files()).toEqual(before)
  })

  it('have their golden traces asked in the heavy process', async () => {
    const madeHere = { program: '0.1.0', tensorflow: '4.22.0', backend: 'wasm' }
    const replay: GoldenReplay = {
      same: true,
      outputs: 1e-6,
      proposals: 1e-5,
      made: madeHere,
      here: madeHere,
    }
    const { client } = await withOwn(fakeCompute({ replay: () => replay }))
    expect(await client.models.replay({ id: 'a-model' })).toEqual(replay)
    expect(await failureOf(client.models.replay({ id: 'nowhere' }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are calibrated in the heavy process; what is found is kept on the card of an own one only', async () => {
    const result = {
      calibration: { network: null, corrected: null, recalibrated: null },
      recalibration: { stretch: [1.2, 1, 1, 1], shift: [0, 0, 0, 0], traces: 100, seed: 1, gain: 0.1 },
    }
    const calibrate = async function* (): AsyncGenerator<CalibrationEvent> {
      yield { type: 'progress', text: 'checking the calibration: 100 of 100 traces' }
      yield { type: 'result', result }
    }
    const { client } = await withOwn(fakeCompute({ calibrate }))
    const calibrated = async (id: string) => {
      const events: CalibrationEvent[] = []
      const request = { id, traces: 100, corrected: 0, seed: 1 }
      for await (const event of await client.models.calibrate(request)) events.push(event)
      expect(events.map(({ type }) => type)).toEqual(['progress', 'result'])
      return client.models.get({ id })
    }
    expect(await calibrated('a-model')).toMatchObject(result)
    expect(await calibrated('rudi-2022')).toMatchObject({ calibration: null, recalibration: null })
  })
})
