// npm run native: makes @tensorflow/tfjs-node work where its own download cannot be reached, from the package
// registries through pip or Maven. See docs/native.md. It may be run again at any time.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isKnownLibtensorflow, userCacheFolder } from '../src-main/compute/tensorflow/native-facts.mjs'
import { findCompiler, findNodeHeaders } from './native/compile.mjs'
import { explainDiskError, requireSpace } from './native/disk.mjs'
import { fetchArchive, usableSources } from './native/download.mjs'
import { install, isHalfDone } from './native/install.mjs'
import { ensurePackage } from './native/package-folder.mjs'
import { Problem } from './native/problem.mjs'
import { SOURCES } from './native/sources.mjs'
import { leaveWord, leaveWordOfFound } from './native/stamp.mjs'
import { verify } from './native/verify.mjs'

const USAGE = `Usage: npm run native -- [--force] [--from pip|maven]

Fetches libtensorflow with pip or Maven, builds the bridge to it, and runs an operation to prove it.
  --force  build anew even where native TensorFlow works already
  --from   use this client alone`

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(userCacheFolder(), 'native')
const say = (/** @type {string} */ text) => console.log(text)

async function main() {
  const { force, from } = readArguments()
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(
      `npm run native builds for Linux on x64 only; this is ${process.platform} on ${process.arch}. ` +
        `There, npm install builds native TensorFlow where it can reach the package's own download; elsewhere ` +
        'Nagumo computes with WebAssembly.',
    )
    return
  }
  const started = performance.now()
  const present = await ensurePackage(root, say)
  if (!force && !(await isHalfDone(present.folder)) && (await settle(present))) return

  const headers = findNodeHeaders()
  const compiler = await findCompiler()
  const sources = from ? SOURCES.filter(({ client }) => client === from) : SOURCES
  const offers = await usableSources(sources, cache)
  const libtensorflow = await buildFromFirst(offers, present, { compiler, headers })
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  say(`Native TensorFlow works: libtensorflow ${libtensorflow}, an operation was run (${seconds} s).`)
}

/** Whether native TensorFlow works as it is. @param {{folder: string, version: string}} present */
async function settle({ folder, version }) {
  const result = await verify(folder)
  if ('reason' in result) return false
  if (!isKnownLibtensorflow(result.version)) {
    say(`libtensorflow ${result.version} is installed; expected 2.5 to 2.15. Building anew.`)
    return false
  }
  await leaveWordOfFound(root, folder, {
    package: version,
    libtensorflow: result.version,
    from: 'found working',
  })
  say(`Native TensorFlow works already: libtensorflow ${result.version}. (--force builds anew.)`)
  return true
}

/**
 * Tries one source after another; the last failure counts if all fail.
 * @param {import('./native/download.mjs').Offer[]} offers
 * @param {{folder: string, version: string}} present
 * @param {{compiler: {command: string[], version: string}, headers: string}} tools
 */
async function buildFromFirst(offers, { folder, version }, { compiler, headers }) {
  const failures = []
  for (const offer of offers) {
    const { source, command } = offer
    try {
      await requireSpace([
        { folder: cache, bytes: command ? source.bytes : 0 },
        { folder, bytes: source.unpackedBytes },
      ])
      const archive = await fetchArchive(offer, cache, say)
      const job = { source, archive, packageFolder: folder, compiler: compiler.command[0], headers }
      const libtensorflow = await install(job, say)
      await leaveWord(root, folder, {
        package: version,
        libtensorflow,
        from: source.label,
        sha256: source.sha256,
        compiler: compiler.version,
      })
      return libtensorflow
    } catch (error) {
      const explained = explainDiskError(error, folder)
      if (!(explained instanceof Problem)) throw explained
      failures.push(explained.message)
    }
  }
  throw new Problem([...failures, 'Until this works, Nagumo computes with WebAssembly.'].join('\n\n'))
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
  if (!(error instanceof Problem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
