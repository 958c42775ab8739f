import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MARKER, STAMP } from '../../src-main/compute/tensorflow/native-facts.mjs'

/**
 * @typedef {object} Build what was built from what
 * @property {string} builtAt
 * @property {string} package version of @tensorflow/tfjs-node
 * @property {string} libtensorflow
 * @property {string} from
 * @property {string} [sha256] of the archive
 * @property {string} [compiler]
 * @property {string} node
 */

/**
 * Records the working installation: a stamp in the package, and the same in the checkout outside node_modules, so that
 * it is noticed when npm has removed the package.
 * @param {string} root the checkout
 * @param {string} packageFolder
 * @param {Omit<Build, 'builtAt' | 'node'>} build
 */
export async function leaveWord(root, packageFolder, build) {
  const record = { builtAt: new Date().toISOString(), ...build, node: process.version }
  await writeWhole(join(packageFolder, STAMP), record)
  await writeWhole(join(root, MARKER), record)
}

/**
 * The same for an installation found working: its own stamp is used, if it has one that fits.
 * @param {string} root
 * @param {string} packageFolder
 * @param {Omit<Build, 'builtAt' | 'node'>} found
 */
export async function leaveWordOfFound(root, packageFolder, found) {
  const stamp = readRecord(join(packageFolder, STAMP))
  if (stamp?.libtensorflow !== found.libtensorflow) return leaveWord(root, packageFolder, found)
  if (!existsSync(join(root, MARKER))) await writeWhole(join(root, MARKER), stamp)
}

/** When native TensorFlow was last known to work in this checkout, or null. @param {string} root */
export function lastKnownToWork(root) {
  if (!existsSync(join(root, MARKER))) return null
  const builtAt = readRecord(join(root, MARKER))?.builtAt
  return typeof builtAt === 'string' ? builtAt.slice(0, 10) : 'earlier'
}

/** @param {string} path @returns {Record<string, unknown> | null} null where it is missing or unreadable */
function readRecord(path) {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** @param {string} path @param {object} record */
async function writeWhole(path, record) {
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.partial-${process.pid}`
  await writeFile(partial, `${JSON.stringify(record, null, 2)}\n`)
  await rename(partial, path)
}
