import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ADDON } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { run } from './command.mjs'
import { compileAddon } from './compile.mjs'
import { Problem } from './problem.mjs'
import { verify } from './verify.mjs'
import { extract, readDirectory } from './zip.mjs'

/** @typedef {import('./sources.mjs').Source} Source */

const STAGE = 'nagumo-native.partial'
const PARTS = ['deps', 'lib']

/**
 * Builds deps/ and lib/ beside the package's own, proves them, and only then puts them in place. A process that
 * has the old ones loaded keeps them: nothing is written over.
 * @param {{source: Source, archive: string, packageFolder: string, compiler: string, headers: string}} job
 * @param {(text: string) => void} say
 * @returns {Promise<string>} libtensorflow's version
 */
export async function install({ source, archive, packageFolder, compiler, headers }, say) {
  const stage = join(packageFolder, STAGE)
  await rm(stage, { recursive: true, force: true })
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
    return await prove(packageFolder, source)
  } finally {
    await rm(stage, { recursive: true, force: true })
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
      // A quarter of the library is symbols for debuggers. Without strip it is merely larger.
      await run('strip', ['--strip-all', library])
    }),
  )
}

/** The old parts stay beside the new ones until those are proven. @param {string} packageFolder @param {string} stage */
async function putInPlace(packageFolder, stage) {
  for (const part of PARTS) {
    const place = join(packageFolder, part)
    await rm(old(place), { recursive: true, force: true })
    if (existsSync(place)) await rename(place, old(place))
    await rename(join(stage, part), place)
  }
}

/** Runs an operation on what was built; takes it away again if that fails. @param {string} packageFolder @param {Source} source */
async function prove(packageFolder, source) {
  const result = await verify(packageFolder)
  const problem =
    'reason' in result
      ? `Native TensorFlow was built from ${source.label} but does not work, so it was taken away again. ${result.reason}`
      : result.version === source.libtensorflow
        ? null
        : `Expected libtensorflow ${source.libtensorflow} from ${source.label}; the library says it is ` +
          `${result.version}. It was taken away again.`
  for (const part of PARTS) {
    const place = join(packageFolder, part)
    if (problem) {
      await rm(place, { recursive: true, force: true })
      if (existsSync(old(place))) await rename(old(place), place)
    } else await rm(old(place), { recursive: true, force: true })
  }
  if (problem) throw new Problem(problem)
  return source.libtensorflow
}

/** @param {string} place */
function old(place) {
  return `${place}.old`
}

/** Whether an earlier run was cut off in the middle. @param {string} packageFolder */
export async function isHalfDone(packageFolder) {
  const names = await readdir(packageFolder)
  return names.some((name) => name === STAGE || name.endsWith('.old'))
}
