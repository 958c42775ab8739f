import type { EstimateJob } from '../../contract/compute.ts'
import type { Prior } from '../../model/prior/prior.ts'

/** A parameter said in units of the recording. */
export interface Derived {
  label: string
  unit: string
  /** Rising or falling throughout. */
  of: (value: number) => number
}

/** What can be said of parameters in units of the recording, by name: noise as mV and ms, scales of a recorded neuron. */
export function derivedQuantities(
  prior: Prior,
  { scale, voltageUnit }: Pick<EstimateJob, 'scale' | 'voltageUnit'>,
): Record<string, Derived> {
  const { model, grid } = prior
  const { offset, gain, timeScale } = scale
  const unit = voltageUnit ?? model.observed.unit
  const noise = prior.noiseModel.derived({ modelDt: grid.dt, dt: grid.dt * timeScale, gain, unit })
  if (!model.recorded || voltageUnit === null) return noise
  const name = (index: number): string => model.parameters[index].name
  return {
    ...noise,
    [name(model.recorded.timeScale)]: {
      label: 'a model’s ms',
      unit: 'ms',
      of: (tau) => tau * timeScale,
    },
    [name(model.recorded.offset)]: {
      label: 'voltage at u = 0',
      unit,
      of: (v) => offset + gain * v,
    },
    [name(model.recorded.gain)]: {
      label: 'voltage a unit of u',
      unit,
      of: (g) => Math.abs(gain) * g,
    },
  }
}
