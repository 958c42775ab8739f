import type { Prior } from '../../model/composition/prior.ts'
import { correlationAtStep } from '../../model/noise/ar1/correlation-at-step.ts'

/** Second moments of noise in samples, from which its parameters are estimated. */
export interface NoiseMoments {
  sd: number
  /** Autocorrelation at lag 1, and at lag 2 where known. */
  correlation: number
  second?: number | undefined
}

/**
 * Noise parameters of a prior from moments at the samples of its forward model; correlations are converted to the
 * step of the prior's grid. `place` is the index in the prior's list of parameters; fixed ones are omitted.
 */
export function noiseValues(
  prior: Prior,
  { sd, correlation, second }: NoiseMoments,
): { place: number; value: number }[] {
  const { noiseModel, observable, grid, parameters } = prior
  const ratio = prior.forward.grid.dt / grid.dt
  return noiseModel.valuesOf(sd, correlation, observable.interval(grid), second).flatMap((value, i) => {
    const { name } = noiseModel.parameters[i]
    const place = parameters.findIndex((parameter) => parameter.name === name)
    if (place < 0) return []
    return [
      { place, value: noiseModel.correlations.includes(name) ? correlationAtStep(value, 1 / ratio) : value },
    ]
  })
}
