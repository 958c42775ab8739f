/** Maximum number of samples read, over all sweeps and stimuli. */
export const mostSamples = 60_000_000
/** Minimum number of samples of a trace. */
export const fewestSamples = 16
