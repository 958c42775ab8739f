/**
 * Every failure that a person may meet, worded once. A message says what was expected, what was found,
 * where, and what to do. The code is stable; scripts may rely on it.
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

/** A failure with a code and a message fit for a person. */
export class NagumoError extends Error {
  override readonly name = 'NagumoError'
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message)
  }
}

/** Failures of the program or of the machine: they say nothing about the data that was at hand. */
const notOfData: readonly ErrorCode[] = [
  'INTERNAL',
  'CANCELLED',
  'COMPUTE_DIED',
  'BACKEND_UNAVAILABLE',
  'LIBRARY_DAMAGED',
  'LIBRARY_UNWRITABLE',
  'LIBRARY_UNREACHABLE',
  'PROJECT_NOT_FOUND',
  'PROJECT_INVALID',
  'PROJECT_BUSY',
]

/**
 * Whether a failure is an answer about the data (a file that can’t be read so, a trace that nothing fits), with which
 * other work may go on. A fault of the program never is: it must end what it happened in, and be told.
 */
export function isAboutData(error: unknown): error is NagumoError {
  return error instanceof NagumoError && !notOfData.includes(error.code)
}

/** What every failure for want of room begins with, in whichever process it arises. */
export const diskIsFull = 'The disk is full'

/** Whether there was no room for what was to be written: as the system says it, or as it came from another process. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof NagumoError)
    return error.code === 'LIBRARY_UNWRITABLE' && error.message.startsWith(diskIsFull)
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT'
}
