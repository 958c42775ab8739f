/** The largest file that is read, in bytes. */
export const maxFileBytes = 512 * 1024 * 1024
/** The largest file of a model, in bytes. */
export const maxModelBytes = 80 * 1024 * 1024
/** The largest message of a call without a file, in bytes; the largest, a prior with its tables, has some 100 kB. */
export const maxMessageBytes = 4 * 1024 * 1024
/** Calls that carry a file, and the most that one may have. */
export const fileCalls: Readonly<Record<string, number>> = {
  '/recordings/import': maxFileBytes,
  '/models/import': maxModelBytes,
}
