import type { EstimateJob } from '../../contract/compute.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { DerivedParameter } from '../../model/derived-parameter.ts'

/** Parameters in units of the recording, by name: noise as mV and ms, scales of a recorded neuron. */
export function derivedQuantities(
  { neuron, observable, noiseModel, grid }: Prior,
  { scale, voltageUnit }: Pick<EstimateJob, 'scale' | 'voltageUnit'>,
): Record<string, DerivedParameter> {
  const { gain, timeScale } = scale
  const unit = voltageUnit ?? observable.describe(neuron).value.unit
  return {
    ...noiseModel.derived({
      modelDt: observable.interval(grid),
      dt: observable.spikeLevel ? grid.dt * timeScale : null,
      gain,
      unit,
    }),
    ...observable.derived({ ...scale, voltageUnit }),
  }
}
