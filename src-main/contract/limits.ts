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

/** Draws that the posterior of a passive membrane is told from. */
export const membraneDraws = 4000

/** Processes of a batch that are at work at the same time, at most. */
export const mostCores = 256

/** At least so many reports are compared, and at most. */
export const comparedReports = { least: 2, most: 20 } as const

/**
 * So many conditions are compared, so many cells does each have at the least, and so many are in both of two
 * conditions where differences within cells are compared.
 */
export const comparedConditions = { least: 2, most: 6, cells: 3, pairs: 3 } as const
