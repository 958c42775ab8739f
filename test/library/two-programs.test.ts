import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { modelsFolder, recording, report, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { buildScript } from '../shells/build-script.ts'
import { writeSmallModel } from '../support/stored-model.ts'
import { startChild } from './child.ts'

let built: Awaited<ReturnType<typeof buildScript>>
beforeAll(async () => {
  await loadTensorflow()
  built = await buildScript(fileURLToPath(new URL('./fixtures/library-child.ts', import.meta.url)))
})
afterAll(() => built.remove())

/** Programs that begin at the same moment. @returns what each said, once all have ended well */
async function together(folder: string, shipped: string, works: string[][]): Promise<string[]> {
  const children = works.map((work) => startChild(built.script, [folder, shipped, ...work]))
  for (const child of children) expect(await child.line()).toBe('ready')
  for (const child of children) child.say('go')
  const answers = await Promise.all(children.map((child) => child.line().catch(() => '')))
  for (const child of children) expect(await child.ended()).toBe(0)
  return answers
}

describe('two programs on one library', () => {
  it('keep both a name and a note given at once', async () => {
    const folder = await temporaryFolder()
    const shipped = await modelsFolder()
    await writeModelFolder(join(folder, 'models'), { id: 'mine', name: 'Mine' })
    for (const round of ['1', '2', '3', '4']) {
      await together(folder, shipped, [
        ['rename', 'mine', `Mine ${round}`],
        ['note', 'mine', `note ${round}`],
      ])
      const { models } = await openLibrary(folder, shipped)
      expect(await models.get('mine')).toMatchObject({ name: `Mine ${round}`, note: `note ${round}` })
    }
  })

  it('keep all that both remember at once, and the default', async () => {
    const folder = await temporaryFolder()
    const shipped = await modelsFolder()
    await writeModelFolder(join(folder, 'models'), { id: 'mine', name: 'Mine' })
    await together(folder, shipped, [
      ['remember', 'a'],
      ['remember', 'b'],
      ['default', 'mine'],
    ])
    const { settings } = await openLibrary(folder, shipped)
    const { readings, defaultModel } = await settings.read()
    expect(readings).toHaveLength(20)
    expect(defaultModel).toBe('mine')
  })

  it('give the same name at once to one model only, and the other is told', async () => {
    const folder = await temporaryFolder()
    const shipped = await modelsFolder([])
    await writeSmallModel(join(folder, 'models'))
    const id = 'a-model'
    const said = await together(folder, shipped, [
      ['duplicate', id, 'A copy'],
      ['duplicate', id, 'A copy'],
    ])
    expect(said.sort()).toEqual([
      'USAGE: There is already a model “A copy”. Choose another name.',
      'made a-copy',
    ])
    const { entries, damaged } = await (await openLibrary(folder, shipped)).models.list()
    expect(entries.map(({ name }) => name).sort()).toEqual(['A copy', 'A model'])
    expect(damaged).toEqual([])
  })

  it('lose no change of a recording, and leave no samples behind', async () => {
    const folder = await temporaryFolder()
    const shipped = await modelsFolder()
    const { recordings, inTemporaryFolder } = await openLibrary(folder, shipped)
    const { id, bytes } = recording()
    await inTemporaryFolder(async (temporary) => {
      await writeFile(join(temporary, 'samples'), Buffer.alloc(80))
      await recordings.keep(recording(), 'ab'.repeat(32), join(temporary, 'samples'))
    })
    await together(folder, shipped, [
      ['count', id],
      ['count', id],
    ])
    expect((await recordings.get(id)).bytes).toBe(bytes + 40)
    await together(folder, shipped, [
      ['replace', id],
      ['replace', id],
    ])
    expect(await readdir(join(folder, 'recordings', id))).toEqual([
      'recording.json',
      expect.stringMatching(/^samples-[0-9a-f]+\.bin$/),
    ])
    expect(await recordings.samples(id, 0)).toHaveLength(5)
    expect(await readdir(folder)).toEqual(['lock', 'recordings', 'temporary'])
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })
})

describe('programs that are killed at any moment', () => {
  it('leave everything that was kept readable, and nobody waits for them', async () => {
    const folder = await temporaryFolder()
    const shipped = await modelsFolder()
    const template = join(await temporaryFolder(), 'report.json')
    await writeFile(template, JSON.stringify(report()))
    await writeModelFolder(join(folder, 'models'), { id: 'mine', name: 'Mine' })
    const first = await openLibrary(folder, shipped)
    const { id } = recording()
    await first.inTemporaryFolder(async (temporary) => {
      await writeFile(join(temporary, 'samples'), Buffer.alloc(80))
      await first.recordings.keep(recording(), 'ab'.repeat(32), join(temporary, 'samples'))
    })
    const random = createRandom(13)
    const rounds = Number(process.env.NAGUMO_KILLS ?? 12)
    for (let round = 0; round < rounds; round++) {
      const children = [0, 1].map((k) =>
        startChild(built.script, [folder, shipped, 'everything', id, `${2 * round + k}`, template]),
      )
      for (const child of children) expect(await child.line()).toBe('ready')
      for (const child of children) child.say('go')
      for (const child of children) {
        // Any moment will do, so that a fixed time is no harm here.
        await new Promise((resolve) => setTimeout(resolve, 200 * random.uniform()))
        await child.kill()
      }
      const library = await openLibrary(folder, shipped)
      const { models, recordings, reports, settings, status } = library
      const listings = [await models.list(), await recordings.list(), await reports.list()]
      expect(listings.map(({ damaged }) => damaged)).toEqual([[], [], []])
      expect(listings[0].entries).toHaveLength(2)
      for (const { id } of (await reports.list()).entries) await reports.get(id)
      expect(await recordings.samples(id, 0)).toHaveLength(5)
      expect(await readdir(join(folder, 'recordings', id))).toHaveLength(2)
      expect(await readdir(join(folder, 'temporary'))).toEqual([])
      await settings.rememberReading({ shape: `${round}`, file: 'cell.csv', choice: { timeUnit: 'ms' } })
      expect((await settings.read()).readings[0].shape).toBe(`${round}`)
      expect(await status()).toMatchObject({ problem: null, notices: [] })
      expect((await readdir(folder)).filter((name) => name.startsWith('trash-'))).toEqual([])
      expect(await readdir(join(folder, 'lock'))).toEqual([])
    }
  })
})

describe('a program that was killed', () => {
  it('has what it left half written cleared at the next start; one that lives has not', async () => {
    const folder = await temporaryFolder()
    const shipped = await modelsFolder()
    const start = () => startChild(built.script, [folder, shipped, 'stay'])
    const children = [start(), start()]
    for (const child of children) {
      expect(await child.line()).toBe('ready')
      child.say('go')
      expect(await child.line()).toBe('half')
    }
    expect(await readdir(join(folder, 'temporary'))).toHaveLength(2)
    await children[0].kill()
    await openLibrary(folder, shipped)
    const left = await readdir(join(folder, 'temporary'))
    expect(left).toEqual([expect.stringMatching(new RegExp(`^${children[1].pid}\\.`))])
  })
})
