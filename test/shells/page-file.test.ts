import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageFile } from '../../src-main/host/page-file.ts'

let folder: string
let pages: string
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'nagumo-pages-')))
  pages = join(folder, 'pages')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await writeFile(join(pages, 'index.html'), '')
  await writeFile(join(pages, 'assets/index a.js'), '')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await symlink(join(folder, 'secret.txt'), join(pages, 'link.txt'))
  await symlink(folder, join(pages, 'above'))
  await symlink(join(pages, 'assets'), join(pages, 'scripts'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the file that an address of the window asks for', () => {
  it.each([
    ['app://nagumo/', 'index.html'],
    ['app://nagumo/assets/index%20a.js', 'assets/index a.js'],
    ['app://nagumo/assets/../index.html#x', 'index.html'],
    ['app://nagumo/scripts/index%20a.js', 'assets/index a.js'],
  ])('%s is %s', async (url, file) => {
    expect(await pageFile(pages, url, 'nagumo')).toBe(join(pages, file))
  })

  it.each([
    'app://nagumo/link.txt',
    'app://nagumo/above/secret.txt',
    'app://nagumo/none.js',
    'app://nagumo/%zz',
    'app://nagumo/%',
    'app://nagumo/%C3%28',
    'app://nagumo/a%00.js',
    'app://other/index.html',
    'app://nagumo/..%2f..%2fsecret.txt',
    'app://nagumo/%2e%2e%2fsecret.txt',
    'no address',
    '',
  ])('%s is none', async (url) => {
    expect(await pageFile(pages, url, 'nagumo')).toBeNull()
  })
})
