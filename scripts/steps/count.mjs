// @ts-check
/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {import('./vitest.mjs').Outcome & { checks: { name: string, passed: boolean }[] }} Report
 */

/** Totals of a run of checks and tests. @param {Report} report @returns {Count} */
export function countOf({ checks, tests, failed }) {
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed } of checks) count[passed ? 'passed' : 'failed']++
  for (const { state } of tests) count[state]++
  // A file that could not be loaded, or a failure outside any test, is not among the tests: it counts as one.
  if (failed && !tests.some(({ state }) => state === 'failed')) count.failed++
  return count
}

/** @param {Count} count */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
