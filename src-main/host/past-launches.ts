import { createHash, randomBytes } from 'node:crypto'
import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { LaunchKey } from '../contract/whereabouts.ts'
import { isOwnAlone } from './runtime-folder.ts'

/** A launch of the host: where it listened, and the key by which its windows know what it says later. */
export interface PastLaunch extends LaunchKey {
  port: number
}

/** The launches of a library's host on this machine, whose windows may still wait for it. */
export interface PastLaunches {
  /** The newest first. */
  readonly before: readonly PastLaunch[]
  /** Keeps a launch for the next ones. Where that can't be, its windows only don't find the next host by themselves. */
  remember(launch: PastLaunch): Promise<void>
}

const most = 8
const secret = (bytes: number) => z.string().refine((text) => Buffer.from(text, 'base64url').length === bytes)
const LaunchesFile = z.object({
  format: z.literal('nagumo-launches'),
  version: z.literal(1),
  launches: z
    .array(z.object({ launch: secret(16), key: secret(32), port: z.int().min(1).max(65_535) }))
    .max(most),
})

/** @param port where the host listens */
export function newLaunch(port: number): PastLaunch {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  return { launch: random(16), key: random(32), port }
}

/**
 * Reads what is known of earlier launches from a file of mode 0600, one a library. A file that others could have read or
 * written, or that is not what it should be, counts as none.
 * @param folder of this user alone (`runtimeFolder`); null: nothing is known, and nothing kept
 * @param library folder of the default library
 */
export async function readPastLaunches(folder: string | null, library: string): Promise<PastLaunches> {
  if (folder === null) return { before: [], remember: async () => {} }
  const name = createHash('sha256').update(resolve(library)).digest('hex').slice(0, 16)
  const path = join(folder, `${name}.json`)
  const before = await read(path)
  return {
    before,
    async remember(launch) {
      // Another host of the library may have been started meanwhile.
      const others = (await read(path)).filter(({ port }) => port !== launch.port)
      const launches = [launch, ...others].slice(0, most)
      const next = `${path}.${randomBytes(6).toString('hex')}`
      try {
        const text = JSON.stringify({ format: 'nagumo-launches', version: 1, launches })
        await writeFile(next, text, { mode: 0o600, flag: 'wx' })
        await rename(next, path)
      } catch {
        await rm(next, { force: true }).catch(() => {})
      }
    },
  }
}

async function read(path: string): Promise<PastLaunch[]> {
  try {
    const found = await lstat(path)
    if (!found.isFile() || !isOwnAlone(found)) return []
    return LaunchesFile.parse(JSON.parse(await readFile(path, 'utf8'))).launches
  } catch {
    return []
  }
}
