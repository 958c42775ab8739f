import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ADDON, userCacheFolder } from './native-facts.mjs'

/** The last crash of native TensorFlow on this machine: stored for the next program, which would crash too. */
const Failure = z.object({ reason: z.string(), build: z.string(), at: z.iso.datetime() })

/** After this time it is tried again: the fault may have been temporary. */
const trustMs = 24 * 60 * 60 * 1000

/** A write error costs the next program one calculation at most. */
export function noteNativeFailure(reason: string, build: string): void {
  try {
    mkdirSync(userCacheFolder(), { recursive: true })
    writeFileSync(path(), JSON.stringify({ reason, build, at: new Date().toISOString() }))
  } catch {
    return
  }
}

/** Reason not to use native TensorFlow today; null where there is none, or it was rebuilt since. */
export function notedNativeFailure(folder: string, now = Date.now()): string | null {
  try {
    const { reason, build, at } = Failure.parse(JSON.parse(readFileSync(path(), 'utf8')))
    const age = now - Date.parse(at)
    if (age < 0 || age > trustMs || build !== buildOf(folder)) return null
    return `${reason} on ${at.slice(0, 10)} and will be tried again a day later, or now with NAGUMO_BACKEND=native`
  } catch {
    return null
  }
}

/** Identifies a build of the package. */
export function buildOf(folder: string): string {
  return String(statSync(join(folder, ADDON), { throwIfNoEntry: false })?.mtimeMs)
}

function path(): string {
  return join(userCacheFolder(), 'native-failure.json')
}
