import os from 'node:os'

/** Processor cores this process may use. (The Electron of the smoke tests lacks the better of the two.) */
export function coresHere(): number {
  return os.availableParallelism?.() ?? os.cpus().length
}
