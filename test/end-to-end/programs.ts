import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export { browserArgs, findBrowser } from '../../scripts/steps/browser.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const sampleFile = `${root}resources/samples/example-neuron.csv`

/** Processes that a program started and that run the numerics. */
export function numericsOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent && args.some((arg) => arg.includes('compute.cjs')))
    .map(([pid]) => Number(pid))
}

/** Resident memory of a process, MB; null where it has ended, or the system does not report it. */
export function memoryOf(pid: number): number | null {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout) / 1024 || null
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
