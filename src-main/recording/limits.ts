/** At most so many voltage samples, over all sweeps, are read. */
export const mostSamples = 20_000_000
/** Fewer samples are no trace. */
export const fewestSamples = 16
