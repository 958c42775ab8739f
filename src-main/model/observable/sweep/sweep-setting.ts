import type { Grid } from '../../neuron-model.ts'

/** The trace of the neuron at the prior mean: the reference for rescaling a recording. */
export interface ModelTrace {
  /** Level between spikes and height of spikes, model units. */
  rest: number
  high: number
  /** Usual interspike interval, ms of the model; null with fewer than two spikes. */
  interval: number | null
  /** Time of the first spike after the model's start, ms. */
  firstSpike: number | null
  /** Standard deviation of the noise at the prior's mean. */
  noise: number
}

/** The target of a prepared sweep: the data of an observable that is a trace. */
export interface SweepSetting {
  grid: Grid
  /** Of the data: mV, or “model units”, which a recording is in only if it says so. */
  unit: string
  /** Computed where a rescaling is to be proposed. */
  mean: () => ModelTrace
  /** What the model assumes at the window's first sample. @param may whether the trace may be in another state there */
  start: (may: boolean) => string
}
