// Shared by the program (native-package.ts, native-probe.ts) and the build script (scripts/native). Plain JavaScript,
// since the script runs on Node without a build step.
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The optional package that hosts libtensorflow. */
export const NATIVE_PACKAGE = '@tensorflow/tfjs-node'

/** Path of the built addon inside the package. */
export const ADDON = join('lib', 'napi-v8', 'tfjs_binding.node')

/** Environment variable with the reason why the compute process must not use native TensorFlow. */
export const AVOID_NATIVE = 'NAGUMO_AVOID_NATIVE'

/** Written into the package folder after a successful build; records what was built from what. */
export const STAMP = 'nagumo-native.json'

/** Written into the checkout, outside node_modules, to detect that npm removed a build. */
export const MARKER = join('.cache', 'native.json')

/**
 * Whether tfjs-node 4.22 is known to work with this libtensorflow: its own downloads are 2.5 (ARM), 2.7 and
 * 2.9.1; `npm run native` brings 2.10.1 or 2.15.1.
 * @param {string} version
 */
export function isKnownLibtensorflow(version) {
  const [, minor] = /^2\.(\d+)\./.exec(version) ?? []
  return minor !== undefined && Number(minor) >= 5 && Number(minor) <= 15
}

/**
 * The user's cache folder: downloads, and findings about this machine.
 * @param {Record<string, string | undefined>} env @param {string} platform
 */
export function userCacheFolder(env = process.env, platform = process.platform) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'nagumo')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'nagumo')
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'nagumo', 'cache')
  return join(homedir(), '.cache', 'nagumo')
}

/** Prefix of the probe's result on standard output. */
export const PROBE_MARK = '@nagumo-probe '

/** Expected result of the probe's operation. */
const PROBE_SUM = 20

/**
 * Run by `node -e PROBE FOLDER` in a child process, so that a crash ends that process only: loads the package, runs an
 * operation, and writes PROBE_MARK and {version, backend, sum}, or {error}, as JSON.
 */
export const PROBE = `
const util = require('node:util')
util.isNullOrUndefined = (value) => value === null || value === undefined
util.isArray = Array.isArray
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
const folder = process.argv[1]
process.argv.length = 1
let answer
try {
  const tf = require(folder)
  const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1, 1], [1, 1]]))
  answer = {
    version: String(tf.backend().binding.TF_Version),
    backend: tf.getBackend(),
    sum: tf.sum(product).dataSync()[0],
  }
} catch (error) {
  answer = { error: String(error && error.message || error).split('\\n')[0] }
}
require('node:fs').writeSync(1, '\\n${PROBE_MARK}' + JSON.stringify(answer) + '\\n')
process.exit(0)
`

/**
 * Result of the probe: libtensorflow's version, or why it can't be used; null where it did not respond.
 * @param {string} output all its standard output @returns {{version: string} | {reason: string} | null}
 */
export function judgeAnswer(output) {
  const line = output.split('\n').findLast((text) => text.startsWith(PROBE_MARK))
  return line === undefined ? null : judgeTrial(parseObject(line.slice(PROBE_MARK.length)))
}

/**
 * Result of a trial: libtensorflow's version, or why it can't be used.
 * @param {Record<string, unknown>} answer @returns {{version: string} | {reason: string}}
 */
export function judgeTrial({ version, backend, sum, error }) {
  if (typeof error === 'string') return { reason: `loading it failed: ${error.slice(0, 300)}` }
  if (typeof version !== 'string') return { reason: 'its answer to a trial could not be read' }
  if (backend !== 'tensorflow') return { reason: `it started the backend ${backend}; expected tensorflow` }
  if (sum !== PROBE_SUM) return { reason: `it computed ${sum} where ${PROBE_SUM} was expected` }
  return { version }
}

/** @param {string} json @returns {Record<string, unknown>} */
function parseObject(json) {
  try {
    return Object(JSON.parse(json))
  } catch {
    return {}
  }
}
