import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createTrainingQueue } from '../../src-main/jobs/training/training-queue.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { createServices } from '../../src-main/services/index.ts'
import { createProjectSwitch } from '../../src-main/services/project-switch.ts'
import { batchesOf } from '../support/batches-of.ts'
import { type Behaviour, fakeCompute } from './fake-compute.ts'
import { modelsFolder, temporaryFolder } from './fixtures.ts'
import { csv, failureOf } from './workbench.ts'

/** A program that keeps one project open; `start` is the program started again. */
async function openProgram(behaviour: Partial<Behaviour> = {}) {
  const place = await temporaryFolder()
  const models = await modelsFolder()
  const home = join(place, 'home')
  const start = async () => {
    const compute = fakeCompute(behaviour)
    const said: string[] = []
    const shell = await createProjectSwitch({
      home,
      chooseFolder: null,
      importModel: async () => undefined,
      async serve({ folder }, projects) {
        const library = await openLibrary(folder, models)
        const queue = createTrainingQueue(library, () => compute, 'in a test')
        const info = {
          version: '0.1.0',
          shell: 'browser',
          platform: 'linux',
          cores: 1,
          libraryFolder: folder,
        } as const
        const batches = batchesOf(library, compute)
        const router = createServices({
          library,
          compute,
          queue,
          batches,
          info,
          samplesFolder: 'none',
          projects,
        })
        return { router, tell: (text) => void said.push(text), close: () => queue.close() }
      },
    })
    return { client: () => createRouterClient(shell.router()), said }
  }
  return { place, home, start, ...(await start()) }
}

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** An estimate of a recording to its end. */
async function estimateOne(client: ReturnType<Awaited<ReturnType<typeof openProgram>>['client']>) {
  const recording = await client.recordings.import({ file: csv() })
  const events = await client.estimates.run({ recordingId: recording.id, sweep: 0, modelId: 'rudi-2022' })
  for await (const event of events) if (event.type === 'report') return { recording, report: event.report }
  throw new Error('no report')
}

describe('a project', () => {
  it('is begun in a folder of its own, and takes the place of the one that was open', async () => {
    const { client, place } = await openProgram()
    expect(await client().projects.current()).toMatchObject({ isDefault: true })
    await client().recordings.import({ file: csv('in-home.csv') })
    const made = await client().projects.create({ parent: place, name: 'Süd: cells / 2', withModels: false })
    expect(made).toEqual({
      folder: join(place, 'Süd- cells - 2'),
      name: 'Süd: cells / 2',
      isDefault: false,
    })
    expect(await client().recordings.list()).toEqual([])
    await client().recordings.import({ file: csv('in-project.csv') })
    expect((await client().system.info()).libraryFolder).toBe(made.folder)
    const [home] = await client().projects.recent()
    expect(home).toMatchObject({ isDefault: true, found: true })
    await client().projects.open({ folder: home.folder })
    expect((await client().recordings.list()).map(({ name }) => name)).toEqual(['in-home.csv'])
  })

  it('is opened again when the program starts, and its name is the one it was given last', async () => {
    const { client, place, start } = await openProgram()
    await client().projects.create({ parent: place, name: 'first', withModels: false })
    await client().projects.rename({ name: 'Layer 5' })
    const again = await start()
    expect(await again.client().projects.current()).toEqual({
      folder: join(place, 'first'),
      name: 'Layer 5',
      isDefault: false,
    })
  })

  it('that is gone when the program starts is said, and the default library is open', async () => {
    const { client, place, start } = await openProgram()
    await client().projects.create({ parent: place, name: 'on-a-stick', withModels: false })
    await rename(join(place, 'on-a-stick'), join(place, 'elsewhere'))
    const again = await start()
    expect(await again.client().projects.current()).toMatchObject({ isDefault: true })
    expect(again.said.join()).toMatch(
      /“on-a-stick” was open last time and can’t be opened now.*There is no folder/,
    )
    const [stick] = await again.client().projects.recent()
    expect(stick).toMatchObject({ name: 'on-a-stick', found: false })
    await again.client().projects.forget({ folder: stick.folder })
    expect(await again.client().projects.recent()).toEqual([])
  })

  it('can be moved: nothing in it names where it lies', async () => {
    const { client, place } = await openProgram()
    const { folder } = await client().projects.create({ parent: place, name: 'wander', withModels: false })
    const { recording, report } = await estimateOne(client())
    for (const path of await filesBelow(folder))
      expect((await readFile(path)).includes(place), path).toBe(false)
    const [home] = await client().projects.recent()
    await client().projects.open({ folder: home.folder })
    const moved = join(place, 'on another disk')
    await rename(folder, moved)
    expect(await client().projects.open({ folder: moved })).toMatchObject({ name: 'wander' })
    expect(await client().reports.get({ id: report.id })).toEqual(report)
    expect(await client().recordings.get({ id: recording.id })).toEqual(recording)
    expect(await client().reports.damaged()).toEqual([])
  })

  it('is ready for version control: what is of this machine stays out, and no line end is changed', async () => {
    const { client, place } = await openProgram()
    const folder = join(place, 'kept')
    await mkdir(join(folder, '.git'), { recursive: true })
    await writeFile(join(folder, 'README.md'), 'mine')
    await writeFile(join(folder, '.gitignore'), 'mine too\n')
    await client().projects.create({ parent: place, name: 'kept', withModels: false })
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('mine')
    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('mine too\n')
    expect(await readFile(join(folder, '.gitattributes'), 'utf8')).toContain('* -text')
  })

  it('that lost a file says which report can’t be read, and shows the others', async () => {
    const { client, place } = await openProgram()
    const { folder } = await client().projects.create({ parent: place, name: 'torn', withModels: false })
    const one = await estimateOne(client())
    const other = await estimateOne(client())
    await rm(join(folder, 'reports', one.report.id, 'report.json'))
    expect((await failureOf(client().reports.get({ id: one.report.id }))).code).toBe('LIBRARY_DAMAGED')
    expect(await client().reports.get({ id: other.report.id })).toEqual(other.report)
  })
})

