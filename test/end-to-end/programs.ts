import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const sampleFile = `${root}resources/samples/example-neuron.csv`

/** How Chromium is started: headless, and without its own talk to the network. */
export const browserArgs = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const windows = (path: string): string[] =>
  [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => `${folder}\\${path}`)

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...windows('Google\\Chrome\\Application\\chrome.exe'),
  ...windows('Microsoft\\Edge\\Application\\msedge.exe'),
]

/** A Chromium, Chrome or Edge on this computer, or null. CHROME_PATH names one, and then no other counts. */
export function findBrowser(): string | null {
  const named = process.env.CHROME_PATH
  return (named ? [named] : browsers).find((path) => existsSync(path)) ?? null
}

/** Processes that a program started and that run the numerics. */
export function numericsOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent && args.some((arg) => arg.includes('compute.cjs')))
    .map(([pid]) => Number(pid))
}

export interface Display {
  name: string
  close(): void
}

/** A display of its own for a window, or null where there is no Xvfb. */
export function openDisplay(): Promise<Display | null> {
  return new Promise((resolve) => {
    // It writes the number of the display that it took.
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    server.on('error', () => resolve(null))
    server.on('exit', () => resolve(null))
    server.stdout.once('data', (number: Buffer) => {
      resolve({ name: `:${number.toString().trim()}`, close: () => server.kill() })
    })
  })
}
