import { homedir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'

/** The default library folder: NAGUMO_LIBRARY where set, else the operating system's application data folder. */
export function defaultLibraryFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.NAGUMO_LIBRARY) return resolve(env.NAGUMO_LIBRARY)
  if (platform === 'win32') {
    const home = env.USERPROFILE || homedir()
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Nagumo')
  }
  const home = env.HOME || homedir()
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Nagumo')
  const data = env.XDG_DATA_HOME
  // By the XDG specification a relative path is ignored.
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share'), 'nagumo')
}
