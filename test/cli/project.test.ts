import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

it('begins a project, shows it, and works in it with --project', async () => {
  const place = await temporaryFolder()
  const folder = join(place, 'Süd 2')
  const made = await nagumo(['project', 'create', folder, '--name', 'South'])
  expect([made.code, made.out.join()]).toEqual([0, expect.stringContaining('“South” is in')])
  const shown = await nagumo(['project', 'show', folder, '--json'], {
    modelsFolder: await temporaryFolder(),
  })
  expect(JSON.parse(shown.out[0])).toMatchObject({
    name: 'South',
    folder,
    recordings: 0,
    reports: 0,
    damaged: [],
  })
  for (const args of [['--project', folder], [`--project=${folder}`]]) {
    const { code, out } = await nagumo(['library', ...args], { modelsFolder: await temporaryFolder() })
    expect([code, out[0]]).toEqual([0, `Library: ${folder}`])
  }
  // Once more would take the place of the first.
  const again = await nagumo(['project', 'create', folder])
  expect([again.code, again.err[0]]).toEqual([1, expect.stringContaining('is already a project')])
})

it('refuses what is not a project, in words', async () => {
  const place = await temporaryFolder()
  await mkdir(join(place, 'other'))
  await writeFile(join(place, 'other', 'notes.txt'), 'mine')
  const other = await nagumo(['library', '--project', join(place, 'other')])
  expect([other.code, other.err[0]]).toEqual([1, expect.stringMatching(/is not a project.*project\.json/)])
  const none = await nagumo(['library', '--project'])
  expect([none.code, none.err[0]]).toEqual([2, expect.stringContaining('--project needs a folder')])
})

it('moved to another machine, makes a report by a model of its own again', async () => {
  const [place, elsewhere] = [await temporaryFolder(), await temporaryFolder()]
  const folder = join(place, 'South')
  await nagumo(['project', 'create', folder, '--name', 'South'])
  const models = 'models'
  const own = await (await openLibrary(folder, models)).models.duplicate('rudi-2022', 'Mine')
  const file = join(place, 'cell07.csv')
  await nagumo(['simulate', '--count', '1', '--seed', '3', '--out', file])
  const asked = ['estimate', file, '--seed', '7', '--model', own.id, '--project', folder, '--out', place]
  expect((await nagumo(asked, { modelsFolder: models })).code).toBe(0)
  const report = (await readdir(place)).find((name) => name.endsWith('.json')) ?? ''
  const moved = join(elsewhere, 'South')
  await rename(folder, moved)
  // There, another library is the default one, and knows no such model.
  const again = ['reproduce', join(place, report), '--file', file]
  expect((await nagumo(again)).err.join()).toMatch(/no model/)
  const { code, out } = await nagumo([...again, '--project', moved])
  expect([code, out[0]]).toEqual([0, expect.stringMatching(/All numbers are identical/)])
})
