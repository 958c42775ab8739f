// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root, runNode } from './run.mjs'

/**
 * @typedef {{ file: string, name: string, state: 'passed' | 'failed' | 'skipped' }} Test
 * @typedef {{ tests: Test[], seconds: Record<string, number>, outside: string[], failed: boolean }} Outcome
 *   seconds: duration of each file's tests; outside: files that failed outside of their tests, while loading or in a hook;
 *   failed: whether a test or a whole file failed
 */

/**
 * Runs vitest and prints its output.
 * @param {string[]} args @returns {Promise<Outcome>}
 */
export async function runVitest(args) {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-tests-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { code } = await runNode([vitest, 'run', ...reporters, ...args], { show: true })
  const found = await readFile(report, 'utf8').then(JSON.parse, () => null)
  await rm(folder, { recursive: true, force: true })
  return { ...readReport(found), failed: code !== 0 }
}

/** @param {any} report vitest's own, or null @returns {Omit<Outcome, 'failed'>} */
export function readReport(report) {
  /** @type {Test[]} */
  const tests = []
  /** @type {Record<string, number>} */
  const seconds = {}
  /** @type {string[]} */
  const outside = []
  for (const { name, status, startTime, endTime, assertionResults } of report?.testResults ?? []) {
    const file = relative(root, name).replaceAll('\\', '/')
    const ofTests = assertionResults.some(
      (/** @type {{ status: string }} */ test) => test.status === 'failed',
    )
    if (status === 'failed' && !ofTests) outside.push(file)
    seconds[file] = (endTime - startTime) / 1000
    for (const { fullName, status } of assertionResults)
      tests.push({ file, name: fullName, state: stateOf(status) })
  }
  return { tests, seconds, outside }
}

/** @param {string} status @returns {Test['state']} */
const stateOf = (status) => (status === 'passed' || status === 'failed' ? status : 'skipped')
