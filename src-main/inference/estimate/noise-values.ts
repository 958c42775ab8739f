import type { Prior } from '../../model/composition/prior.ts'
import { correlationAtStep } from '../../model/noise/ar1/correlation-at-step.ts'

/** Second moments of noise in samples: what its parameters are told from. */
export interface NoiseMoments {
  sd: number
  /** Of neighbours, and of samples two apart where it is known. */
  correlation: number
  second?: number | undefined
}

/**
 * The parameters of a prior's noise with such moments at the samples of its forward model; correlations are told for the
 * step of the prior's grid. Places are those in the prior's list; what it fixes is left out.
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
