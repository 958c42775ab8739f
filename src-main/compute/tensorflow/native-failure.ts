import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ADDON, userCacheFolder } from './native-facts.mjs'

/** What native TensorFlow did when it was last at work here: kept for the next program, which would die of it too. */
const Failure = z.object({ reason: z.string(), build: z.string(), at: z.iso.datetime() })

/** Then it is tried again: the fault may have been of that hour. */
const trustMs = 24 * 60 * 60 * 1000

/** Not being able to note it costs the next program a calculation, no more. */
export function noteNativeFailure(reason: string, build: string): void {
  try {
    mkdirSync(userCacheFolder(), { recursive: true })
    writeFileSync(path(), JSON.stringify({ reason, build, at: new Date().toISOString() }))
  } catch {
    return
  }
}

/** Why native TensorFlow is better left alone today; null where nothing speaks against it, or it was built anew since. */
export function notedNativeFailure(folder: string, now = Date.now()): string | null {
  try {
    const { reason, build, at } = Failure.parse(JSON.parse(readFileSync(path(), 'utf8')))
    const age = now - Date.parse(at)
    if (age < 0 || age > trustMs || build !== buildOf(folder)) return null
    return `${reason} on ${at.slice(0, 10)} and is tried again a day later, or now with NAGUMO_BACKEND=native`
  } catch {
    return null
  }
}

/** Tells one build of the package from another. */
export function buildOf(folder: string): string {
  return String(statSync(join(folder, ADDON), { throwIfNoEntry: false })?.mtimeMs)
}

function path(): string {
  return join(userCacheFolder(), 'native-failure.json')
}
