import { constants } from 'node:os'

/** How the compute process ended. */
export interface Ending {
  /** In words that follow “the calculation broke off: ”. */
  reason: string
  /** Name of the signal or fault that stopped it (SIGSEGV), or null where it ended by itself. */
  stoppedBy: string | null
  /** Whether memory ran out: by its own words, or possibly, where the system killed it. */
  outOfMemory: 'yes' | 'possibly' | 'no'
}

/** Last words of V8, and of the C++ library, before they abort a process without memory. */
const outOfMemory = /out of memory|Allocation failed|bad_alloc/i
const aborts = ['SIGABRT', 'SIGTRAP', 'SIGILL']
/** How Chromium ends a process of its own without memory on Windows. */
const chromiumOutOfMemory = 0xe0000008

/** Windows exit codes of crashes, with the corresponding POSIX signals. */
const windowsFaults = new Map([
  // Node's exit code after an abort.
  [134, 'SIGABRT'],
  [0xc0000005, 'SIGSEGV'],
  [0xc00000fd, 'SIGSEGV'],
  [0xc000001d, 'SIGILL'],
  [0xc0000094, 'SIGFPE'],
  [0xc0000409, 'SIGABRT'],
  [chromiumOutOfMemory, 'SIGABRT'],
])

/**
 * From the exit code and signal that Node reports.
 * @param said the end of what it wrote to standard error
 */
export function endingOf(
  code: number | null,
  signal: string | null,
  said = '',
  platform: string = process.platform,
): Ending {
  const stoppedBy = signal ?? (code === null ? null : signalIn(code, platform))
  if (stoppedBy === 'SIGKILL') {
    const reason = 'the system stopped it, possibly because memory ran out'
    return { reason, stoppedBy, outOfMemory: 'possibly' }
  }
  const known = platform === 'win32' && code !== null && code >>> 0 === chromiumOutOfMemory
  if (known || (aborts.includes(stoppedBy ?? '') && outOfMemory.test(said)))
    return { reason: 'memory ran out', stoppedBy, outOfMemory: 'yes' }
  const reason = stoppedBy ? `it was stopped by ${stoppedBy}` : `it ended with code ${code}`
  return { reason, stoppedBy, outOfMemory: 'no' }
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
