/** At most so many samples, over all sweeps and stimuli, are read. */
export const mostSamples = 60_000_000
/** Fewer samples are no trace. */
export const fewestSamples = 16
