/**
 * Codes of all errors shown to users. A message says what was expected, what was found, where, and what to do. Codes
 * are stable; scripts may rely on them.
 */
export type ErrorCode =
  | 'FILE_EMPTY'
  | 'FILE_BINARY'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'FILE_NOT_FOUND'
  | 'CELL_NOT_A_NUMBER'
  | 'COLUMN_COUNT'
  | 'NO_TIME_COLUMN'
  | 'NO_VOLTAGE_COLUMN'
  | 'TIME_DECREASES'
  | 'TIME_GAP'
  | 'TIME_UNEVEN'
  | 'SECOND_OUTPUT_MISSING'
  | 'TOO_FEW_POINTS'
  | 'TRACE_CONSTANT'
  | 'WINDOW_INVALID'
  | 'WINDOW_TOO_SHORT'
  | 'UNITS_IMPLAUSIBLE'
  | 'CONDITIONING_INVALID'
  | 'CURRENT_UNKNOWN'
  | 'CURRENT_MISMATCH'
  | 'VOLTAGE_CLAMP'
  | 'SWEEPS_UNFIT'
  | 'GROUPS_UNFIT'
  | 'NOT_FOUND'
  | 'MODEL_DAMAGED'
  | 'PRIOR_INVALID'
  | 'COMPUTE_DIED'
  | 'COMPUTE_FAILED'
  | 'OUT_OF_MEMORY'
  | 'INTERNAL'
  | 'BACKEND_UNAVAILABLE'
  | 'CANCELLED'
  | 'USAGE'
  | 'LIBRARY_DAMAGED'
  | 'LIBRARY_UNWRITABLE'
  | 'LIBRARY_UNREACHABLE'
  | 'PROJECT_NOT_FOUND'
  | 'PROJECT_INVALID'
  | 'PROJECT_BUSY'

/** An error with a code and a message fit for the user. */
export class NagumoError extends Error {
  override readonly name = 'NagumoError'
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message)
  }
}

/** Failures of a calculation that may not recur: its process ended, or memory ran out. */
const transient: readonly ErrorCode[] = ['COMPUTE_DIED', 'OUT_OF_MEMORY']

/** Whether the same calculation may succeed when it is repeated. */
export function isTransient(code: string): boolean {
  return (transient as readonly string[]).includes(code)
}

/** Errors of the program or the machine: they say nothing about the data. */
const notOfData: readonly ErrorCode[] = [
  'INTERNAL',
  'CANCELLED',
  'COMPUTE_DIED',
  'OUT_OF_MEMORY',
  'BACKEND_UNAVAILABLE',
  'LIBRARY_DAMAGED',
  'LIBRARY_UNWRITABLE',
  'LIBRARY_UNREACHABLE',
  'PROJECT_NOT_FOUND',
  'PROJECT_INVALID',
  'PROJECT_BUSY',
]

/**
 * Whether an error concerns the data (an unreadable file, a trace that cannot be fitted), so that other work may
 * continue. An internal error never does: it must end the affected work and be reported.
 */
export function isAboutData(error: unknown): error is NagumoError {
  return error instanceof NagumoError && !notOfData.includes(error.code)
}

/** Prefix of every disk-full message, in whichever process it arises. */
export const diskIsFull = 'The disk is full'

/** Whether a write failed for lack of disk space, from the system's error code or another process's message. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof NagumoError)
    return error.code === 'LIBRARY_UNWRITABLE' && error.message.startsWith(diskIsFull)
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT'
}
