import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pageFile } from '../../src-main/host/page-file.ts'

const pages = join('/', 'program', 'pages')

describe('the file that an address of the window asks for', () => {
  it.each([
    ['app://nagumo/', 'index.html'],
    ['app://nagumo/assets/index%20a.js', 'assets/index a.js'],
    ['app://nagumo/assets/../index.html#x', 'index.html'],
  ])('%s is %s', (url, file) => {
    expect(pageFile(pages, url, 'nagumo')).toBe(join(pages, file))
  })

  it.each([
    'app://nagumo/%zz',
    'app://nagumo/%',
    'app://nagumo/%C3%28',
    'app://nagumo/a%00.js',
    'app://other/index.html',
    'app://nagumo/..%2f..%2fsecret.txt',
    'app://nagumo/%2e%2e%2fsecret.txt',
    'no address',
    '',
  ])('%s is none', (url) => {
    expect(pageFile(pages, url, 'nagumo')).toBeNull()
  })
})
