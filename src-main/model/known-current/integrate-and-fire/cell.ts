/**
 * A generalized integrate-and-fire neuron under a known current (after Pozzorini et al. 2015, PLoS Comput Biol
 * 11:e1004275). Between spikes the membrane potential is the current low-passed with time constant τ, minus
 * spike-triggered adaptation; the hazard rises with the potential, which is held at Vr for the refractory period after
 * a spike and continues from there.
 */

/** ms; decay times of the adaptation that a spike triggers, of the potential and of the log hazard. */
export const voltageDecays = [20, 100, 400] as const
export const hazardDecays = [5, 20, 80, 300] as const

/** ms; time constants of the sag current, and of the low-passed potential in the hazard. */
export const sagTime = 60
export const slowTime = 10

/** ms; time constant with which the log hazard returns to that of a cell at rest after a spike. */
export const firedTime = 3000

/** mV; potential at which b0 is the log hazard. */
export const hazardAt = -45

/** Upper limit of the log hazard (per ms) in simulations. */
export const highestLogRate = 5

/** Weights in which the potential is linear, in this order; besides these, an offset of each sweep. */
export const weightNames = ['EL', 'R', 'Vr', 'sag', 'Rs', 'w20', 'w100', 'w400'] as const
/** b of a cell at rest, c of the adaptation that spikes trigger, a that is added to b just after a spike. */
export const hazardNames = ['b0', 'b1', 'b2', 'c5', 'c20', 'c80', 'c300', 'a0', 'a1', 'a2'] as const

/** Time grid in bins. */
export interface CellClock {
  /** ms. */
  bin: number
  /** Refractory period in bins: the potential is held at Vr, and no spike occurs. */
  refractory: number
}

/** Input and output of a cell: the mean current of each bin (pA) and the bins with a spike, ascending. */
export interface DrivenCell {
  command: Float64Array
  spikes: ArrayLike<number>
}

/** Parameters of one cell. */
export interface CellValues {
  /** ms. */
  tau: number
  /** By `weightNames`: mV, GΩ (mV/pA), mV, GΩ, GΩ, mV, mV, mV. */
  weights: ArrayLike<number>
  /** By `hazardNames`. */
  hazard: ArrayLike<number>
}

/** Threshold (mV) and slopes b1, b2 (1/mV) of the hazard just after a spike. @param b @param a by `hazardNames` */
export function hazardAfter({ b, a }: { b: ArrayLike<number>; a: ArrayLike<number> }): {
  threshold: number
  b1: number
  b2: number
} {
  const b1 = b[1] + a[1]
  return { threshold: hazardAt - (b[0] + a[0]) / b1, b1, b2: b[2] + a[2] }
}
