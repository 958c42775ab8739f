import type { Prior } from '../../model/composition/prior.ts'
import { fixedValues } from '../../model/composition/with-fixed.ts'
import type { Random } from '../../model/random.ts'
import { solveSymmetric } from '../../signal/statistics/solve-symmetric.ts'
import { temperedMixture } from '../importance/tempered-mixture.ts'
import type { Problem } from '../inverse.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'

/** Draws of the network that are mapped to the other prior's parameters. */
const draws = 600
/** A parameter that the network holds fixed is drawn around that value, within this share of its prior. */
const nearAssumed = 0.25
/** Values beyond the other prior's limits are clamped to these of its quantiles. */
const [low, high] = [0.001, 0.999]

/** The network's own posterior in other parameters, and an initial proposal made from it. */
export interface TranslatedProposal {
  said: Mixture
  start: Mixture
}

/** A prior, and the posterior of the data under it. */
export interface Under {
  prior: Prior
  problem: Problem
}

/**
 * Maps a network's proposal to the parameters of another prior: with other parameters fixed or estimated, another
 * noise model or other limits. Where the other prior fixes a parameter, the proposal is conditioned on its value (as
 * for a multivariate normal); a parameter that the network holds fixed and the other prior estimates is drawn around
 * that value. The result is only a start, corrected by the exact likelihood.
 * @param proposal in the coordinates of the training prior
 * @returns both in the other problem's coordinates; null where no draw has a nonzero density there
 */
export function translatedProposal(
  proposal: Mixture,
  learned: Under,
  wanted: Under,
  random: Random,
): TranslatedProposal | null {
  const { dimension } = learned.problem.coordinates
  const z = new Float64Array(draws * dimension)
  sampleMixture(proposal, draws, random, z)
  conditionOnFixed(z, learned, wanted.prior)
  const { target } = learned.problem
  const density = new Float64Array(draws)
  const extra = new Float64Array(draws * target.extra)
  if (target.extra > 0) target.logDensity(z, draws, density, extra)
  const values = learned.problem.parametersOf(z, extra, draws, null)
  const points = inOtherCoordinates(values, density, learned.prior, wanted, random)
  if (points.n === 0) return null
  const said = weighed(points, wanted.problem, random)
  return said && { said, start: wanted.problem.refine?.(points.z, points.n) ?? said }
}

/** Moves draws to the values that the other prior fixes, and other coordinates with them by their covariance. */
function conditionOnFixed(z: Float64Array, { prior, problem }: Under, wanted: Prior): void {
  const { coordinates, reading } = problem
  const d = coordinates.dimension
  const fixed = known(wanted)
  const held = coordinates.quantities.flatMap(({ name }, j) => (fixed.has(name) ? [j] : []))
  if (held.length === 0) return
  const row = Float64Array.from(prior.parameters, ({ name }, j) => {
    const { lower, upper, mean } = prior.distributions[j]
    // A value at or beyond the limits of the training prior has no coordinate there.
    const inside = 1e-3 * (upper - lower)
    const value = fixed.get(name) ?? mean
    return Number.isFinite(inside) ? Math.min(upper - inside, Math.max(lower + inside, value)) : value
  })
  const at = new Float64Array(d)
  coordinates.of(row, 0, reading, at, 0)
  const n = z.length / d
  const mean = new Float64Array(d)
  for (let k = 0; k < n; k++) for (let j = 0; j < d; j++) mean[j] += z[k * d + j] / n
  const covariance = (i: number, j: number): number => {
    let sum = 0
    for (let k = 0; k < n; k++) sum += (z[k * d + i] - mean[i]) * (z[k * d + j] - mean[j])
    return sum / n
  }
  const h = held.length
  const within = new Float64Array(h * h)
  held.forEach((i, a) => {
    held.forEach((j, b) => {
      within[a * h + b] = covariance(i, j)
    })
  })
  const across = Array.from({ length: d }, (_, j) => held.map((i) => covariance(i, j)))
  for (let k = 0; k < n; k++) {
    const move = solveSymmetric(
      within,
      Float64Array.from(held, (j) => at[j] - z[k * d + j]),
    )
    across.forEach((row, j) => {
      for (let a = 0; a < h; a++) z[k * d + j] += row[a] * move[a]
    })
  }
}

/** Values of fixed parameters and constants of a prior, by name. */
function known(prior: Prior): Map<string, number> {
  return new Map(fixedValues(prior).map(({ description, value }) => [description.name, value]))
}

/** The draws matched by name to the other prior's parameters, in its coordinates; those outside are omitted. */
function inOtherCoordinates(
  values: Float64Array,
  density: Float64Array,
  learned: Prior,
  { prior, problem: { coordinates, reading } }: Under,
  random: Random,
): { z: Float64Array; n: number } {
  const D = learned.parameters.length
  const assumed = known(learned)
  const from = prior.parameters.map(({ name }) => learned.parameters.findIndex((p) => p.name === name))
  const noiseNames = prior.noiseModel.parameters.map(({ name }) => name)
  const otherNoise = prior.noiseModel.kind !== learned.noiseModel.kind
  const row = new Float64Array(prior.parameters.length)
  const z = new Float64Array((values.length / D) * coordinates.dimension)
  let n = 0
  for (let k = 0; k < values.length / D; k++) {
    if (density[k] === Number.NEGATIVE_INFINITY) continue
    const noise = learned.noise(values, k * D)
    const interval = learned.observable.interval(learned.grid)
    const asNoise = otherNoise ? prior.noiseModel.valuesOf(noise.sd, noise.correlation(1), interval) : []
    prior.parameters.forEach(({ name }, j) => {
      const { quantile, mean } = prior.distributions[j]
      const place = noiseNames.indexOf(name)
      const drawn = quantile(low + (high - low) * random.uniform())
      const about = assumed.get(name)
      const value =
        otherNoise && place >= 0
          ? asNoise[place]
          : from[j] >= 0
            ? values[k * D + from[j]]
            : about === undefined
              ? drawn
              : about + nearAssumed * (drawn - mean)
      row[j] = Math.min(quantile(high), Math.max(quantile(low), value))
    })
    const at = n * coordinates.dimension
    coordinates.of(row, 0, reading, z, at)
    if (z.subarray(at, at + coordinates.dimension).every(Number.isFinite)) n++
  }
  return { z: z.subarray(0, n * coordinates.dimension), n }
}

/** A mixture fitted to the points weighted by posterior density. */
function weighed(
  { z, n }: { z: Float64Array; n: number },
  { target, coordinates }: Problem,
  random: Random,
): Mixture | null {
  const density = new Float64Array(n)
  target.logDensity(z, n, density, new Float64Array(n * target.extra))
  return density.some(Number.isFinite) ? temperedMixture(z, density, coordinates.dimension, random) : null
}
