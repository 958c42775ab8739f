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
  | 'TOO_FEW_POINTS'
  | 'TRACE_CONSTANT'
  | 'WINDOW_INVALID'
  | 'WINDOW_TOO_SHORT'
  | 'UNITS_IMPLAUSIBLE'
  | 'CONDITIONING_INVALID'
  | 'NOT_FOUND'
  | 'MODEL_DAMAGED'
  | 'PRIOR_INVALID'
  | 'COMPUTE_DIED'
  | 'COMPUTE_FAILED'
  | 'BACKEND_UNAVAILABLE'
  | 'CANCELLED'
  | 'USAGE'
  | 'LIBRARY_DAMAGED'
  | 'LIBRARY_UNWRITABLE'

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
