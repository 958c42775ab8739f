import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { numericsOf, root } from './programs.ts'

/** The browser host as npm start runs it, with a library of its own. */
export interface RunningHost {
  url: string
  pid: number
  /** Its folder. */
  library: string
  /** Ids of the processes that do the heavy work: one, or none while it is not there. */
  numerics(): number[]
  end(signal?: NodeJS.Signals): Promise<number | null>
  remove(): Promise<void>
}

/**
 * @param env in place of the usual one, and without --no-open: the host then opens a browser of its own choice
 * @param before the library of a host that has ended; a new one otherwise
 */
export async function startHost(env?: NodeJS.ProcessEnv, before?: string): Promise<RunningHost> {
  const library = before ?? (await mkdtemp(join(tmpdir(), 'nagumo-library-')))
  // What hosts know of each other's launches stays with the library, and goes with it.
  const runtime = `${library}-run`
  await mkdir(runtime, { recursive: true, mode: 0o700 })
  const options = env ? ['--browser'] : ['--browser', '--no-open']
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...options], {
    env: { ...(env ?? process.env), NAGUMO_LIBRARY: library, XDG_RUNTIME_DIR: runtime },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill(signal)
    const [code] = await once(child, 'exit')
    return code
  }
  return {
    url: await addressOf(child),
    pid: child.pid ?? 0,
    library,
    numerics: () => numericsOf(child.pid ?? 0),
    end,
    async remove() {
      await end()
      for (const folder of [library, runtime]) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Where a host that was started says it is. */
export function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      said += chunk
      const [address] = said.match(/http:\S+/) ?? []
      if (address) resolve(address)
    })
    child.on('exit', (code) => reject(new Error(`The host ended with code ${code} after saying: ${said}`)))
  })
}
