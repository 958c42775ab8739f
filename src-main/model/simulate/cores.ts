import os from 'node:os'

/** Processor cores that this process may use. (Electron in the smoke tests lacks `availableParallelism`.) */
export function coresHere(): number {
  return os.availableParallelism?.() ?? os.cpus().length
}
