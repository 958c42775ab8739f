import type { Grid } from '../../neuron-model.ts'

/** What the neuron of a prior does at the prior's mean: the yardstick for rescaling a recording. */
export interface ModelTrace {
  /** Level between spikes and height of spikes, model units. */
  rest: number
  high: number
  /** Usual time between spikes, ms of the model's time; null where it spikes less than twice. */
  interval: number | null
  /** Time of the first spike after the model's start, ms. */
  firstSpike: number | null
  /** Standard deviation of the noise at the prior's mean. */
  noise: number
}

/** What a sweep is prepared for: the data of an observable that is a trace. */
export interface SweepSetting {
  grid: Grid
  /** Of the data: mV, or “model units”, which no recording is in unless it says so. */
  unit: string
  /** Worked out where a rescaling is to be proposed. */
  mean: () => ModelTrace
  /** What the model takes the window's first sample for. @param may whether the trace may be in another state there */
  start: (may: boolean) => string
}
