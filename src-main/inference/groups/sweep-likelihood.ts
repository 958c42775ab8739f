import type { PriorOnScale } from './prior-on-scale.ts'
import { type TiltedGrid, tiltedGrid } from './tilted-grid.ts'
import { fitTiltedNormal, type Normal1 } from './tilted-normal.ts'

/** A sweep's likelihood of its parameter (posterior divided by prior): a mixture of normals, weights summing to 1. */
export interface SweepLikelihood {
  weights: Float64Array
  means: Float64Array
  /** Variances. */
  variances: Float64Array
}

/** Sweeps by cell by condition. */
export type GroupedLikelihoods = readonly (readonly (readonly SweepLikelihood[])[])[]

/** A likelihood wider than this many sds of the prior is uninformative. */
const widestOfPrior = 10
/** Components beside the normal: narrower ones along it, and wider ones about it, in its standard deviations. */
const narrow = { width: 0.6, places: [-3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3] }
const wide = [1.6, 3]
const [rounds, leastWeight] = [80, 2e-3]
/** After this many rounds a mixture that has gained too little is abandoned. */
const firstLook = 20
/** Minimum gain in log likelihood of the mixture over the normal, summed over the distinct draws. */
const worthwhile = 10

/**
 * The likelihood of a sweep from equally weighted draws of its posterior and its prior: times the prior, it gives the
 * distribution of the draws. First a normal; where the draws clearly deviate from it, a mixture of fixed normals
 * about it, with maximum-likelihood weights.
 * @param draws on the scale of the effect, inside the prior's limits
 */
export function sweepLikelihood(draws: Float64Array, prior: PriorOnScale): SweepLikelihood {
  const grid = tiltedGrid(draws, prior)
  const widest = (widestOfPrior * prior.sd) / grid.sd
  const normal = fitTiltedNormal(grid, widest)
  const found = normal.sd < widest / 4 ? mixtureAbout(grid, normal, countedDraws(draws)) : null
  const components = found ?? [{ ...normal, weight: 1 }]
  return {
    weights: Float64Array.from(components, ({ weight }) => weight),
    means: Float64Array.from(components, ({ mean }) => grid.mean + grid.sd * mean),
    variances: Float64Array.from(components, ({ sd }) => (grid.sd * sd) ** 2),
  }
}

/** Number of distinct draws: importance resampling with a low effective sample size repeats draws. */
function countedDraws(draws: Float64Array): number {
  return new Set(draws).size
}

/** Null where the normal suffices. */
function mixtureAbout(
  grid: TiltedGrid,
  normal: Normal1,
  count: number,
): (Normal1 & { weight: number })[] | null {
  const { t } = grid
  const inside = ({ mean }: Normal1): boolean => mean > t[0] && mean < t[t.length - 1]
  const components: Normal1[] = [
    normal,
    ...narrow.places
      .map((place) => ({ mean: normal.mean + place * normal.sd, sd: narrow.width * normal.sd }))
      .filter(inside),
    ...wide.map((width) => ({ mean: normal.mean, sd: width * normal.sd })),
  ]
  const tilts = tilted(grid, components)
  // Initial weight of each component: mostly the normal.
  const shares = components.map((_, k) => (k === 0 ? 0.5 : 0.5 / (components.length - 1)))
  const alone = logLikelihoodAlone(tilts)
  let gain = 0
  for (let round = 1; round <= rounds; round++) {
    gain = count * (improve(tilts, shares) - alone)
    if (round === firstLook && gain < worthwhile / 3) return null
  }
  if (gain < worthwhile) return null
  const kept = components
    .map(({ mean, sd }, k) => ({ mean, sd, share: shares[k], weight: shares[k] / tilts.masses[k] }))
    .filter(({ share }) => share > leastWeight)
  const total = kept.reduce((sum, { weight }) => sum + weight, 0)
  return kept.map(({ mean, sd, weight }) => ({ mean, sd, weight: weight / total }))
}

/** The prior times normals of area 1, at the grid points that have draws. */
interface Tilts {
  /** Fraction of the draws at each grid point. */
  share: Float64Array
  /** Densities, each summing to 1 over the whole grid; for each grid point, all components. */
  density: Float64Array
  /** Their sums before normalization. */
  masses: Float64Array
}

function tilted({ t, share, logPrior }: TiltedGrid, components: readonly Normal1[]): Tilts {
  const K = components.length
  const places = Uint32Array.from(share.keys()).filter((i) => share[i] > 0)
  const density = new Float64Array(places.length * K)
  const masses = Float64Array.from(components, ({ mean, sd }, k) => {
    const all = t.map((x, i) => Math.exp(logPrior[i] - 0.5 * ((x - mean) / sd) ** 2) / sd)
    const mass = Math.max(
      all.reduce((a, b) => a + b),
      Number.MIN_VALUE,
    )
    places.forEach((i, place) => {
      density[place * K + k] = all[i] / mass
    })
    return mass
  })
  return { share: Float64Array.from(places, (i) => share[i]), density, masses }
}

/** Mean log likelihood per draw under the first component. */
function logLikelihoodAlone({ share, density, masses }: Tilts): number {
  return share.reduce((sum, s, i) => sum + s * Math.log(density[i * masses.length] + 1e-300), 0)
}

/** A step of expectation maximization. @returns the mean log likelihood per draw before it */
function improve({ share, density, masses }: Tilts, shares: number[]): number {
  const K = masses.length
  const next = new Float64Array(K)
  let log = 0
  for (let i = 0; i < share.length; i++) {
    let all = 1e-300
    for (let k = 0; k < K; k++) all += shares[k] * density[i * K + k]
    log += share[i] * Math.log(all)
    const each = share[i] / all
    for (let k = 0; k < K; k++) next[k] += each * shares[k] * density[i * K + k]
  }
  for (let k = 0; k < K; k++) shares[k] = next[k]
  return log
}
