import { constants } from 'node:os'

/** How the heavy process ended. */
export interface Ending {
  /** In words that follow “the calculation broke off: ”. */
  reason: string
  /** What stopped it, by name (SIGSEGV), or null where it ended by itself. */
  stoppedBy: string | null
}

/** What Windows says of a program that broke down; POSIX has signals for the same. */
const windowsFaults = new Map([
  // The number that Node ends with when it aborts.
  [134, 'SIGABRT'],
  [0xc0000005, 'SIGSEGV'],
  [0xc00000fd, 'SIGSEGV'],
  [0xc000001d, 'SIGILL'],
  [0xc0000094, 'SIGFPE'],
  [0xc0000409, 'SIGABRT'],
])

/** From what Node tells of a child that has ended. */
export function endingOf(
  code: number | null,
  signal: string | null,
  platform: string = process.platform,
): Ending {
  const stoppedBy = signal ?? (code === null ? null : signalIn(code, platform))
  if (stoppedBy === 'SIGKILL')
    return { reason: 'the system stopped it, perhaps for lack of memory', stoppedBy }
  return { reason: stoppedBy ? `it was stopped by ${stoppedBy}` : `it ended with code ${code}`, stoppedBy }
}

/**
 * Electron tells a signal as the number that the system has for it, with 128 added where it left a dump; a shell adds
 * 128 to all. The heavy process itself never ends with such a code.
 */
function signalIn(code: number, platform: string): string | null {
  if (platform === 'win32') return windowsFaults.get(code >>> 0) ?? null
  const number = code > 128 ? code - 128 : code
  const names = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV'] as const
  return names.find((name) => constants.signals[name] === number) ?? null
}
