/** Criteria for a fit by itself; from science.md, section 6, set after seeing cells A to E. */

/** Minimum number of spikes in total for a fit. */
export const fewestSpikes = 8
/** mV; a smaller fall from the peak is no full action potential. */
export const leastSpike = 40
/** Minimum number of sweeps for cross-validation. */
export const fewestSweeps = 4
/** Minimum number of rescaled intervals for a test of the hazard. */
export const fewestIntervals = 10
/** Maximum share of sweeps with spikes before the stimulus. */
export const mostSpontaneous = 0.1
/** Sum of |predicted − recorded| counts over the recorded total: ok up to the first, caution up to the second. */
export const soundCountError = 0.2
export const mostCountError = 0.5
/** Share of the sweeps whose count lies in its 90 % band: ok from the first, caution from the second. */
export const soundCoverage = 0.8
export const leastCoverage = 0.5
/** Runaway excitation: predicted spikes exceed this factor times the recorded ones plus the slack. */
export const runawayFactor = 2
export const runawaySlack = 3
/** Minimum p of the time-rescaling test. */
export const leastP = 0.01
/** mV over the family, by a robust line through the sweeps: caution from the first, unreliable from the second. */
export const restDrift = { caution: 4, unreliable: 10 }
export const heightDrift = { caution: 12, unreliable: 25 }
/** Minimum signal-to-noise ratio of a drift. */
export const driftZ = 4
