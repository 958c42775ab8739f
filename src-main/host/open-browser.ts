import { spawn } from 'node:child_process'

/** Opens an address in the person's browser; resolves to false where that cannot be done from here. */
export function openBrowser(url: string): Promise<boolean> {
  const [command, ...args] = opener(url)
  // Without a display xdg-open falls back to browsers in the terminal.
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return Promise.resolve(false)
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
    child.unref()
  })
}

function opener(url: string): string[] {
  if (process.platform === 'darwin') return ['open', url]
  // The empty title keeps start from taking the address for one.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', url]
  return ['xdg-open', url]
}
