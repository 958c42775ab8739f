import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
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
  expect([again.code, again.err[0]]).toEqual([1, expect.stringContaining('is a project already')])
})

it('refuses what is no project, in words', async () => {
  const place = await temporaryFolder()
  await mkdir(join(place, 'other'))
  await writeFile(join(place, 'other', 'notes.txt'), 'mine')
  const other = await nagumo(['library', '--project', join(place, 'other')])
  expect([other.code, other.err[0]]).toEqual([1, expect.stringMatching(/is no project.*project\.json/)])
  const none = await nagumo(['library', '--project'])
  expect([none.code, none.err[0]]).toEqual([2, expect.stringContaining('--project needs a folder')])
})
