import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ADDON } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { run } from './command.mjs'
import { compileAddon } from './compile.mjs'
import { Problem } from './problem.mjs'
import { verify } from './verify.mjs'
import { extract, readDirectory } from './zip.mjs'

/** @typedef {import('./sources.mjs').Source} Source */

/** Staging folder for the new parts. */
const STAGE = 'nagumo-native.partial'
/** Backup of the old parts until the new ones are verified. */
const OLD = 'nagumo-native.old'
const PARTS = ['deps', 'lib']

/**
 * Builds deps/ and lib/ beside the package's own, verifies them, and only then swaps them in. A process that has loaded
 * the old ones is unaffected: no file is overwritten.
 * @param {{source: Source, archive: string, packageFolder: string, compiler: string, headers: string}} job
 * @param {(text: string) => void} say
 * @returns {Promise<string>} libtensorflow's version
 */
export async function install({ source, archive, packageFolder, compiler, headers }, say) {
  const stage = join(packageFolder, STAGE)
  await undoHalfDone(packageFolder)
  try {
    const libraries = join(stage, 'deps', 'lib')
    const addon = join(stage, ADDON)
    await mkdir(libraries, { recursive: true })
    await mkdir(dirname(addon), { recursive: true })
    say('Unpacking.')
    await unpack(source, archive, libraries)
    say(`Compiling the bridge with ${compiler}.`)
    await compileAddon({ compiler, headers, packageFolder, libraries, addon })
    await putInPlace(packageFolder, stage)
    const problem = await findProblem(packageFolder, source)
    if (problem) throw new Problem(problem)
    // From here on the new ones are in effect: one atomic step, so that a crash leaves no mixture.
    await rename(join(packageFolder, OLD), join(stage, OLD))
    return source.libtensorflow
  } finally {
    await undoHalfDone(packageFolder)
  }
}

/** @param {Source} source @param {string} archive @param {string} libraries */
async function unpack(source, archive, libraries) {
  const entries = await readDirectory(archive)
  await Promise.all(
    Object.entries(source.libraries).map(async ([name, path]) => {
      const entry = entries.get(path)
      if (!entry) throw new Problem(`${archive} lacks ${path}.`)
      const library = join(libraries, name)
      await extract(archive, entry, library)
      // A quarter of the library is debug symbols. Without strip it is merely larger.
      const stripped = `${library}.stripped`
      const { ok } = await run('strip', ['--strip-all', '-o', stripped, library])
      if (ok) await rename(stripped, library)
      else await rm(stripped, { force: true })
    }),
  )
}

/** @param {string} packageFolder @param {string} stage */
async function putInPlace(packageFolder, stage) {
  await mkdir(join(packageFolder, OLD))
  for (const part of PARTS) {
    const place = join(packageFolder, part)
    // An empty folder records that there was none.
    if (existsSync(place)) await rename(place, join(packageFolder, OLD, part))
    else await mkdir(join(packageFolder, OLD, part))
    await rename(join(stage, part), place)
  }
}

/** Runs an operation on the installed parts. @param {string} packageFolder @param {Source} source */
async function findProblem(packageFolder, source) {
  const result = await verify(packageFolder)
  if ('reason' in result)
    return `Native TensorFlow was built from ${source.label} but does not work, so it was taken away again: ${result.reason}`
  if (result.version === source.libtensorflow) return null
  return (
    `Expected libtensorflow ${source.libtensorflow} from ${source.label}; the library says it is ` +
    `${result.version}. It was taken away again.`
  )
}

/**
 * Restores the old parts where new ones were not verified, or an earlier run was interrupted before that, and removes
 * leftovers.
 * @param {string} packageFolder
 */
export async function undoHalfDone(packageFolder) {
  for (const part of PARTS) {
    const old = join(packageFolder, OLD, part)
    if (!existsSync(old)) continue
    const place = join(packageFolder, part)
    await rm(place, { recursive: true, force: true })
    await rename(old, place)
    if ((await readdir(place)).length === 0) await rmdir(place)
  }
  await rm(join(packageFolder, OLD), { recursive: true, force: true })
  await rm(join(packageFolder, STAGE), { recursive: true, force: true })
}
