// @ts-check
// npm test [-- FILTER…]: installs what is missing, then lint, type checks, the kernel, the build, and all tests.
// The last line says how many passed; the exit code is 1 where any did not.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { root, runNode } from './steps/run.mjs'

checkNode()
const tool = (/** @type {string} */ path, /** @type {string[]} */ ...args) =>
  runNode([join(root, 'node_modules', path), ...args])
const steps = {
  lint: () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  types: () => tool('typescript/bin/tsc', '--noEmit', '-p', '.'),
  'types of the window': () =>
    tool('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'),
  'kernel is up to date': () => runNode([join(root, 'scripts/build-kernel.mjs'), '--check']),
  build,
}
const count = { passed: 0, failed: 0, skipped: 0 }

if (await ensureInstalled()) {
  for (const [name, run] of Object.entries(steps)) await check(name, run)
  await runTests(process.argv.slice(2))
} else {
  count.failed++
}
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`)
process.exit(count.failed > 0 ? 1 : 0)

/** @param {string} name @param {() => Promise<{ code: number, output: string }>} run */
async function check(name, run) {
  const began = performance.now()
  const { code, output } = await run()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (code === 0) {
    count.passed++
  } else {
    count.failed++
    console.log(output)
  }
}

/** @param {string[]} filters */
async function runTests(filters) {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-tests-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { code } = await runNode([vitest, 'run', ...reporters, ...filters], { show: true })
  const found = await readFile(report, 'utf8').then(JSON.parse, () => null)
  await rm(folder, { recursive: true, force: true })
  count.passed += found?.numPassedTests ?? 0
  count.skipped += (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0)
  // A file that could not be read, or a failure outside of any test, is no failed test of its own.
  count.failed += Math.max(found?.numFailedTests ?? 0, code === 0 ? 0 : 1)
}
