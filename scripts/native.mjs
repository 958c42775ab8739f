// npm run native: makes @tensorflow/tfjs-node work where its own download cannot be reached, from the package
// registries through pip or Maven. See docs/native.md. It may be run again at any time.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ADDON, isKnownLibtensorflow, userCacheFolder } from '../src-main/compute/tensorflow/native-facts.mjs'
import { findCompiler, findNodeHeaders } from './native/compile.mjs'
import { explainSystemError, requireSpace, requireWritable } from './native/disk.mjs'
import { fetchArchive, usableSources } from './native/download.mjs'
import { install, undoHalfDone } from './native/install.mjs'
import { ensurePackage, isInstalled, wantedPackage } from './native/package-folder.mjs'
import { Problem } from './native/problem.mjs'
import { SOURCES } from './native/sources.mjs'
import { lastKnownToWork, leaveWord, leaveWordOfFound } from './native/stamp.mjs'
import { verify } from './native/verify.mjs'

/** @typedef {import('./native/package-folder.mjs').Package} Package */

const USAGE = `Usage: npm run native -- [--force] [--from pip|maven]

Fetches libtensorflow with pip or Maven, builds the bridge to it, and runs an operation to prove it.
  --force  build anew even where native TensorFlow works already
  --from   use this client alone`

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(userCacheFolder(), 'native')
const say = (/** @type {string} */ text) => console.log(text)

async function main() {
  const { force, from } = readArguments()
  const started = performance.now()
  const wanted = await wantedPackage(root)
  if (await isInstalled(wanted)) {
    await undoHalfDone(wanted.folder)
    if (!force && (await settle(wanted))) return
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Problem(
      `npm run native builds for Linux on x64 only; this is ${process.platform} on ${process.arch}. ` +
        'There, npm install brings native TensorFlow where it can reach the package’s own download.',
    )
  tellWhatWasRemoved(wanted)
  await requireWritable(wanted.folder)
  const headers = findNodeHeaders()
  const compiler = await findCompiler()
  const sources = from ? SOURCES.filter(({ client }) => client === from) : SOURCES
  const offers = await usableSources(sources, cache)
  await ensurePackage(root, wanted, say)
  const libtensorflow = await buildFromFirst(offers, wanted, { compiler, headers })
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  say(`Native TensorFlow works: libtensorflow ${libtensorflow}, an operation was run (${seconds} s).`)
}

/** Whether native TensorFlow works as it is. @param {Package} wanted */
async function settle({ folder, version }) {
  if (!existsSync(join(folder, ADDON))) return false
  const result = await verify(folder)
  if ('reason' in result) {
    say(`Native TensorFlow is here but does not work: ${result.reason}\nBuilding anew.`)
    return false
  }
  if (!isKnownLibtensorflow(result.version)) {
    say(`libtensorflow ${result.version} is installed; expected 2.5 to 2.15. Building anew.`)
    return false
  }
  const found = { package: version, libtensorflow: result.version, from: 'found working' }
  await remember(() => leaveWordOfFound(root, folder, found))
  say(`Native TensorFlow works already: libtensorflow ${result.version}. (--force builds anew.)`)
  return true
}

/** @param {Package} wanted */
function tellWhatWasRemoved({ folder }) {
  const since = lastKnownToWork(root)
  if (since && !existsSync(join(folder, ADDON)))
    say(`Native TensorFlow was built here (${since}); an npm install has removed it since. Bringing it back.`)
}

/**
 * Tries the sources in turn; throws the last error if all fail.
 * @param {import('./native/download.mjs').Offer[]} offers
 * @param {Package} wanted
 * @param {{compiler: {command: string[], version: string}, headers: string}} tools
 */
async function buildFromFirst(offers, { folder, version }, { compiler, headers }) {
  for (const [k, { source, command }] of offers.entries()) {
    try {
      await requireSpace([
        // Clients download to a temporary file first and copy it.
        { folder: cache, bytes: command ? 2 * source.bytes : 0 },
        { folder, bytes: 2 * source.unpackedBytes },
      ])
      const archive = await fetchArchive({ source, command }, cache, say)
      const job = { source, archive, packageFolder: folder, compiler: compiler.command[0], headers }
      const libtensorflow = await install(job, say)
      const { label, sha256 } = source
      const build = { package: version, libtensorflow, from: label, sha256, compiler: compiler.version }
      await remember(() => leaveWord(root, folder, build))
      return libtensorflow
    } catch (error) {
      const problem = explainSystemError(error, folder)
      if (!(problem instanceof Problem) || problem.final || k === offers.length - 1) throw problem
      say(`${problem.message}\nTrying ${offers[k + 1].source.label} instead.`)
    }
  }
  throw new Error('there was no source to try')
}

/** A working installation counts even where its stamp can't be written. @param {() => Promise<void>} leave */
async function remember(leave) {
  try {
    await leave()
  } catch (error) {
    const problem = explainSystemError(error, root)
    if (!(problem instanceof Problem)) throw error
    say(
      `No word of it could be left, so that a later npm install would undo it unnoticed: ${problem.message}`,
    )
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        force: { type: 'boolean', default: false },
        from: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      say(USAGE)
      process.exit(0)
    }
    if (values.from && !SOURCES.some(({ client }) => client === values.from))
      throw new Problem(`--from is pip or maven, not “${values.from}”.`)
    return values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
}

try {
  await main()
} catch (error) {
  const problem = explainSystemError(error, root)
  if (!(problem instanceof Problem)) throw error
  console.error(`${problem.message}\n\n${await whatIsLeft()}`)
  process.exitCode = 1
}

/** The backend in use after a failure. */
async function whatIsLeft() {
  const { folder } = await wantedPackage(root)
  return existsSync(join(folder, ADDON))
    ? 'What was there before is as it was.'
    : 'Until this works, Nagumo computes with WebAssembly.'
}
