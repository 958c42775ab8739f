import type { Stats } from 'node:fs'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * A folder private to this user and machine, for data that need not survive a reboot: in XDG_RUNTIME_DIR, else in the
 * system's temporary folder. Not in a library or project, which may be shared, on a network disk, or under version
 * control.
 * @returns null where it can't be made, or another user made it
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

/**
 * Whether a file or folder belongs to this user and is inaccessible to others. On Windows the parent folder ensures
 * that.
 */
export function isOwnAlone({ uid, mode }: Stats): boolean {
  const own = process.getuid?.()
  return own === undefined || (uid === own && (mode & 0o077) === 0)
}
