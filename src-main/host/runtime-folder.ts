import type { Stats } from 'node:fs'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * A folder of this user alone, on this machine alone, for what is worth something only until the machine is started again:
 * in XDG_RUNTIME_DIR, else in the system's temporary folder. Neither a library nor a project, which may be shared, lie on
 * a disk of several machines or be put under version control.
 * @returns null where there is none: no such folder can be made, or another user made it
 */
export async function runtimeFolder(env: NodeJS.ProcessEnv): Promise<string | null> {
  const session = env.XDG_RUNTIME_DIR
  const places = [
    ...(session && isAbsolute(session) ? [join(session, 'nagumo')] : []),
    join(tmpdir(), `nagumo-${process.getuid?.() ?? 'run'}`),
  ]
  for (const place of places) {
    await mkdir(place, { mode: 0o700 }).catch(() => {})
    const found = await lstat(place).catch(() => null)
    if (found?.isDirectory() && isOwnAlone(found)) return place
  }
  return null
}

/** Whether a file or folder is this user's, and nobody else can read or write it. On Windows its folder sees to that. */
export function isOwnAlone({ uid, mode }: Stats): boolean {
  const own = process.getuid?.()
  return own === undefined || (uid === own && (mode & 0o077) === 0)
}
