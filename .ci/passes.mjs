// @ts-check
// The tests as .ci/run runs them, in a fresh clone: as a newcomer has it, then with a browser, then with everything,
// then under another Node. The last line counts all of it.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { closingLine, countOf } from '../scripts/steps/count.mjs'
import { newcomersEnvironment } from './environment.mjs'
import { failuresOf, neverRun, sumOf } from './outcome.mjs'
import { maySkip, nodeVersions, withBrowser, withNative, withOtherNode } from './plan.mjs'

/** @typedef {import('../scripts/steps/count.mjs').Report} Report */

const source = resolve(import.meta.dirname, '..')
const shared = resolve(source, '../shared')
const place = mkdtempSync(join(tmpdir(), 'nagumo-ci-'))
process.on('exit', () => rmSync(place, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
const clone = join(place, 'newcomer/nagumo')
/** @type {Report[]} */
const reports = []
/** How each pass ended, said again at the end: of a long log, often only the end is kept. @type {string[]} */
const summary = []
const began = performance.now()

const npm = (/** @type {string} */ key) =>
  execFileSync('npm', ['config', 'get', key], { cwd: place, encoding: 'utf8' }).trim()
const home = join(place, 'home')
mkdirSync(home)
const newcomer = newcomersEnvironment(process.env, home, npm('userconfig'), npm('cache'))

if (execFileSync('git', ['status', '--porcelain'], { cwd: source, encoding: 'utf8' }))
  console.error('WARNING: what is not committed is not tested; the tests run in a fresh clone.')
execFileSync('git', ['clone', '--quiet', source, clone], { stdio: ['ignore', 'inherit', 'inherit'] })

// 1. README's command, where nothing was prepared.
const said = await pass('as a newcomer has it', ['npm', 'test', '--'], newcomer)
const alarms = said.split('\n').filter((line) => /^npm (warn|error|err!)/i.test(line))
if (alarms.length > 0) console.error(alarms.join('\n'))
check('npm says nothing that alarms', alarms.length === 0)

// 2. With a browser, where one is found.
const { CHROME_PATH: _, ...seeing } = newcomer
await tests('with a browser', withBrowser, seeing)

// 3. With everything: native TensorFlow, ../shared, Electron.
const { CI: __, CHROME_PATH: browser, ...machine } = process.env
const whole = { ...machine, ...(browser && { CHROME_PATH: browser }) }
check('native TensorFlow is built', (await run(['npm', 'run', 'native'], whole)).code === 0)
if (existsSync(shared)) symlinkSync(shared, join(place, 'newcomer/shared'))
const files = [...new Set([...withNative, ...neverRun(reports).map(({ file }) => file)])]
await tests('with everything', files, whole)

// 4. Under the other versions of Node that are supported.
for (const version of nodeVersions) {
  const binary = await fetchNode(version)
  check(`Node ${version} is there`, binary !== null)
  if (!binary) continue
  const env = { ...whole, PATH: `${dirname(binary)}${delimiter}${process.env.PATH}` }
  for (const [k, args] of withOtherNode.entries())
    await tests(`under Node ${version} (${k + 1} of ${withOtherNode.length})`, args, env, binary)
}

const { sum, amiss } = sumOf(reports, ({ file, name }) =>
  maySkip.some((entry) => entry.file === file && name.startsWith(entry.name ?? '') && !existsSync(shared)),
)
for (const { file, name } of amiss)
  console.error(`✗ skipped, and not on the list of what may be: ${file}: ${name}`)
console.error(summary.join('\n'))
console.error(`${((performance.now() - began) / 60_000).toFixed(1)} minutes in all.`)
console.log(closingLine(sum))
process.exit(sum.failed > 0 ? 1 : 0)

/**
 * Tests alone, by this Node or another.
 * @param {string} title @param {string[]} args @param {NodeJS.ProcessEnv} env
 */
function tests(title, args, env, node = process.execPath) {
  return pass(title, [node, 'scripts/test.mjs', '--tests-only', ...args], env)
}

/**
 * Runs tests and keeps their report.
 * @param {string} title @param {string[]} command @param {NodeJS.ProcessEnv} env @returns what was said
 */
async function pass(title, command, env) {
  const began = performance.now()
  console.error(`\n=== ${title}`)
  const file = join(place, `report-${reports.length}.json`)
  const { code, output } = await run([...command, `--report=${file}`], env)
  /** @type {Report} */
  const report = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { checks: [], tests: [], seconds: {}, outside: [], failed: true }
  if (code !== 0) report.failed = true
  reports.push(report)
  const slowest = Object.entries(report.seconds).sort(([, a], [, b]) => b - a)
  for (const [name, seconds] of slowest.slice(0, 12))
    console.error(`${seconds.toFixed(0).padStart(5)} s ${name}`)
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  const ended = `=== ${title}: ${closingLine(countOf(report))} (${minutes} minutes)`
  console.error(ended)
  summary.push(ended, ...failuresOf(report).map((name) => `✗ ${name}`))
  return output
}

/** @param {string} name @param {boolean} passed */
function check(name, passed) {
  console.error(`${passed ? '✓' : '✗'} ${name}`)
  if (!passed) summary.push(`✗ ${name}`)
  reports.push({ checks: [{ name, passed }], tests: [], seconds: {}, outside: [], failed: false })
}

/**
 * Runs a command in the clone; all it says goes to standard error, since standard output is for the last line.
 * @param {string[]} command @param {NodeJS.ProcessEnv} env @returns {Promise<{ code: number, output: string }>}
 */
function run([command, ...args], env, cwd = clone) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (/** @type {Buffer} */ chunk) => {
        output += chunk
        process.stderr.write(chunk)
      })
    child.on('error', (error) => done({ code: 1, output: `${output}${error.message}\n` }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

/** Another Node, or null where it was not to be had. @param {string} version @returns {Promise<string | null>} */
async function fetchNode(version) {
  const folder = join(place, `node-${version}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  await run(
    ['npm', 'install', '--no-save', '--no-audit', '--no-fund', `node@${version}`],
    process.env,
    folder,
  )
  const binary = join(folder, 'node_modules/node/bin/node')
  return existsSync(binary) ? binary : null
}
