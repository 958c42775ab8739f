import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newcomersEnvironment } from '../../.ci/environment.mjs'
import { failuresOf, neverRun, sumOf } from '../../.ci/outcome.mjs'
import { maySkip, withBrowser, withNative, withOtherNode } from '../../.ci/plan.mjs'

const root = resolve(import.meta.dirname, '../..')
const report = (states: Record<string, 'passed' | 'failed' | 'skipped'>, failed = false) => ({
  checks: [],
  tests: Object.entries(states).map(([name, state]) => ({ file: 'test/a.test.ts', name, state })),
  seconds: {},
  outside: [],
  failed,
})

describe('what all passes come to', () => {
  const newcomer = report({ plain: 'passed', page: 'skipped', fast: 'skipped', shared: 'skipped' })
  const browser = report({ page: 'passed', fast: 'skipped' })

  it('every run counts, and what a later pass ran was not skipped', () => {
    expect(neverRun([newcomer, browser]).map(({ name }) => name)).toEqual(['fast', 'shared'])
    const { sum, amiss } = sumOf(
      [newcomer, browser, report({ fast: 'passed', shared: 'passed' })],
      () => false,
    )
    expect(sum).toEqual({ passed: 4, failed: 0, skipped: 0 })
    expect(amiss).toEqual([])
  })

  it('a test that no pass ran is a failure, unless it may be skipped', () => {
    const { sum, amiss } = sumOf([newcomer, browser], ({ name }) => name === 'shared')
    expect(sum).toEqual({ passed: 2, failed: 1, skipped: 1 })
    expect(amiss).toEqual([{ file: 'test/a.test.ts', name: 'fast', state: 'skipped' }])
  })

  it('a failure in one pass is not made good by another', () => {
    const { sum } = sumOf([report({ plain: 'failed' }, true), report({ plain: 'passed' })], () => false)
    expect(sum).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('what failed is named: checks, tests, and what is neither', () => {
    const checks = [{ name: 'lint', passed: false }]
    expect(failuresOf({ ...report({ plain: 'passed', fast: 'failed' }, true), checks })).toEqual([
      'lint',
      'test/a.test.ts: fast',
    ])
    expect(failuresOf(report({ plain: 'passed' }, true))).toEqual(['something outside of any test'])
    expect(failuresOf({ ...report({}, true), outside: ['test/b.test.ts'] })).toEqual([
      'test/b.test.ts: outside of any test',
    ])
    expect(failuresOf(report({ plain: 'passed' }))).toEqual([])
  })
})

it('a newcomer has no more than a way to the registry, and no browser', () => {
  const env = newcomersEnvironment(
    {
      PATH: '/bin',
      HOME: '/root',
      CI: 'true',
      DISPLAY: ':0',
      CHROME_PATH: '/usr/bin/chromium',
      NAGUMO_BACKEND: 'native',
      ELECTRON_OVERRIDE_DIST_PATH: '/electron',
      NODE_OPTIONS: '--inspect',
      HTTPS_PROXY: 'proxy',
      NODE_EXTRA_CA_CERTS: 'ca.pem',
    },
    '/tmp/home',
    '/root/.npmrc',
    '/root/.npm',
  )
  expect(env).toEqual({
    PATH: '/bin',
    HOME: '/tmp/home',
    HTTPS_PROXY: 'proxy',
    NODE_EXTRA_CA_CERTS: 'ca.pem',
    npm_config_userconfig: '/root/.npmrc',
    npm_config_cache: '/root/.npm',
    CHROME_PATH: '/tmp/home/no-browser',
  })
})

const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'))

it('the tests that need ../shared are those that may be skipped where it is absent', () => {
  const needing = files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return /support\/shared\.ts/.test(text) && /skipIf/.test(text)
  })
  expect(needing.toSorted()).toEqual(
    maySkip
      .filter(({ reason }) => reason.startsWith('needs the recordings'))
      .map(({ file }) => file)
      .toSorted(),
  )
})

it('the plan names tests that there are', () => {
  const wanted = [...withBrowser, ...withNative, ...withOtherNode.flat()].filter((name) => name[0] !== '-')
  expect(wanted.filter((name) => !files.some((file) => file.startsWith(name)))).toEqual([])
  expect(maySkip.filter(({ file }) => !existsSync(join(root, file)))).toEqual([])
})
