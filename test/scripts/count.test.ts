import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { closingLine, countOf } from '../../scripts/steps/count.mjs'
import { readReport } from '../../scripts/steps/vitest.mjs'

const test = (name: string, state: 'passed' | 'failed' | 'skipped') => ({ file: 'a.test.ts', name, state })
const checks = [
  { name: 'lint', passed: true },
  { name: 'build', passed: false },
]

describe('the closing line', () => {
  it('counts checks and tests', () => {
    const tests = [test('a', 'passed'), test('b', 'failed'), test('c', 'skipped')]
    const count = countOf({ checks, tests, seconds: {}, outside: [], failed: true })
    expect(closingLine(count)).toBe('2 passed, 2 failed, 1 skipped')
  })

  it('has a failure where no test could say so: a file that can’t be read', () => {
    const count = countOf({
      checks: [],
      tests: [test('a', 'passed')],
      seconds: {},
      outside: [],
      failed: true,
    })
    expect(closingLine(count)).toBe('1 passed, 1 failed')
  })

  it('says nothing of skipped tests where there are none', () => {
    expect(closingLine({ passed: 1, failed: 0, skipped: 0 })).toBe('1 passed, 0 failed')
  })
})

it('a report of vitest gives tests by file, and what was neither passed nor failed was skipped', () => {
  const assertionResults = ['passed', 'failed', 'pending', 'todo', 'skipped'].map((status, k) => ({
    fullName: `case ${k}`,
    status,
  }))
  const name = resolve(import.meta.dirname, '../some.test.ts')
  const { tests, seconds } = readReport({
    testResults: [{ name, startTime: 1000, endTime: 3500, assertionResults }],
  })
  expect(seconds).toEqual({ 'test/some.test.ts': 2.5 })
  expect(tests.map(({ state }) => state)).toEqual(['passed', 'failed', 'skipped', 'skipped', 'skipped'])
  expect(tests[0]).toMatchObject({ file: 'test/some.test.ts', name: 'case 0' })
  expect(readReport(null).tests).toEqual([])
  const hook = { name, status: 'failed', startTime: 0, endTime: 0, assertionResults: [{ status: 'skipped' }] }
  expect(readReport({ testResults: [hook] }).outside).toEqual(['test/some.test.ts'])
})
