/**
 * A generalized integrate-and-fire neuron under a known current (after Pozzorini et al. 2015, PLoS Comput Biol 11:e1004275).
 * Between spikes the membrane potential follows the current behind its time constant τ, less what past spikes leave; with
 * it rises the hazard of a spike. After a spike it is held at Vr for the refractory time and goes on from there.
 */

/** ms; decay of what a spike leaves on the potential, and on the log hazard. */
export const voltageDecays = [20, 100, 400] as const
export const hazardDecays = [5, 20, 80, 300] as const

/** ms; the slow current of the sag, and how fast the potential's own past is forgotten by the hazard. */
export const sagTime = 60
export const slowTime = 10

/** ms; how fast the hazard forgets that the cell has fired: what it is at rest comes back. */
export const firedTime = 3000

/** mV; the hazard's b0 is its log at this potential. */
export const hazardAt = -45

/** The log hazard (per ms) goes no higher in a simulation. */
export const highestLogRate = 5

/** Weights that the potential is linear in, in this order; an offset of each sweep beside them. */
export const weightNames = ['EL', 'R', 'Vr', 'sag', 'Rs', 'w20', 'w100', 'w400'] as const
/** b of a cell at rest, what spikes leave, and what a cell that has just fired has beside b. */
export const hazardNames = ['b0', 'b1', 'b2', 'c5', 'c20', 'c80', 'c300', 'a0', 'a1', 'a2'] as const

/** Time in bins. */
export interface CellClock {
  /** ms. */
  bin: number
  /** Bins after a spike for which the potential is held at Vr, and no spike comes. */
  refractory: number
}

/** What a cell was given and did: the mean current of each bin (pA) and the bins with a spike, rising. */
export interface DrivenCell {
  command: Float64Array
  spikes: ArrayLike<number>
}

/** One cell. */
export interface CellValues {
  /** ms. */
  tau: number
  /** By `weightNames`: mV, GΩ (mV/pA), mV, GΩ, GΩ, mV, mV, mV. */
  weights: ArrayLike<number>
  /** By `hazardNames`. */
  hazard: ArrayLike<number>
}

/** Threshold (mV), rise and lowering (1/mV) of the hazard of a cell that has just fired. @param b @param a by `hazardNames` */
export function hazardAfter({ b, a }: { b: ArrayLike<number>; a: ArrayLike<number> }): {
  threshold: number
  b1: number
  b2: number
} {
  const b1 = b[1] + a[1]
  return { threshold: hazardAt - (b[0] + a[0]) / b1, b1, b2: b[2] + a[2] }
}
