import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes a module that a host loads first, and that each compute process loads first in turn.
 * @param inCompute its code in the main thread of a compute process
 * @param flags of a compute process
 * @returns its path
 */
export async function writePreload(
  folder: string,
  inCompute: string,
  flags: readonly string[] = [],
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'preload.cjs')
  await writeFile(
    path,
    `const processes = require('node:child_process')
if (process.send) {
  if (require('node:worker_threads').isMainThread) {
${inCompute}
  }
} else {
  const { fork } = processes
  processes.fork = (script, args, options) =>
    fork(script, args, { ...options, execArgv: [...options.execArgv, ...${JSON.stringify(flags)}, '--require', __filename] })
}
`,
  )
  return path
}
