import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '../src-main/contract/index.ts'
import { descendantsOf, killHard, requireGone } from './processes.ts'

export type Client = ContractRouterClient<Contract>

/** The build folder of the harness, with the programs under test. */
const out = dirname(fileURLToPath(import.meta.url))
const running = new Set<ChildProcess>()

/** The browser host, with a client connection like a window's. */
export interface Host {
  client: Client
  pid: number
  /** Where a window opens it, with the token. */
  url: string
  /** Its standard error output. */
  said(): string
  /** Stops it, and waits for all its child processes. @throws Error where one survives */
  end(signal?: NodeJS.Signals): Promise<void>
}

/**
 * @param preload a module that the host loads first
 * @param more environment variables
 */
export async function launch(library: string, preload?: string, more: NodeJS.ProcessEnv = {}): Promise<Host> {
  const child = spawn(
    process.execPath,
    [...(preload ? ['--require', preload] : []), join(out, 'host.cjs'), '--no-open'],
    { env: { ...environment(library), ...more }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  running.add(child)
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const address = await addressOf(child, () => errors)
  const socket = new WebSocket(
    `ws://${address.host}/link`,
    ['nagumo', `token-${address.hash.slice('#token='.length)}`],
    { origin: address.origin },
  )
  // The connection ends with the program, which is killed here.
  socket.on('error', () => undefined)
  const client: Client = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  )
  const pid = child.pid as number
  return {
    client,
    pid,
    url: address.href,
    said: () => errors,
    async end(signal = 'SIGTERM') {
      const below = descendantsOf(pid).map((process) => process.pid)
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await once(child, 'exit')
      }
      running.delete(child)
      socket.terminate()
      await requireGone(below)
    },
  }
}

function addressOf(child: ChildProcess, errors: () => string): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const [address] = /http:\S+#token=\S+(?=\s)/.exec(text) ?? []
      if (address) resolve(new URL(address))
    })
    child.on('exit', () => reject(new Error(`The host does not start: ${text}${errors()}`)))
  })
}

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** A run of the command line. */
export interface Command {
  pid: number
  ended: Promise<Ended>
  /** Kills it, and waits for all its child processes. */
  kill(): Promise<void>
}

export function nagumo(library: string, args: string[]): Command {
  const child = spawn(process.execPath, [join(out, 'cli.cjs'), ...args], {
    env: environment(library),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return { code, ...said }
  })
  const pid = child.pid as number
  return {
    pid,
    ended,
    async kill() {
      const below = descendantsOf(pid).map((process) => process.pid)
      killHard(pid)
      await ended
      await requireGone(below)
    },
  }
}

function environment(library: string): NodeJS.ProcessEnv {
  return { ...process.env, NAGUMO_LIBRARY: library, NAGUMO_BACKEND: 'wasm' }
}

/** Cleanup at the end of the harness, however it ends. */
export function killAll(): void {
  for (const child of running) {
    for (const { pid } of descendantsOf(child.pid as number)) killHard(pid)
    child.kill('SIGKILL')
  }
}
