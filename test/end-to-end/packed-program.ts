import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import { patience } from '../support/patience.ts'

/** Where a packed program lies in what npm run pack --dir made, on this system. */
export function programIn(folder: string): { folder: string; binary: string; resources: string } {
  const unpacked = join(folder, 'linux-unpacked')
  return { folder: unpacked, binary: join(unpacked, 'nagumo'), resources: join(unpacked, 'resources') }
}

/** All files below a folder: their paths and SHA-256, or where a link leads. */
export async function hashesIn(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const hashes: Record<string, string> = {}
  for (const entry of found) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) hashes[relative(folder, path)] = `link to ${await readlink(path)}`
    else if (entry.isFile())
      hashes[relative(folder, path)] = createHash('sha256').update(readFileSync(path)).digest('hex')
  }
  return hashes
}

/**
 * Starts a packed program and finds its window. Not by Playwright's own launcher, which asks Electron for Node's
 * inspector: a packed program has none.
 */
export async function startPacked(
  binary: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<{ page: Page; program: ChildProcess; said(): string; end(): Promise<void> }> {
  // Root in a container has no sandbox of Chromium's; on a busy machine its watchdog takes slow for hung.
  const switches = ['--no-sandbox', '--disable-gpu', '--disable-gpu-watchdog', '--remote-debugging-port=0']
  const program = spawn(binary, [...switches, ...args], { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(program, 'exit')
  let said = ''
  program.stderr?.on('data', (piece: Buffer) => {
    said += piece
  })
  const address = await addressIn(program, () => said)
  await pageThere(new URL(address).host, program)
  const browser = await chromium
    .connectOverCDP(address, { noDefaults: true, timeout: patience.timeout })
    .catch((error: unknown) => {
      const code = program.exitCode ?? program.signalCode ?? 'none yet'
      throw new Error(`Its window was not found (ended: ${code}). It said:\n${said}`, { cause: error })
    })
  const [context] = browser.contexts()
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: patience.timeout }))
  page.setDefaultTimeout(patience.timeout)
  return {
    page,
    program,
    /** On standard error, since it began. */
    said: () => said,
    async end() {
      program.kill('SIGTERM')
      await ended
    },
  }
}

/** Until the window has its page: an old Electron that is attached to before may stand still. */
async function pageThere(host: string, program: ChildProcess): Promise<void> {
  while (program.exitCode === null && program.signalCode === null) {
    const targets = await fetch(`http://${host}/json/list`).then(
      (answer) => answer.text(),
      () => '',
    )
    if (/"title": "Nagumo"/.test(targets)) return
    await setTimeout(patience.interval)
  }
}

/** Where Chromium says that its pages can be driven. */
function addressIn(program: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    program.stderr?.on('data', () => {
      const [, address] = /DevTools listening on (ws:\/\/\S+)/.exec(said()) ?? []
      if (address) resolve(address)
    })
    program.on('error', reject)
    program.on('exit', (code) =>
      reject(new Error(`The program ended with code ${code}. It said:\n${said()}`)),
    )
  })
}
