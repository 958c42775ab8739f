import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../src-main/electron')

/** Points of Electron's checklist that are kept by leaving an option as it is (docs/security.md). */
it.each([
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'webviewTag',
  'allowpopups',
  'shell',
  'openExternal',
  'exposeInMainWorld',
  'executeJavaScript',
])('the Electron shell has no use for %s', async (name) => {
  const sources = (await readdir(folder)).filter((file) => file.endsWith('.ts'))
  expect(sources).toContain('window.ts')
  const texts = await Promise.all(sources.map((file) => readFile(join(folder, file), 'utf8')))
  const word = new RegExp(`\\b${name}\\b`)
  expect(sources.filter((_, k) => word.test(texts[k]))).toEqual([])
})
