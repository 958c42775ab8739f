import { availableParallelism, cpus, loadavg, totalmem, type, version } from 'node:os'

/** Description of the machine, for the table. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown kind'}, ${memory} GB, ${type()} (${version().trim()}), Node ${process.versions.node}`
}

/** Mean number of processes that wanted a processor in the last minute, of all programs. */
export function loadNow(): string {
  return loadavg()[0].toFixed(1)
}
