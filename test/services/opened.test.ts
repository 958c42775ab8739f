import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { pathsOf } from '../../src-main/electron/paths-of.ts'
import { beginProject, projectName } from '../../src-main/library/project-file.ts'
import { createServices } from '../../src-main/services/index.ts'
import { createOpenedPaths } from '../../src-main/services/opened.ts'
import { oneProject } from '../support/one-project.ts'
import { fakeCompute } from './fake-compute.ts'
import { temporaryFolder } from './fixtures.ts'
import { failureOf, openTestWorkbench } from './workbench.ts'

/** The services of a workbench that the system hands paths to, and a folder for what is opened. */
async function openGiven() {
  const { library, info, queue, batches } = await openTestWorkbench()
  const opened = createOpenedPaths()
  const projects = oneProject(library.folder)
  const compute = fakeCompute()
  const services = { library, compute, queue, batches, info, samplesFolder: 'none', projects, opened }
  return { opened, client: createRouterClient(createServices(services)), folder: await temporaryFolder() }
}

it('files that the system opens are told once, by name, and are read where they lie', async () => {
  const { opened, client, folder } = await openGiven()
  const path = join(folder, 'Zelle 7.csv')
  await writeFile(path, 'time,v1,v2\n0,0,10\n')
  // Before there is a window.
  await opened.give([path])
  const stop = new AbortController()
  const told = await client.opened.watch(undefined, { signal: stop.signal })
  expect((await told.next()).value).toEqual({ project: null, files: [{ opened: 0, name: 'Zelle 7.csv' }] })
  await opened.give([path, join(folder, 'none.abf')])
  expect((await told.next()).value).toMatchObject({ files: [{ name: 'Zelle 7.csv' }, { name: 'none.abf' }] })
  stop.abort()
  const recording = await client.recordings.importOpened({ opened: 0 })
  expect(recording.name).toBe('Zelle 7.csv')
  expect((await client.recordings.list()).map(({ id }) => id)).toEqual([recording.id])
})

it('nothing is read but what the system handed over, and what is not there is said', async () => {
  const { opened, client, folder } = await openGiven()
  const unknown = await failureOf(client.recordings.importOpened({ opened: 0 }))
  expect(unknown.code).toBe('NOT_FOUND')
  await opened.give([join(folder, 'none.abf'), join(folder, 'none.nagumo-model')])
  const missing = await failureOf(client.recordings.importOpened({ opened: 0 }))
  expect(missing).toEqual({
    code: 'FILE_NOT_FOUND',
    message: 'There is no file none.abf. Check the name and the folder.',
  })
  expect((await failureOf(client.models.importOpened({ opened: 1 }))).code).toBe('FILE_NOT_FOUND')
  expect(await client.recordings.list()).toEqual([])
})

it('a project is told before files, by its folder, its project.json or the file that stands for it', async () => {
  const { opened, client, folder } = await openGiven()
  const project = join(folder, 'Rinde 5')
  await beginProject(project, 'Rinde 5', '0.1.0')
  expect(await projectName(project)).toBe('Rinde 5')
  for (const path of [project, join(project, 'project.json'), join(project, 'project.nagumo')]) {
    await opened.give([join(folder, 'cell.csv'), path])
    const told = await client.opened.watch()
    expect((await told.next()).value).toEqual({ project, files: [] })
    // The window begins anew with it, and asks again.
    expect((await told.next()).done).toBe(true)
    const next = await (await client.opened.watch()).next()
    expect(next.value).toMatchObject({ project: null, files: [{ name: 'cell.csv' }] })
  }
})

it('a folder that a person made themselves is told too: opening it says what it lacks', async () => {
  const { opened, client, folder } = await openGiven()
  await mkdir(join(folder, 'plain'))
  await opened.give([join(folder, 'plain')])
  const told = await (await client.opened.watch()).next()
  expect(told.value).toEqual({ project: join(folder, 'plain'), files: [] })
})

it('paths of a command line are those behind the program, without options, from the folder it was typed in', () => {
  const here = temporaryRoot('lab')
  expect(pathsOf(['nagumo', '--no-sandbox', 'a b.abf', '-x', temporaryRoot('c.nwb')], here, true)).toEqual([
    join(here, 'a b.abf'),
    temporaryRoot('c.nwb'),
  ])
  expect(pathsOf(['electron', '--disable-gpu', '.', 'a.abf'], here, false)).toEqual([join(here, 'a.abf')])
  expect(pathsOf(['electron', '.'], here, false)).toEqual([])
})

/** An absolute path of this system. */
const temporaryRoot = (name: string): string => join(process.platform === 'win32' ? 'C:\\' : '/', name)
