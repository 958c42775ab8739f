import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Code in the main thread of a process; empty for none. */
interface Preload {
  inCompute: string
  inHost?: string
  /** Of compute processes. */
  flags?: readonly string[]
}

/**
 * Writes a module that a host loads first, and that each compute process loads first in turn.
 * @returns its path
 */
export async function writePreload(
  folder: string,
  { inCompute, inHost = '', flags = [] }: Preload,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'preload.cjs')
  await writeFile(
    path,
    `if (require('node:worker_threads').isMainThread) {
  if (process.send) {
${inCompute}
  } else {
${inHost}
    const processes = require('node:child_process')
    const { fork } = processes
    processes.fork = (script, args, options) =>
      fork(script, args, { ...options, execArgv: [...options.execArgv, ...${JSON.stringify(flags)}, '--require', __filename] })
  }
}
`,
  )
  return path
}
