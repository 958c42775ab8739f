import { constants } from 'node:os'

/** How the compute process ended. */
export interface Ending {
  /** In words that follow “the calculation broke off: ”. */
  reason: string
  /** Name of the signal or fault that stopped it (SIGSEGV), or null where it ended by itself. */
  stoppedBy: string | null
}

/** Windows exit codes of crashes, with the corresponding POSIX signals. */
const windowsFaults = new Map([
  // Node's exit code after an abort.
  [134, 'SIGABRT'],
  [0xc0000005, 'SIGSEGV'],
  [0xc00000fd, 'SIGSEGV'],
  [0xc000001d, 'SIGILL'],
  [0xc0000094, 'SIGFPE'],
  [0xc0000409, 'SIGABRT'],
])

/** From the exit code and signal that Node reports. */
export function endingOf(
  code: number | null,
  signal: string | null,
  platform: string = process.platform,
): Ending {
  const stoppedBy = signal ?? (code === null ? null : signalIn(code, platform))
  if (stoppedBy === 'SIGKILL')
    return { reason: 'the system stopped it, possibly because memory ran out', stoppedBy }
  return { reason: stoppedBy ? `it was stopped by ${stoppedBy}` : `it ended with code ${code}`, stoppedBy }
}

/**
 * Electron reports a signal as its number, plus 128 after a core dump; a shell adds 128 to all. The compute process
 * itself never exits with such a code.
 */
function signalIn(code: number, platform: string): string | null {
  if (platform === 'win32') return windowsFaults.get(code >>> 0) ?? null
  const number = code > 128 ? code - 128 : code
  const names = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV'] as const
  return names.find((name) => constants.signals[name] === number) ?? null
}
