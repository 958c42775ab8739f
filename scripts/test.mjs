// @ts-check
// npm test [-- FILTER…]: installs what is missing, then lint, type checks, the kernel, the build, the notices, and all
// tests. The last line is the number that passed; the exit code is 1 where any failed.
//   --quick            for work in progress: lint, types, and the tests that take minutes left out
//   --tests-only       nothing but tests
//   --report=FILE      also writes, as JSON, how each check and test ended
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { closingLine, countOf } from './steps/count.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { root, runNode, runNpm } from './steps/run.mjs'
import { runVitest } from './steps/vitest.mjs'

checkNode()
const args = process.argv.slice(2)
const quick = args.includes('--quick')
const reportFile = args.find((arg) => arg.startsWith('--report='))?.slice('--report='.length)
const own = (/** @type {string} */ arg) => /^--(quick|tests-only|report=.*)$/.test(arg)

/** A script of package.json, whose output is shown where it fails. */
const script = (/** @type {string} */ name) => runNpm(['run', '--silent', name], { show: false })
const tool = (/** @type {string} */ path, /** @type {string[]} */ ...args) =>
  runNode([join(root, 'node_modules', path), ...args])
const steps = {
  lint: () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  imports: () => script('imports'),
  'length of files': () => script('lengths'),
  types: () => tool('typescript/bin/tsc', '--noEmit', '-p', '.'),
  'types of the window': () =>
    tool('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'),
  'kernel is up to date': () => runNode([join(root, 'scripts/build-kernel.mjs'), '--check']),
  build,
  'notices are up to date': () => runNode([join(root, 'scripts/notices.mjs'), '--check']),
}
/** Long tests, and those that depend on them. */
const slow = ['build', 'notices are up to date']

/** @type {import('./steps/count.mjs').Report} */
const report = { checks: [], tests: [], seconds: {}, outside: [], failed: false }
if (await ensureInstalled()) {
  if (!args.includes('--tests-only'))
    for (const [name, run] of Object.entries(steps))
      if (!(quick && slow.includes(name))) await check(name, run)
  const project = quick ? ['--project=quick'] : []
  Object.assign(report, await runVitest([...project, ...args.filter((arg) => !own(arg))]))
} else {
  report.checks.push({ name: 'packages are installed', passed: false })
}
if (reportFile) await writeFile(reportFile, JSON.stringify(report))
const count = countOf(report)
console.log(closingLine(count))
process.exit(count.failed > 0 ? 1 : 0)

/** @param {string} name @param {() => Promise<{ code: number, output: string }>} run */
async function check(name, run) {
  const began = performance.now()
  const { code, output } = await run()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output)
  report.checks.push({ name, passed: code === 0 })
}
