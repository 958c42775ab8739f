// @ts-check
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, runNpm } from '../steps/run.mjs'

/** Used by plain Node only: a packed Electron runs no script as Node. */
const forNode = /^(bin|scripts)\/|^out\/main\/(cli|host)\.cjs$/

/** Electron's own processes, which need a shim in an old version. */
const inElectron = ['electron.cjs', 'compute.cjs']

/**
 * Copies the contents of the program's archive to a new folder: those of npm pack (files in package.json), without the
 * command line and the browser host.
 * @param {string} folder
 * @param {string | null} before a script that an old Electron must run before each of its processes
 */
export async function gather(folder, before) {
  mkdirSync(folder, { recursive: true })
  for (const path of await packedFiles()) {
    if (forNode.test(path)) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  const { name, productName, version, description, license, type, main } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const author = 'The Nagumo authors'
  // Lets a Linux desktop match the window to its application.
  const desktopName = `${name}.desktop`
  const manifest = { name, productName, version, description, license, author, type, main, desktopName }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  if (before) putBefore(join(folder, 'out/main'), before)
}

/** @returns {Promise<string[]>} paths from the root, sorted */
async function packedFiles() {
  const { code, output } = await runNpm(
    ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=silent'],
    { show: false },
  )
  if (code !== 0) throw new Error(`npm pack did not list its files:\n${output}`)
  /** @type {[{ files: { path: string }[] }]} */
  const [{ files }] = JSON.parse(output)
  return files.map(({ path }) => path).sort()
}

/** @param {string} folder @param {string} script */
function putBefore(folder, script) {
  const name = 'before.cjs'
  cpSync(script, join(folder, name))
  for (const program of inElectron) {
    const path = join(folder, program)
    writeFileSync(path, `require('./${name}')\n${readFileSync(path, 'utf8')}`)
  }
}

/**
 * The script by which the loader of an old Electron for smoke tests adds missing features, or null.
 * @param {string} dist folder of Electron
 */
export function scriptOfOldElectron(dist) {
  const script = join(dist, 'resources/app/node16-shim.js')
  return existsSync(script) ? script : null
}
