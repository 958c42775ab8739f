import { spawn } from 'node:child_process'

/**
 * Opens a page in the user's browser; resolves to false where that is not possible.
 * @param page creates the page once it can be opened, and yields the path of its file
 */
export async function openBrowser(page: () => Promise<string>): Promise<boolean> {
  // Without a display xdg-open falls back to browsers in the terminal.
  const { platform, env } = process
  const desktop = platform === 'darwin' || platform === 'win32' || env.DISPLAY || env.WAYLAND_DISPLAY
  if (!desktop) return false
  const [command, ...args] = opener(await page())
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
    child.unref()
  })
}

function opener(file: string): string[] {
  if (process.platform === 'darwin') return ['open', file]
  // Without the empty title, start takes the path for one.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', file]
  return ['xdg-open', file]
}
