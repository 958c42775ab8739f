import { homedir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'

/**
 * Where a person's recordings, models and reports are kept: NAGUMO_LIBRARY where it is set, else the place
 * that the operating system has for a program's data.
 */
export function defaultLibraryFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.NAGUMO_LIBRARY) return resolve(env.NAGUMO_LIBRARY)
  if (platform === 'win32') {
    const home = env.USERPROFILE || homedir()
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Nagumo')
  }
  const home = env.HOME || homedir()
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Nagumo')
  const data = env.XDG_DATA_HOME
  // The XDG rules: a relative path is to be ignored.
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share'), 'nagumo')
}
