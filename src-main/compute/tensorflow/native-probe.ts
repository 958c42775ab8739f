import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import {
  ADDON,
  isKnownLibtensorflow,
  judgeAnswer,
  judgeTrial,
  PROBE,
  userCacheFolder,
} from './native-facts.mjs'

const Remembered = z.object({ key: z.string(), version: z.string() })

/** The library's version, or why it can't be used. */
export type Probe = { version: string } | { reason: string }

/** Loading takes a second or two; from a slow disk, ten times that. */
const defaultPatience = 30_000

/**
 * Loads native TensorFlow in a separate process, so that a crash ends that process only, and runs an operation. A
 * success is cached until the package, Node or the machine changes; a failure is retried each time.
 * @param patience timeout, ms
 */
export async function probeNative(folder: string, patience = defaultPatience): Promise<Probe> {
  const key = keyOf(folder)
  const remembered = read(memory())
  if (remembered?.key === key) return { version: remembered.version }
  const result = await runProbe(folder, patience)
  if ('version' in result) write(memory(), { key, version: result.version })
  return result
}

/** After a later failure: the next start probes again. */
export function forgetProbe(): void {
  rmSync(memory(), { force: true })
}

function runProbe(folder: string, patience: number): Promise<Probe> {
  // In Electron's processes execPath is Electron itself, which needs this variable to run as Node.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const options = { env, timeout: patience, killSignal: 'SIGKILL', maxBuffer: 1 << 24 } as const
  return new Promise((resolve) => {
    const began = performance.now()
    execFile(process.execPath, ['-e', PROBE, folder], options, (error, out, talk) => {
      const answer = judgeAnswer(out)
      if (answer) resolve(withKnownVersion(answer))
      else if (error?.killed && performance.now() - began >= patience)
        resolve({ reason: `it was not ready within ${patience / 1000} s` })
      else resolve({ reason: ending(error) + lastLine(talk) })
    })
  })
}

/**
 * The same for a library loaded in this process, where no other one is available.
 * @param answer its result: [1 2; 3 4] times a matrix of ones, summed
 */
export function judgeHere(answer: { version: string; backend: string; sum: number | undefined }): Probe {
  return withKnownVersion(judgeTrial(answer))
}

function withKnownVersion(probe: Probe): Probe {
  if ('reason' in probe || isKnownLibtensorflow(probe.version)) return probe
  const { version } = probe
  return { reason: `libtensorflow ${version} was found; expected 2.5 to 2.15 (npm run native brings one)` }
}

function ending(error: unknown): string {
  const { signal, code } = (error ?? {}) as { signal?: string | null; code?: number | string | null }
  return signal
    ? `it crashed when it was loaded (${signal})`
    : `loading it ended without a result (${code ?? 0})`
}

/** The library's last line, after a colon. */
function lastLine(text: string): string {
  const line = text.trim().split('\n').at(-1)
  return line ? `: ${line.slice(0, 300)}` : ''
}

/** All that a success may depend on. */
function keyOf(folder: string): string {
  const libraries = join(folder, 'deps', 'lib')
  const files = [join(folder, 'package.json'), join(folder, ADDON), ...namesIn(libraries)]
  const facts = [files.map(stampOf), process.versions, process.arch, release(), cpus()[0]?.model]
  return createHash('sha256')
    .update(JSON.stringify([folder, ...facts]))
    .digest('hex')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

function stampOf(file: string): [string, number | undefined, number | undefined] {
  const stat = statSync(file, { throwIfNoEntry: false })
  return [file, stat?.size, stat?.mtimeMs]
}

function memory(): string {
  return join(userCacheFolder(), 'native-probe.json')
}

function read(file: string): z.infer<typeof Remembered> | null {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** A write error costs a second at the next start at most. */
function write(file: string, value: z.infer<typeof Remembered>): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const partial = `${file}.${process.pid}`
    writeFileSync(partial, JSON.stringify(value))
    renameSync(partial, file)
  } catch {
    return
  }
}