describe('what is no project', () => {
  it.each([
    [
      'a folder that is not there',
      async (place: string) => join(place, 'nowhere'),
      'PROJECT_NOT_FOUND',
      /moved/,
    ],
    [
      'a folder of other things',
      async (place: string) => folderWith(place, 'notes.txt'),
      'PROJECT_NOT_FOUND',
      /neither a project\.json/,
    ],
    [
      'a file',
      async (place: string) => join(await folderWith(place, 'a.txt'), 'a.txt'),
      'PROJECT_NOT_FOUND',
      /is a file/,
    ],
    ['a relative path', async () => 'cells', 'PROJECT_NOT_FOUND', /absolute path/],
    [
      'a project of a newer program',
      async (place: string) =>
        folderWith(place, 'project.json', JSON.stringify({ format: 'nagumo-project', version: 9 })),
      'PROJECT_INVALID',
      /newer Nagumo.*Update/,
    ],
  ])('%s is refused, and the open project stays', async (_, make, code, words) => {
    const { client, place } = await openProgram()
    const failure = await failureOf(client().projects.open({ folder: await make(place) }))
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(words)
    expect(await client().projects.current()).toMatchObject({ isDefault: true })
  })

  it('a library without project.json can be opened, and one with a damaged one too', async () => {
    const { client, place, home } = await openProgram()
    await client().recordings.import({ file: csv() })
    const copy = join(place, 'copied-library')
    await mkdir(join(copy, 'recordings'), { recursive: true })
    expect(await client().projects.open({ folder: copy })).toMatchObject({ name: 'copied-library' })
    await client().projects.rename({ name: 'Named' })
    await client().projects.open({ folder: home })
    await writeFile(join(copy, 'project.json'), '<<<<<<< HEAD')
    expect(await client().projects.open({ folder: copy })).toMatchObject({ name: 'copied-library' })
    const { notices } = await client().library.status()
    expect(notices.map(({ text }) => text).join()).toMatch(/name can’t be read.*not JSON/)
  })

  it('a new project is not begun among other files, nor where one is', async () => {
    const { client, place } = await openProgram()
    await folderWith(place, 'notes.txt')
    const create = (name: string) => client().projects.create({ parent: place, name, withModels: false })
    expect(await failureOf(create('other'))).toMatchObject({
      code: 'PROJECT_INVALID',
      message: expect.stringContaining('notes.txt'),
    })
    await create('cells')
    expect((await failureOf(create('cells'))).message).toMatch(/is already a project/)
    await expect(stat(join(place, 'other', 'project.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

it('another project is not opened while an estimate is under way', async () => {
  let end = () => {}
  const hangs = new Promise<void>((resolve) => {
    end = resolve
  })
  const { client, place } = await openProgram({
    async *estimate() {
      yield 'network'
      await hangs
    },
  })
  const under = estimateOne(client())
  const create = () => client().projects.create({ parent: place, name: 'next', withModels: false })
  await expect
    .poll(async () => (await failureOf(client().projects.open({ folder: join(place, 'nowhere') }))).code)
    .toBe('PROJECT_BUSY')
  expect((await failureOf(create())).code).toBe('PROJECT_BUSY')
  await expect(stat(join(place, 'next', 'project.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  end()
  await under
  expect(await create()).toMatchObject({ name: 'next' })
})

async function folderWith(place: string, name: string, text = 'text'): Promise<string> {
  const folder = join(place, 'other')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), text)
  return folder
}
