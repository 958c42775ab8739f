import { spawn } from 'node:child_process'

/** Opens a page, by the path of its file, in the person's browser; resolves to false where that cannot be done from here. */
export function openBrowser(file: string): Promise<boolean> {
  const [command, ...args] = opener(file)
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

function opener(file: string): string[] {
  if (process.platform === 'darwin') return ['open', file]
  // The empty title keeps start from taking the path for one.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', file]
  return ['xdg-open', file]
}
