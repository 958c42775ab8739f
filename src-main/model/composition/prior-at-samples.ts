import { correlationAtStep, logCorrelationSlope } from '../noise/ar1/correlation-at-step.ts'
import type { ContinuousDistribution } from '../prior/distributions/distribution.ts'
import { fromLogit, logit, logitLogJacobian } from '../prior/distributions/logit.ts'
import { composeForward } from './forward.ts'
import type { Prior } from './prior.ts'
import { unboundedCoordinates } from './unbounded-coordinates.ts'

/**
 * A prior whose predictions and noise are those of a recording's own samples: `points` of them, `dt` ms of the model
 * apart, the first at the first point of the grid. Parameters still refer to the prior's own grid (σ/Δt, ρ from one of
 * its points to the next); `forward.grid` is that of the samples, with solver steps no longer than the prior's.
 * The unbounded coordinate of a correlation becomes that of the correlation from one sample to the next: for noise that
 * is white at the samples' rate this is known to hundredths, and ρ, a high power of it, is a poor sampling coordinate.
 */
export function priorAtSamples(prior: Prior, { dt, points }: { dt: number; points: number }): Prior {
  const { forward, grid, noiseModel, parameters } = prior
  const substeps = Math.max(1, Math.ceil((dt * grid.substeps) / grid.dt - 1e-9))
  const atSamples = composeForward({ ...forward, grid: { dt, points, substeps } })
  const ratio = dt / grid.dt
  const coordinates = prior.coordinateDistributions.map((distribution, j) =>
    parameters[j].group === 'noise' && noiseModel.correlations.includes(parameters[j].name)
      ? correlationCoordinate(distribution, ratio)
      : distribution,
  )
  return {
    ...prior,
    forward: atSamples,
    size: atSamples.size,
    constantsAt: atSamples.layout.constantsOf,
    noise: noiseModel.ofComparedSamples ? prior.noise : (values, at) => prior.noise(values, at).atStep(ratio),
    ...unboundedCoordinates(coordinates),
  }
}

/** The same distribution, its unbounded coordinate that of the correlation at a step `ratio` times as long. */
function correlationCoordinate(distribution: ContinuousDistribution, ratio: number): ContinuousDistribution {
  const lower = correlationAtStep(distribution.lower, ratio)
  const upper = correlationAtStep(distribution.upper, ratio)
  return {
    ...distribution,
    toUnbounded: (x) => logit(correlationAtStep(x, ratio), lower, upper),
    fromUnbounded: (z) => correlationAtStep(fromLogit(z, lower, upper), 1 / ratio),
    logJacobian: (z) =>
      logitLogJacobian(z, lower, upper) + logCorrelationSlope(fromLogit(z, lower, upper), ratio),
  }
}
