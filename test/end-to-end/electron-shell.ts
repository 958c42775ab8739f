import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { electronDist } from '../../scripts/pack/electron-dist.mjs'
import { findElectron } from '../../scripts/steps/electron-binary.mjs'
import { patience } from '../support/patience.ts'
import { type Display, openDisplay, root } from './programs.ts'
import { complaintsOf, type Program, type Shell } from './shell.ts'
import { workbenchOn } from './workbench-page.ts'

/** Path of Electron's binary, or null where it is not installed. */
export const electronBinary = findElectron()

// Root in a container has no sandbox of Chromium's.
export const electronSwitches = ['--no-sandbox', '--disable-gpu']

/** A program with Electron's own way to it. */
export interface ElectronProgram extends Program {
  app: ElectronApplication
}

export interface ElectronShell extends Shell {
  /** @param args after the program: files that the system opens with it */
  start(library: string, args?: readonly string[]): Promise<ElectronProgram>
  /** Of a program with this library; a second one with it finds the first. */
  environment(library: string): Record<string, string>
}

/**
 * The window in Electron, on a display of its own.
 * @param program folder of its package.json
 */
export async function electronShell(program = root): Promise<ElectronShell> {
  const display: Display | null = electronBinary && process.platform === 'linux' ? await openDisplay() : null
  const environment = (library: string) =>
    ({
      ...process.env,
      NAGUMO_LIBRARY: library,
      // Its lock is there: programs of other tests are no first instance of this one.
      XDG_CONFIG_HOME: `${library}-settings`,
      DISPLAY: display?.name ?? '',
    }) as Record<string, string>
  return {
    where: 'in Electron',
    there: display !== null,
    // Electron 22, which smoke tests run on, has Node 16, which can't take files apart or put them together.
    carriesFiles: electronDist()?.old === false,
    environment,
    async start(library, args = []) {
      const { app, page } = await launch([program, ...electronSwitches, ...args], environment(library))
      const window = workbenchOn(page)
      const complaints = complaintsOf(window, ({ protocol }) => protocol === 'app:')
      return {
        app,
        window,
        // Dropped on the icon of a program that runs, a file comes with a second start of it.
        async give(path) {
          const second = spawn(electronBinary ?? '', [program, ...electronSwitches, path], {
            env: environment(library),
            stdio: 'ignore',
          })
          const [code] = await once(second, 'exit')
          if (code !== 0) throw new Error(`The second start ended with ${code}.`)
        },
        numerics: () =>
          app.evaluate(({ app }) =>
            app
              .getAppMetrics()
              .filter(({ name }) => name === 'Nagumo compute process')
              .map(({ pid }) => pid),
          ),
        saved: (act) => savedIn(app, act),
        complaints: () => complaints,
        end: () => app.close(),
      }
    },
    close: async () => display?.close(),
  }
}

/**
 * Starts Electron until Playwright has its window. Playwright sometimes attaches while the new window goes to its first
 * page, gets no answer and waits for ever, although the window is there (microsoft/playwright issues 17765 and 29386).
 */
async function launch(args: string[], env: Record<string, string>) {
  for (let left = 4; ; left--) {
    try {
      const app = await _electron.launch({
        executablePath: electronBinary ?? '',
        timeout: patience.timeout / 4,
        args,
        env,
      })
      return { app, page: await app.firstWindow({ timeout: patience.timeout }) }
    } catch (error) {
      if (left === 1 || !/^electron\.launch: Timeout/.test((error as Error).message)) throw error
      console.warn('Electron is started again: Playwright did not find its window.')
    }
  }
}

/** Saves into a folder, where the system's dialog would ask the person. */
async function savedIn(app: ElectronApplication, act: () => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-saved-'))
  const path = join(folder, 'saved')
  try {
    await app.evaluate(({ session }, path) => {
      const saved = new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(path)
          item.once('done', () => resolve(item.getFilename()))
        })
      })
      Object.assign(globalThis, { saved })
    }, path)
    await act()
    const name = await app.evaluate(() => (globalThis as unknown as { saved: Promise<string> }).saved)
    return { name, bytes: await readFile(path) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
