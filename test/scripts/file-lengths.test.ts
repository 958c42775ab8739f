import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from '../../scripts/steps/run.mjs'
import { longFiles, mostLines } from '../../scripts/steps/source-lengths.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nagumo-lengths-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, lines: number, end = '\n'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), Array(lines).fill('//').join('\n') + end)
}

it('names the files that are too long, and how long they are', () => {
  write('src-main/a/most.ts', mostLines)
  write('src-main/a/longer.ts', mostLines + 1)
  write('src-renderer/Longest.svelte', mostLines + 50, '')
  expect(longFiles(folder)).toEqual([
    { path: 'src-renderer/Longest.svelte', lines: mostLines + 50 },
    { path: 'src-main/a/longer.ts', lines: mostLines + 1 },
  ])
})

it('leaves out what a program wrote, what is no source, and other folders', () => {
  for (const path of ['src-main/kernel.generated.ts', 'src-main/table.csv', 'test/long.test.ts'])
    write(path, 2 * mostLines)
  expect(longFiles(folder)).toEqual([])
})

it('finds none here', () => {
  expect(longFiles(root)).toEqual([])
})
