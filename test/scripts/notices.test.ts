import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageOf, packagesOf } from '../../scripts/notices/bundled.mjs'
import { fontsEntry } from '../../scripts/notices/fonts.mjs'
import { licenceNamedIn, licenceTextOf } from '../../scripts/notices/licences.mjs'
import { noticesPage } from '../../scripts/notices/page.mjs'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'nagumo-notices-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Puts a package there. @returns its folder */
function install(
  name: string,
  version: string,
  license: string | undefined,
  files = {},
  under = root,
): string {
  const folder = join(under, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  const all = { 'package.json': JSON.stringify({ name, version, license }), ...files }
  for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text)
  return folder
}

describe('what is bundled', () => {
  it.each([
    ['/a/node_modules/ws/lib/sender.js', 'ws'],
    ['/a/node_modules/@orpc/client/dist/index.mjs?commonjs', '@orpc/client'],
    ['/a/node_modules/outer/node_modules/inner/index.js', 'inner'],
    ['\0/a/node_modules/seedrandom/index.js?commonjs-es-import', 'seedrandom'],
    ['C:\\a\\node_modules\\zod\\index.js', 'zod'],
    ['\0rolldown/runtime.js', 'rolldown'],
    ['\0vite/preload-helper.js', 'vite'],
    ['/a/src-main/cli/main.ts', null],
    ['__vite-optional-peer-dep:bufferutil:ws', null],
  ])('%j is of %s', (module, name) => expect(packageOf(module)).toBe(name))

  it('each package stands there once, each of its versions too, by name', () => {
    const outer = install('outer', '2.0.0', 'MIT')
    install('inner', '1.0.0', 'MIT')
    const nested = install('inner', '0.9.0', 'ISC', {}, outer)
    const modules = [
      `${nested}/a.js`,
      `${outer}/a.js`,
      `${outer}/b.js`,
      join(root, 'node_modules/inner/a.js'),
    ]
    expect(packagesOf(modules, root).map(({ name, version, licence }) => [name, version, licence])).toEqual([
      ['inner', '0.9.0', 'ISC'],
      ['inner', '1.0.0', 'MIT'],
      ['outer', '2.0.0', 'MIT'],
    ])
  })
})

describe('the text of a licence', () => {
  const text = (name: string, licence: string, files = {}) =>
    licenceTextOf({ name, version: '1.0.0', licence, folder: install(name, '1.0.0', licence, files) })

  it('is the package’s own, with its notice', () => {
    const files = { 'LICENSE.md': 'Do as you like.\r\n', NOTICE: 'Thanks.\n', 'licences.js': 'no text' }
    expect(text('with-text', 'MIT', files)).toBe('Do as you like.\n\nThanks.')
  })

  it('is given where the package is known to come without', () =>
    expect(text('tr46', 'MIT')).toMatch(/^Copyright .*Sebastian Mayr\n\nPermission is hereby granted/))

  it('is known by its text where the package names none', () => {
    expect(licenceNamedIn('MIT License\n\nCopyright')).toBe('MIT')
    expect(licenceNamedIn('Do as you like.')).toBe('')
  })

  it('of the fonts is the one that comes with them', () => {
    const { package: fonts, text: said } = fontsEntry(process.cwd())
    expect(fonts.name).toContain('DejaVu')
    expect(said).toContain('Bitstream Vera Fonts Copyright')
  })

  it('is refused with the package’s name where there is none, or where its licence has become another', () => {
    expect(() => text('without-text', 'MIT')).toThrow(/^without-text 1\.0\.0 is bundled, .*\(MIT\)/)
    expect(() => text('empty-text', 'MIT', { LICENSE: '\n' })).toThrow('empty-text 1.0.0')
    expect(() => text('tr46', 'GPL-3.0')).toThrow(/tr46 1\.0\.0 .*\(GPL-3\.0\); the one .* is for MIT/)
  })
})

it('the page has a row for each package, and the same text once', () => {
  const entry = (name: string, text: string) => ({
    package: { name, version: '1.0.0', licence: 'MIT', folder: '' },
    text,
  })
  const page = noticesPage([entry('a', 'Do.'), entry('b', 'Do.'), entry('c', 'With ``` in it.')])
  expect(page).toContain('| a | 1.0.0 | MIT |\n| b | 1.0.0 | MIT |\n| c | 1.0.0 | MIT |')
  expect(page).toContain('## a 1.0.0, b 1.0.0\n\n```text\nDo.\n```')
  expect(page).toContain('## c 1.0.0\n\n````text\nWith ``` in it.\n````')
})
