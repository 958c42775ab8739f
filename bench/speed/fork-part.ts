import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from '../../src-main/compute/process/fork-node.ts'

/** Runs each part in its own process: one process has one TensorFlow, and leftovers of one part slow no other. */
export function forkPart(
  name: string,
  environment: Record<string, string> = {},
  options: string[] = [],
): ChildProcess {
  const program = fileURLToPath(new URL('./bench.cjs', import.meta.url))
  return fork(program, ['--part', name, ...options], {
    env: { ...cleanEnvironment(), ...environment },
    execArgv: ['--no-warnings'],
  })
}
