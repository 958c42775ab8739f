// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ADDON, MARKER, NATIVE_PACKAGE } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { root, runNpm } from './run.mjs'

/** Installs the packages where they are missing or differ from package-lock.json. @returns {Promise<boolean>} */
export async function ensureInstalled() {
  const done = await install()
  if (done && lostNative()) {
    console.error(
      'An npm install has removed the native TensorFlow that was built here; npm run native brings it back. Until then Nagumo computes with WebAssembly.',
    )
  }
  return done
}

/** Whether native TensorFlow worked here before and is gone. */
function lostNative() {
  return existsSync(join(root, MARKER)) && !existsSync(join(root, 'node_modules', NATIVE_PACKAGE, ADDON))
}

async function install() {
  return installIn('', 'Installing packages')
}

/**
 * Installs the packages of one folder where they are missing or differ from its package-lock.json.
 * @param {string} folder from the root @param {string} doing message shown
 * @returns {Promise<boolean>}
 */
export async function installIn(folder, doing) {
  const reason = whatIsMissing(folder)
  if (!reason) return true
  console.error(`${doing} (${reason}); this takes a minute or two.`)
  const where = folder ? ['--prefix', folder, '--ignore-scripts', '--loglevel=error'] : []
  const { code } = await runNpm(['ci', '--no-fund', '--no-audit', ...where])
  if (code === 0) return true
  console.error('The packages were not installed; npm says why above. Check the network and run this again.')
  return false
}

/** @param {string} folder @returns {string | null} */
function whatIsMissing(folder) {
  const wanted = readLock(join(folder, 'package-lock.json'))
  const present = readLock(join(folder, 'node_modules/.package-lock.json'))
  if (!present) return 'there are none yet'
  for (const [path, entry] of Object.entries(wanted ?? {})) {
    // Optional packages may be missing, by platform or because their own installation failed.
    if (path === '' || (entry.optional && !present[path])) continue
    if (present[path]?.version !== entry.version)
      return `${path.replace('node_modules/', '')} is not up to date`
  }
  return null
}

/** @param {string} file @returns {Record<string, { version: string, optional?: boolean }> | null} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return null
  }
}
