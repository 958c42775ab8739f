import { createHash, randomBytes } from 'node:crypto'
import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { LaunchKey } from '../contract/current-address.ts'
import { isOwnAlone } from './runtime-folder.ts'

/** A launch of the host: its port, and the key with which its windows authenticate later responses. */
export interface PastLaunch extends LaunchKey {
  port: number
}

/** Past launches of a library's host on this machine, whose windows may still be open. */
export interface PastLaunches {
  /** Newest first. */
  readonly before: readonly PastLaunch[]
  /** Stores a launch. On failure its windows just can't find the next host by themselves. */
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
 * Reads earlier launches from a file of mode 0600, one per library. A file that others could have read or written, or
 * that is invalid, counts as absent.
 * @param folder private to this user (`runtimeFolder`); null: nothing is read or stored
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
      // Another host of the library may have started meanwhile.
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
