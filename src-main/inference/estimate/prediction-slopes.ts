import type { Prior } from '../../model/composition/prior.ts'
import type { Noise } from '../../model/noise-model.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'

/** Derivative of the prediction by one parameter, a number for each of the data. */
export interface PredictionSlope {
  /** Index in the prior's list of parameters. */
  parameter: number
  /** ∂(data without noise)/∂(parameter). */
  slope: Float64Array
}

/**
 * First step, relative to the posterior; and the length of the second, as the change of the whole prediction in
 * standard deviations of the noise.
 */
const [firstStep, wanted] = [1e-3, 0.3]

/**
 * Derivatives of the prediction by each parameter but those of the noise, by central differences. The step changes
 * the prediction by a fixed share of the noise: where parameters are correlated, as θ₀ and τ are through the period,
 * that is much shorter along one alone than the posterior.
 * @param values of the prior's parameters
 * @param spread a length scale for each of them, such as the posterior's sd
 * @returns without parameters on which the prediction does not depend or where it is not finite
 */
export function predictionSlopes(
  prior: Prior,
  simulator: Simulator,
  values: Float64Array,
  spread: ArrayLike<number>,
): PredictionSlope[] {
  const noise = prior.noise(values, 0)
  const places = prior.parameters.flatMap(({ group }, j) => (group === 'noise' ? [] : [j]))
  const first = places.map((j) => firstStep * spread[j])
  const steps = differences(prior, simulator, values, places, first).map((slope, k) => {
    const moved = lengthOf(slope, noise) * first[k]
    return moved > 0 ? Math.min(spread[places[k]], (wanted / moved) * first[k]) : first[k]
  })
  return differences(prior, simulator, values, places, steps).flatMap((slope, k) =>
    slope.every(Number.isFinite) && slope.some((v) => v !== 0) ? [{ parameter: places[k], slope }] : [],
  )
}

/** Norm of the whitened slope, in standard deviations of the noise. */
function lengthOf(slope: Float64Array, noise: Noise): number {
  let sum = 0
  for (const v of noise.whitened(Array.from(slope))) if (!Number.isNaN(v)) sum += v * v
  return Math.sqrt(sum)
}

function differences(
  prior: Prior,
  simulator: Simulator,
  values: Float64Array,
  places: readonly number[],
  steps: readonly number[],
): Float64Array[] {
  const D = values.length
  const n = 2 * places.length
  const rows = new Float64Array(n * D)
  for (let k = 0; k < n; k++) {
    rows.set(values, k * D)
    rows[k * D + places[k >> 1]] += k % 2 === 0 ? steps[k >> 1] : -steps[k >> 1]
  }
  const { size } = prior
  const traces = new Float32Array(n * size)
  simulator.predictions(thetasOf(prior, rows, n), n, traces)
  return places.map((_, k) =>
    Float64Array.from(
      { length: size },
      (_, i) => (traces[2 * k * size + i] - traces[(2 * k + 1) * size + i]) / (2 * steps[k]),
    ),
  )
}
