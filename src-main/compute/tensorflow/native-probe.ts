import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  ADDON,
  isKnownLibtensorflow,
  PROBE,
  PROBE_MARK,
  PROBE_SUM,
  userCacheFolder,
} from './native-facts.mjs'

const Answer = z.object({ version: z.string(), backend: z.string(), sum: z.number() })
const Remembered = z.object({ key: z.string(), version: z.string() })

/** The library's version, or why it can't be used. */
export type Probe = { version: string } | { reason: string }

const patience = 60_000

/**
 * Loads native TensorFlow in a process of its own, which alone dies if the library crashes, and runs an
 * operation. A success is remembered until the package or Node changes; a failure is tried again each time.
 */
export async function probeNative(folder: string): Promise<Probe> {
  const memory = join(userCacheFolder(), 'native-probe.json')
  const key = keyOf(folder)
  const remembered = read(memory)
  if (remembered?.key === key) return { version: remembered.version }
  const result = await runProbe(folder)
  if ('version' in result) write(memory, { key, version: result.version })
  return result
}

function runProbe(folder: string): Promise<Probe> {
  // In Electron's processes execPath is Electron itself, which runs scripts only when asked to be Node.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['-e', PROBE, folder],
      { env, timeout: patience, maxBuffer: 1 << 24 },
      (error, out, talk) => {
        const line = out.split('\n').find((text) => text.startsWith(PROBE_MARK))
        if (!line) resolve({ reason: `the process that loaded it ${ending(error)}: ${lastLine(talk)}` })
        else resolve(judge(line.slice(PROBE_MARK.length)))
      },
    )
  })
}

function judge(json: string): Probe {
  const { version, backend, sum } = Answer.parse(JSON.parse(json))
  if (backend !== 'tensorflow') return { reason: `it started the backend ${backend}; expected tensorflow` }
  if (sum !== PROBE_SUM) return { reason: `it computed ${sum} where ${PROBE_SUM} was expected` }
  if (!isKnownLibtensorflow(version)) {
    return { reason: `libtensorflow ${version} was found; expected 2.5 to 2.15 (npm run native brings one)` }
  }
  return { version }
}

function ending(error: unknown): string {
  const { signal, code } = (error ?? {}) as { signal?: string | null; code?: number | string | null }
  return signal ? `was ended by ${signal}` : `ended with code ${code ?? 0}`
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing'
}

function keyOf(folder: string): string {
  const { size, mtimeMs } = statSync(join(folder, ADDON))
  return createHash('sha256')
    .update(JSON.stringify([folder, size, mtimeMs, process.version, process.arch]))
    .digest('hex')
}

function read(file: string): z.infer<typeof Remembered> | null {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Not being able to remember costs a second at the next start, no more. */
function write(file: string, value: z.infer<typeof Remembered>): void {
  try {
    mkdirSync(userCacheFolder(), { recursive: true })
    const partial = `${file}.${process.pid}`
    writeFileSync(partial, JSON.stringify(value))
    renameSync(partial, file)
  } catch {
    return
  }
}
