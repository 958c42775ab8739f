// @ts-check
import { countOf } from '../scripts/steps/count.mjs'

/** @typedef {import('../scripts/steps/count.mjs').Report} Report @typedef {import('../scripts/steps/vitest.mjs').Test} Test */

/** @param {Pick<Test, 'file' | 'name'>} test */
const keyOf = ({ file, name }) => `${file}\n${name}`

/** Tests that no pass has run. @param {readonly Report[]} reports @returns {Test[]} */
export function neverRun(reports) {
  const tests = reports.flatMap((report) => report.tests)
  const run = new Set(tests.filter(({ state }) => state !== 'skipped').map(keyOf))
  const skipped = new Map(tests.filter((test) => !run.has(keyOf(test))).map((test) => [keyOf(test), test]))
  return [...skipped.values()]
}

/**
 * What all passes come to: each run of a test counts. A test that none has run counts as skipped where it may be, and
 * else as failed.
 * @param {readonly Report[]} reports
 * @param {(test: Test) => boolean} maySkip
 */
export function sumOf(reports, maySkip) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const report of reports) {
    const { passed, failed } = countOf(report)
    sum.passed += passed
    sum.failed += failed
  }
  const left = neverRun(reports)
  const amiss = left.filter((test) => !maySkip(test))
  sum.failed += amiss.length
  sum.skipped = left.length - amiss.length
  return { sum, amiss }
}

/**
 * What failed in a pass, by name: checks, tests, and a failure outside of any test.
 * @param {Report} report @returns {string[]}
 */
export function failuresOf({ checks, tests, outside, failed }) {
  const named = [
    ...checks.filter(({ passed }) => !passed).map(({ name }) => name),
    ...tests.filter(({ state }) => state === 'failed').map(({ file, name }) => `${file}: ${name}`),
    ...outside.map((file) => `${file}: outside of any test`),
  ]
  return failed && named.length === 0 ? ['something outside of any test'] : named
}
