import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import configuration from '../../.dependency-cruiser.mjs'

interface Cruiser {
  cruise(
    paths: string[],
    options: object,
  ): Promise<{ output: string | { summary: { violations: { rule: { name: string } }[] } } }>
}

// By a name that the compiler does not follow: types hold also where this tool is not installed yet.
const tool: string = 'dependency-cruiser'
const { cruise }: Cruiser = await import(tool)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-imports-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Which rules a program of these files breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const { tsConfig: _, ...options } = configuration.options
  const { output } = await cruise(['.'], {
    ...options,
    baseDir: folder,
    ruleSet: { forbidden: configuration.forbidden },
    validate: true,
  })
  if (typeof output === 'string') throw new Error(output)
  return [...new Set(output.summary.violations.map(({ rule }) => rule.name))].sort()
}

const value = 'export const one = 1\n'
const from = (path: string) => `import { one } from '${path}'\nexport const two = one + 1\n`
const typeFrom = (path: string) => `import type { One } from '${path}'\nexport type Two = One\n`

test('what goes down the picture is allowed', async () => {
  expect(
    await broken({
      'src-main/contract/a.ts': value,
      'src-main/model/b.ts': from('../contract/a.ts'),
      'src-main/services/c.ts': from('../model/b.ts'),
      'src-main/electron/d.ts': `import { app } from 'electron'\n${from('../services/c.ts')}export { app }\n`,
      'src-renderer/e.ts': from('../src-main/contract/a.ts'),
      'src-main/figures/f.ts': from('../contract/a.ts'),
      'src-main/report/g.ts': from('../figures/f.ts'),
      'src-renderer/h.ts': from('../src-main/figures/f.ts'),
    }),
  ).toEqual([])
})

test.each([
  ['contract', 'model', 'contract-looks-down-only'],
  ['model', 'recording', 'model-looks-down-only'],
  ['recording', 'inference', 'recording-looks-down-only'],
  ['figures', 'model', 'figures-looks-down-only'],
  ['figures', 'report', 'figures-looks-down-only'],
  ['inference', 'training', 'inference-looks-down-only'],
  ['training', 'library', 'training-looks-down-only'],
  ['library', 'services', 'library-looks-down-only'],
  ['compute', 'services', 'compute-looks-down-only'],
  ['services', 'host', 'services-looks-down-only'],
  ['services', 'electron', 'services-looks-down-only'],
  ['cli', 'host', 'command-line-knows-no-other-shell'],
  ['host', 'electron', 'host-knows-no-electron'],
  ['model/dynamics', 'model/noise', 'the-five-values-stand-alone'],
  ['model/noise', 'model/dynamics', 'the-five-values-stand-alone'],
  ['model/noise', 'model/prior', 'the-five-values-stand-alone'],
])('%s does not import from %s, be it a type', async (low, high, rule) => {
  expect(
    await broken({
      [`src-main/${high}/high.ts`]: 'export type One = 1\n',
      [`src-main/${low}/low.ts`]: typeFrom(`${low.includes('/') ? '../..' : '..'}/${high}/high.ts`),
    }),
  ).toEqual([rule])
})

test('the window knows the contract, the shells do not know the window', async () => {
  expect(
    await broken({
      'src-main/library/a.ts': value,
      'src-renderer/b.ts': from('../src-main/library/a.ts'),
      'src-main/electron/c.ts': from('../../src-renderer/b.ts'),
    }),
  ).toEqual(['shells-know-no-window', 'window-knows-the-contract'])
})

test('only electron/ imports Electron, only host/ speaks HTTP', async () => {
  expect(
    await broken({
      'src-main/services/a.ts': `import { app } from 'electron'\nexport { app }\n`,
      'src-main/library/b.ts': `import { get } from 'node:http'\nexport { get }\n`,
    }),
  ).toEqual(expect.arrayContaining(['only-electron-imports-electron', 'only-the-host-knows-http']))
})

test('figures are drawn without a chart library and without Node’s modules', async () => {
  expect(
    await broken({
      'src-main/figures/a.ts': `import { readFileSync } from 'node:fs'\nexport { readFileSync }\n`,
    }),
  ).toEqual(['figures-need-no-package'])
  expect(
    await broken({
      'src-main/figures/a.ts': `import type { Chart } from 'chart.js'\nexport type { Chart }\n`,
    }),
  ).toEqual(['figures-need-no-package'])
})

test('there are no circles, of types neither', async () => {
  expect(
    await broken({
      'src-main/report/a.ts': `${typeFrom('./b.ts')}export type Three = 3\n`,
      'src-main/report/b.ts': `import type { Three } from './a.ts'\nexport type One = Three\n`,
    }),
  ).toEqual(['no-circles'])
})
