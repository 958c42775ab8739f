/** One sweep of a family in current clamp: the voltage, and the injected current. */
export interface FamilySweep {
  name: string
  /** Its index among the recording's sweeps. */
  index: number
  /** Membrane potential, mV; NaN where a sample is missing. */
  voltage: Float64Array
  /** Injected current including the holding current, pA; as long as the voltage. */
  command: Float64Array
}

/** Sweeps of one cell under known currents, all with the same number of evenly spaced samples. */
export interface Family {
  /** ms between samples. */
  samplingInterval: number
  /** Time of the first sample of each sweep, ms on the recording's clock. */
  start: number
  sweeps: FamilySweep[]
}
