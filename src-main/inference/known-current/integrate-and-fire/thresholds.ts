/** What decides on a fit by itself; from science.md, section 6, set after seeing cells A to E. */

/** With fewer spikes in all there is no fit. */
export const fewestSpikes = 8
/** mV; what falls by less from its peak is no whole action potential. */
export const leastSpike = 40
/** With fewer sweeps none can be held out. */
export const fewestSweeps = 4
/** Fewer rescaled intervals tell nothing of the hazard. */
export const fewestIntervals = 10
/** Of the sweeps may have spikes before the stimulus. */
export const mostSpontaneous = 0.1
/** Sum of |predicted − recorded| counts over the recorded total: sound up to the first, told up to the second. */
export const soundCountError = 0.2
export const mostCountError = 0.5
/** Of the sweeps whose count lies in its 90 % band: sound from the first, told from the second. */
export const soundCoverage = 0.8
export const leastCoverage = 0.5
/** A sweep runs away where so many times its spikes are predicted, and so many more. */
export const runawayFactor = 2
export const runawaySlack = 3
/** p of time rescaling. */
export const leastP = 0.01
/** mV over the family, by a robust line through the sweeps: told from the first, too much from the second. */
export const restDrift = { caution: 4, unreliable: 10 }
export const heightDrift = { caution: 12, unreliable: 25 }
/** Times by which the noise must be exceeded for it to be a drift. */
export const driftZ = 4
