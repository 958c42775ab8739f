import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inWords, isWithin } from '../../scripts/steps/node-versions.mjs'

const read = (file: string) => readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8')
const supported: string = JSON.parse(read('package.json')).engines.node

describe('the supported versions of Node', () => {
  it.each([
    ['18.20.8', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['21.7.3', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['23.11.0', true],
    ['24.9.0', true],
    ['100.0.0', true],
  ])('%s: %s', (version, is) => {
    expect(isWithin(version, supported)).toBe(is)
  })

  it('are the same for everybody: package.json, its lock, README', () => {
    expect(inWords(supported)).toBe('20.19 or a later 20, or 22.12 or newer')
    expect(JSON.parse(read('package-lock.json')).packages[''].engines.node).toBe(supported)
    expect(read('README.md')).toContain(`[Node](https://nodejs.org) ${inWords(supported)}.`)
  })

  it('are those that the tools which run under it support', () => {
    // Electron's packages ask for more, of the Node that installs them; they are tried with the oldest one.
    for (const tool of ['vite', 'electron-vite']) {
      const asked: string = JSON.parse(read(`node_modules/${tool}/package.json`)).engines.node
      expect([tool, asked.split('||').map((part) => part.trim())]).toEqual([
        tool,
        expect.arrayContaining(['^20.19.0', '>=22.12.0']),
      ])
    }
  })
})
