import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { firstAvailable, run } from './command.mjs'
import { requireWritable } from './disk.mjs'
import { lastLines, megabytes, Problem } from './problem.mjs'

/** @typedef {import('./sources.mjs').Source} Source */
/** @typedef {{source: Source, command: [string, ...string[]] | null}} Offer command: null if the archive is cached */

const CLIENTS = {
  /** @type {[string, ...string[]][]} */
  pip: [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']],
  /** @type {[string, ...string[]][]} */
  maven: [['mvn']],
}

/**
 * The sources available on this machine: cached ones first, then those whose client is installed.
 * @param {Source[]} sources
 * @param {string} cache
 * @returns {Promise<Offer[]>}
 */
export async function usableSources(sources, cache) {
  const cached = []
  const reachable = []
  for (const source of sources) {
    if (await isWhole(join(cache, source.file), source)) cached.push({ source, command: null })
    else {
      const client = await firstAvailable(CLIENTS[source.client])
      if (client) reachable.push({ source, command: client.command })
    }
  }
  if (cached.length + reachable.length === 0)
    throw new Problem(
      `${whatIsMissing(sources)} is there to fetch libtensorflow with. Install ` +
        `${sources.length > 1 ? 'one' : 'it'} (Debian and Ubuntu: apt install python3-pip, or maven) and run this again.`,
    )
  return [...cached, ...reachable]
}

/** @param {Source[]} sources */
function whatIsMissing(sources) {
  const tried = sources.flatMap(({ client }) => CLIENTS[client]).map((command) => command.join(' '))
  const clients = sources.map(({ client }) => (client === 'maven' ? 'Maven' : client))
  return `${clients.length > 1 ? 'Neither' : 'No'} ${clients.join(' nor ')} (${tried.join(', ')})`
}

/**
 * The path of the archive in the cache, downloaded if missing; always verified by SHA-256.
 * @param {Offer} offer
 * @param {string} cache
 * @param {(text: string) => void} say
 */
export async function fetchArchive({ source, command }, cache, say) {
  const path = join(cache, source.file)
  if (!command) {
    say(`Using ${source.label} from ${cache}.`)
    return path
  }
  await requireWritable(cache)
  await mkdir(cache, { recursive: true })
  await sweep(cache)
  const partial = join(cache, `partial-${process.pid}`)
  await mkdir(partial)
  try {
    say(`Fetching ${source.label} with ${command.join(' ')} (${megabytes(source.bytes)}).`)
    const { ok, output } = await run(command[0], [...command.slice(1), ...clientArguments(source, partial)], {
      // The client's temporary files go where there is space, and are deleted with the rest.
      env: { ...process.env, TMPDIR: partial },
      timeout: 3_600_000,
    })
    const fetched = join(partial, source.file)
    if (!ok || !existsSync(fetched))
      throw new Problem(
        `${command.join(' ')} could not fetch ${source.label}. It said:\n${lastLines(output)}`,
      )
    if (!(await isWhole(fetched, source)))
      throw new Problem(
        `What ${command.join(' ')} fetched as ${source.label} is not the expected file: its size or SHA-256 differs. ` +
          'A mirror may serve something else, or the transfer was cut. It was thrown away; run this again.',
      )
    await rename(fetched, path)
    return path
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

/** @param {Source} source @param {string} folder */
function clientArguments(source, folder) {
  if (source.client === 'maven')
    return [
      '-B',
      '-q',
      'dependency:copy',
      '-Dartifact=org.tensorflow:tensorflow-core-api:0.5.0:jar:linux-x86_64',
      `-DoutputDirectory=${folder}`,
    ]
  return [
    'download',
    '--disable-pip-version-check',
    '--no-cache-dir',
    '--no-deps',
    '--only-binary=:all:',
    '--retries=2',
    '--timeout=30',
    '--python-version=3.11',
    '--implementation=cp',
    '--abi=cp311',
    '--platform=manylinux2014_x86_64',
    `--dest=${folder}`,
    'tensorflow-cpu==2.15.1',
  ]
}

/** Removes leftovers of an interrupted run from the cache. @param {string} cache */
async function sweep(cache) {
  for (const name of await readdir(cache)) {
    const [, pid] = /^partial-(\d+)$/.exec(name) ?? []
    if (pid && !isRunning(Number(pid))) await rm(join(cache, name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the file is the complete archive, by size and checksum. @param {string} path @param {Source} source */
export async function isWhole(path, source) {
  if (!existsSync(path) || (await stat(path)).size !== source.bytes) return false
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex') === source.sha256
}
