import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/steps/run.mjs'

/** Where numbers and dates get their format. */
const owners = ['numbers/number-format.ts']

describe('the sources of the window', () => {
  const folder = join(root, 'src-renderer')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(ts|svelte)$/.test(path) && !owners.includes(path))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))

  const linesWith = (pattern: RegExp): string[] =>
    sources.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line) => (pattern.test(line) ? [`${path}: ${line.trim()}`] : [])),
    )

  it('are many', () => expect(sources.length).toBeGreaterThan(200))

  it('leave the format of numbers and dates to one place', () => {
    expect(linesWith(/\.toLocale\w*String\(|\bIntl\.(NumberFormat|DateTimeFormat)\b/)).toEqual([])
  })

  it('round by toFixed, but write by fixed(), which has a true minus sign', () => {
    expect(linesWith(/(?<!Number\([^;]*)\.toFixed\(/)).toEqual([])
  })

  it('write on no canvas of the page but by its own context', () => {
    const screens = sources.filter(({ text }) => text.includes('bind:this={canvas}'))
    expect(screens.length).toBeGreaterThan(1)
    for (const { text } of screens) expect(text).not.toContain('getContext(')
  })
})
