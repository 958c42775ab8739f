import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { findGaps } from '../../signal/gaps.ts'
import { replaceBlock } from '../importance/replace-block.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'
import type { Problem } from '../problem.ts'
import { findNoiseMode } from './noise-mode.ts'
import { noiseValues } from './noise-values.ts'

/** Draws of the proposal whose residuals are compared. */
const draws = 64
/** Factor on the standard deviations estimated from the best draw's residuals. */
const caution = 1.3
/** Added standard deviation for that draw's misfit, in unbounded coordinates. */
const misfit = 0.15
/** Standard deviations of a start, in unbounded coordinates: the smallest, and where nothing is known. */
const [narrowest, unknown] = [0.005, 1]
/** A start is clamped to these quantiles of the prior. */
const [low, high] = [0.01, 0.99]

/**
 * Replaces the noise parameters of a proposal by those estimated from residuals at the recording's own samples, since
 * resampling filtered the trace that the network saw, and its noise.
 * @param prior at the samples
 * @param observed at the samples; NaN is missing
 * @param proposal in coordinates of the prior's grid
 * @returns in the problem's coordinates
 */
export function withNoiseOfResiduals(
  proposal: Mixture,
  prior: Prior,
  simulator: Simulator,
  observed: Float32Array,
  { coordinates, target, parametersOf, reading }: Problem,
  random: Random,
): Mixture {
  const D = prior.parameters.length
  const d = coordinates.dimension
  const places = coordinates.quantities.flatMap(({ group }, j) => (group === 'noise' ? [j] : []))
  if (places.length === 0) return proposal
  const means = Float64Array.from(prior.distributions, ({ mean }) => mean)
  const usual = new Float64Array(d)
  coordinates.of(means, 0, reading, usual, 0)

  const z = new Float64Array(draws * d)
  sampleMixture(proposal, draws, random, z)
  for (let k = 0; k < draws; k++) for (const j of places) z[k * d + j] = usual[j]
  const density = new Float64Array(draws)
  const extra = new Float64Array(draws * target.extra)
  if (target.extra > 0) target.logDensity(z, draws, density, extra)
  const values = parametersOf(z, extra, draws, null)
  const traces = new Float32Array(draws * prior.size)
  simulator.predictions(thetasOf(prior, values, draws), draws, traces)
  let best: (Moments & { from: number }) | null = null
  for (let k = 0; k < draws; k++) {
    if (density[k] === Number.NEGATIVE_INFINITY) continue
    const own = momentsOf(observed, traces, k * prior.size)
    if (own.innovation < (best?.innovation ?? Number.POSITIVE_INFINITY))
      best = { ...own, from: k * prior.size }
  }
  const size = places.length
  const covariance = new Float64Array(size * size)
  if (!best) {
    for (let i = 0; i < size; i++) covariance[i * size + i] = unknown ** 2
    return replaceBlock(proposal, { places, mean: places.map((j) => usual[j]), covariance })
  }
  const { sd, correlation, second, count } = best
  const at = coordinateOf(sd, correlation, second)
  if (prior.noiseModel.sums === false) {
    const from = best.from
    const residuals = Float64Array.from(observed, (x, i) => x - traces[from + i])
    const { mean, covariance } = modeOf(residuals, at)
    const wide = covariance.map(
      (c, i) => caution ** 2 * c + (i % (places.length + 1) === 0 ? misfit ** 2 : 0),
    )
    return replaceBlock(proposal, { places, mean, covariance: wide })
  }
  const along = directions(correlation, count).map(([logSd, atanh]) => {
    const beside = coordinateOf(sd * Math.exp(logSd), Math.tanh(Math.atanh(correlation) + atanh))
    return places.map((j) => caution * (beside[j] - at[j]))
  })
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) for (const e of along) covariance[i * size + j] += e[i] * e[j]
    covariance[i * size + i] += narrowest ** 2
  }
  return replaceBlock(proposal, { places, mean: places.map((j) => at[j]), covariance })

  /** Mode and covariance of the noise coordinates under the likelihood of the residuals alone. */
  function modeOf(
    residuals: Float64Array,
    start: Float64Array,
  ): { mean: number[]; covariance: Float64Array } {
    const gaps = findGaps(residuals)!
    const z = start.slice()
    const quantities = new Float64Array(d)
    const row = means.slice()
    const indices = places.map((j) =>
      prior.parameters.findIndex(({ name }) => name === coordinates.quantities[j].name),
    )
    return findNoiseMode(
      (own) => {
        places.forEach((j, i) => {
          z[j] = own[i]
        })
        coordinates.quantitiesAt(z, 0, quantities, 0)
        places.forEach((j, i) => {
          row[indices[i]] = quantities[j]
        })
        return prior.noise(row, 0).logLikelihood(gaps, residuals, 0)
      },
      places.map((j) => start[j]),
    )
  }

  /** Coordinates of noise with these moments at the samples, clamped to the prior. */
  function coordinateOf(s: number, r: number, second?: number): Float64Array {
    const own = means.slice()
    for (const { place, value } of noiseValues(prior, { sd: s, correlation: r, second })) {
      const { quantile } = prior.distributions[place]
      own[place] = Math.min(quantile(high), Math.max(quantile(low), value))
    }
    const out = new Float64Array(d)
    coordinates.of(own.subarray(0, D), 0, reading, out, 0)
    return out
  }
}

/**
 * One standard deviation along each of two independent directions, as changes of log s and atanh ρ, by the Fisher
 * information of n samples of AR(1) noise: 2n for log s√(1−ρ²) and n (1 − ρ²) for atanh ρ, which are orthogonal; with
 * the former fixed, log s changes by ρ times atanh ρ.
 */
function directions(rho: number, n: number): [number, number][] {
  const ofCorrelation = (rho > 0 ? -1 : 1) / Math.sqrt(n * (1 - rho * rho))
  return [
    [1 / Math.sqrt(2 * n), 0],
    [rho * ofCorrelation, ofCorrelation],
  ]
}

interface Moments {
  sd: number
  correlation: number
  /** Autocorrelation at lag 2. */
  second: number
  /** Innovation variance: not explained by the previous sample. */
  innovation: number
  count: number
}

/** Moments about 0 of the residuals observed − predicted[from …). */
export function momentsOf(observed: Float32Array, predicted: Float32Array, from: number): Moments {
  let [squares, count, products, pairs, before] = [0, 0, 0, 0, Number.NaN]
  let [products2, pairs2, before2] = [0, 0, Number.NaN]
  for (let i = 0; i < observed.length; i++) {
    const r = observed[i] - predicted[from + i]
    if (!Number.isNaN(r)) {
      squares += r * r
      count++
    }
    if (!Number.isNaN(r * before)) {
      products += r * before
      pairs++
    }
    if (!Number.isNaN(r * before2)) {
      products2 += r * before2
      pairs2++
    }
    before2 = before
    before = r
  }
  const variance = squares / count
  const correlation = Math.min(0.9999, Math.max(-0.9999, products / Math.max(1, pairs) / variance || 0))
  const second = products2 / Math.max(1, pairs2) / variance || 0
  return {
    sd: Math.sqrt(variance),
    correlation,
    second,
    innovation: variance * (1 - correlation ** 2),
    count,
  }
}
