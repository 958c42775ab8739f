import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NATIVE_PACKAGE } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { run } from './command.mjs'
import { lastLines, Problem } from './problem.mjs'

/** @typedef {{folder: string, version: string}} Package its location, and the required version */

/**
 * @tensorflow/tfjs-node of the checkout, whether installed or not.
 * @param {string} root the checkout
 * @returns {Promise<Package>}
 */
export async function wantedPackage(root) {
  const { optionalDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const folder = join(root, 'node_modules', ...NATIVE_PACKAGE.split('/'))
  return { folder, version: optionalDependencies[NATIVE_PACKAGE] }
}

/** Whether it is installed as published, in the required version. @param {Package} wanted */
export async function isInstalled({ folder, version }) {
  const path = join(folder, 'package.json')
  if (!existsSync(path) || !existsSync(join(folder, 'binding', 'tfjs_backend.cc'))) return false
  return JSON.parse(await readFile(path, 'utf8')).version === version
}

/**
 * Reinstalls the package where npm removed it (it does when the package's own download is unreachable), without running
 * any script and without changing package.json.
 * @param {string} root the checkout
 * @param {Package} wanted
 * @param {(text: string) => void} say
 */
export async function ensurePackage(root, wanted, say) {
  if (await isInstalled(wanted)) return
  say(`Putting ${NATIVE_PACKAGE} ${wanted.version} into node_modules with npm.`)
  const npm = process.env.npm_execpath
  const command = npm && /\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm']
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  const args = ['install', ...flags, `${NATIVE_PACKAGE}@${wanted.version}`]
  const { ok, output, missing } = await run(command[0], [...command.slice(1), ...args], { cwd: root })
  if (missing)
    throw new Problem(
      `npm is not there to install ${NATIVE_PACKAGE} with. Add it to PATH and run this again.`,
    )
  if (!ok || !(await isInstalled(wanted)))
    throw new Problem(
      `npm could not install ${NATIVE_PACKAGE} ${wanted.version}. It said:\n${lastLines(output, 12)}`,
    )
}
