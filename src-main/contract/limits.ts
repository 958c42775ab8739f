/** Largest file that is read, bytes. */
export const maxFileBytes = 512 * 1024 * 1024
/** Largest model file, bytes. */
export const maxModelBytes = 80 * 1024 * 1024
/** Largest message without a file, bytes; the largest in use, a prior with its tables, has some 100 kB. */
export const maxMessageBytes = 4 * 1024 * 1024
/** Calls that carry a file, with the maximum file size in bytes. */
export const fileCalls: Readonly<Record<string, number>> = {
  '/recordings/import': maxFileBytes,
  '/models/import': maxModelBytes,
}

/** Posterior draws for a passive membrane. */
export const membraneDraws = 4000

/** Maximum number of parallel processes of a batch. */
export const mostCores = 256

/** Minimum and maximum number of reports in a comparison. */
export const comparedReports = { least: 2, most: 20 } as const

/**
 * Number of conditions in a comparison, minimum number of cells in each, and of cells in both of two conditions for a
 * paired comparison.
 */
export const comparedConditions = { least: 2, most: 6, cells: 3, pairs: 3 } as const
