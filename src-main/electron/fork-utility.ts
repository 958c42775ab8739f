import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import type { ForkCompute } from '../compute/process/compute.ts'
import { endingOf } from '../compute/process/ending.ts'
import { cleanEnvironment, computeFlags, lessMemory } from '../compute/process/fork-node.ts'
import { passOn } from '../compute/process/pass-on.ts'

const builtScript = fileURLToPath(new URL('./compute.cjs', import.meta.url))

/** Starts the compute process as an Electron utility process. */
export const forkUtility: ForkCompute = (environment) => {
  const child = utilityProcess.fork(builtScript, [], {
    serviceName: 'Nagumo compute process',
    execArgv: computeFlags,
    env: { ...lessMemory, ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const said = passOn(child.stderr)
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', (code) => listener(endingOf(code, null, said()))),
    kill() {
      // Electron's own kill sends a termination signal, which native code in a loop does not handle.
      if (child.pid === undefined || !stopNow(child.pid)) child.kill()
    },
  }
}

function stopNow(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
