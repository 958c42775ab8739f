import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from '../../src-main/compute/process/fork-node.ts'

/** Each part has a process of its own: one has one TensorFlow, and what a part leaves behind slows no other. */
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
