import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ComputeProcess, ForkCompute } from './compute.ts'
import { endingOf } from './ending.ts'
import { passOn } from './pass-on.ts'

const builtScript = fileURLToPath(new URL('./compute.cjs', import.meta.url))

/**
 * How the compute process is started. The young generation of V8 may grow to 48 MB and does, although nearly all data
 * are typed arrays outside the heap; 12 MB cost no processor time that could be measured.
 */
export const computeFlags = ['--no-warnings', '--max-semi-space-size=4']
/** One heap of the C library per thread would keep what each thread of TensorFlow has freed; other systems ignore it. */
export const lessMemory = { MALLOC_ARENA_MAX: '2' }

/** Starts the compute process under plain Node. Its output goes to standard error. */
export function forkUnderNode(script = builtScript): ForkCompute {
  return (environment) => {
    const child = fork(script, [], {
      // Faster than JSON for large responses.
      serialization: 'advanced',
      execArgv: computeFlags,
      env: { ...lessMemory, ...cleanEnvironment(), ...environment },
      stdio: ['ignore', 2, 'pipe', 'ipc'],
    })
    const said = passOn(child.stderr)
    return {
      // The exit of a process that has just died is reported by `onExit`.
      send: (message) => child.connected && child.send(message as object, () => {}),
      onMessage: (listener) => child.on('message', listener),
      onExit(listener) {
        // Not `exit`, which may come before its last words.
        child.once('close', (code, signal) => listener(endingOf(code, signal, said())))
        child.once('error', (error) =>
          listener({ reason: error.message, stoppedBy: null, outOfMemory: 'no' }),
        )
      },
      kill: () => child.kill('SIGKILL'),
    } satisfies ComputeProcess
  }
}

/** The environment without variables that change how the process runs. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env }
  for (const name of ['NODE_OPTIONS', 'NODE_PATH', 'ELECTRON_RUN_AS_NODE']) delete env[name]
  return env
}
