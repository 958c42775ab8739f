import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NATIVE_PACKAGE } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { run } from './command.mjs'
import { lastLines, Problem } from './problem.mjs'

/**
 * The folder of @tensorflow/tfjs-node in the checkout; npm removes it when its install script cannot reach its
 * own download, and then it is put back, without running any script and without touching package.json.
 * @param {string} root the checkout
 * @param {(text: string) => void} say
 */
export async function ensurePackage(root, say) {
  const folder = join(root, 'node_modules', ...NATIVE_PACKAGE.split('/'))
  const wanted = await wantedVersion(root)
  if ((await installedVersion(folder)) === wanted) return { folder, version: wanted }
  say(`Putting ${NATIVE_PACKAGE} ${wanted} back into node_modules with npm.`)
  const npm = process.env.npm_execpath
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${NATIVE_PACKAGE}@${wanted}`,
  ]
  const { ok, output, missing } = await run(command[0], [...command.slice(1), ...args], { cwd: root })
  if (missing)
    throw new Problem(
      'npm is not there to install @tensorflow/tfjs-node with. Add it to PATH and run this again.',
    )
  if (!ok || (await installedVersion(folder)) !== wanted)
    throw new Problem(`npm could not install ${NATIVE_PACKAGE} ${wanted}. It said:\n${lastLines(output, 12)}`)
  return { folder, version: wanted }
}

/** @param {string} root @returns {Promise<string>} */
async function wantedVersion(root) {
  const { optionalDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  return optionalDependencies[NATIVE_PACKAGE]
}

/** @param {string} folder @returns {Promise<string | null>} */
async function installedVersion(folder) {
  const path = join(folder, 'package.json')
  if (!existsSync(path) || !existsSync(join(folder, 'binding', 'tfjs_backend.cc'))) return null
  return JSON.parse(await readFile(path, 'utf8')).version
}
