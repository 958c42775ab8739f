import type {
  EffectScale,
  GroupedParameter,
  SweepPosterior,
  SweepPrior,
} from '../../../src-main/contract/groups.ts'
import type { FreeDistribution } from '../../../src-main/contract/priors.ts'
import { scaleMap } from '../../../src-main/inference/groups/effect-scale.ts'
import { createDistribution } from '../../../src-main/model/prior/distributions/create-distribution.ts'
import type { ContinuousDistribution } from '../../../src-main/model/prior/distributions/distribution.ts'
import type { Random } from '../../../src-main/model/random.ts'

/** A simulated study: the model's input, and the true effect on its scale. */
export interface Study {
  parameter: GroupedParameter
  kind: string
  effect: number
  /** Cells of the smaller condition; in paired studies, those in both. */
  cells: number
}

/** A parameter, its prior in a report, and the form of its sweeps' likelihoods. */
interface Kind {
  name: string
  scale: EffectScale
  prior: FreeDistribution
  /** Range of the centres, on the scale. */
  centre: readonly [number, number]
  /**
   * Simulates data for a true value and returns their log-likelihood. @param width approximately the posterior's, on
   * the scale
   */
  observe(truth: number, width: number, random: Random): (x: number) => number
}

const normal = (truth: number, width: number, random: Random): ((x: number) => number) => {
  const y = truth + width * random.normal()
  return (x) => -0.5 * ((x - y) / width) ** 2
}

/** Student's t with 5 degrees of freedom. */
const heavy = (truth: number, width: number, random: Random): ((x: number) => number) => {
  let squares = 0
  for (let i = 0; i < 5; i++) squares += random.normal() ** 2
  const y = truth + (width * random.normal()) / Math.sqrt(squares / 5)
  return (x) => -3 * Math.log1p(((x - y) / width) ** 2 / 5)
}

/** An sd estimated from the squares of n normals, with n chosen so that its logarithm has an sd of about `width`. */
const chiSquare = (truth: number, width: number, random: Random): ((x: number) => number) => {
  const n = Math.max(3, Math.round(0.5 / width ** 2))
  let squares = 0
  for (let i = 0; i < n; i++) squares += (truth * random.normal()) ** 2
  return (x) => -n * Math.log(x) - squares / (2 * x * x)
}

/** Fisher's z of a correlation. */
const fisher = (truth: number, width: number, random: Random): ((x: number) => number) => {
  const z = Math.atanh(truth) + width * random.normal()
  return (x) => -0.5 * ((Math.atanh(x) - z) / width) ** 2
}

const kinds: readonly Kind[] = [
  {
    name: 'θ₀, normal',
    scale: 'difference',
    prior: { kind: 'truncatedNormal', mean: 0.4, sd: 0.3, lower: -0.2, upper: 1 },
    centre: [0, 0.8],
    observe: normal,
  },
  {
    name: 'θ₁, heavy tails',
    scale: 'difference',
    prior: { kind: 'truncatedNormal', mean: 0.4, sd: 0.4, lower: -0.4, upper: 1.2 },
    centre: [0, 0.8],
    observe: heavy,
  },
  {
    name: 'σ, few degrees of freedom',
    scale: 'ratio',
    prior: { kind: 'logUniform', lower: 0.005, upper: 0.1 },
    centre: [Math.log(0.012), Math.log(0.06)],
    observe: chiSquare,
  },
  {
    name: 'ρ, cut off by limits',
    scale: 'correlation',
    prior: { kind: 'uniform', lower: -0.2, upper: 0.95 },
    centre: [Math.atanh(0.1), Math.atanh(0.85)],
    observe: fisher,
  },
]

const curvePoints = 128
const draws = 1000
const between = (from: number, to: number, random: Random): number => from + (to - from) * random.uniform()
const logBetween = (from: number, to: number, random: Random): number =>
  Math.exp(between(Math.log(from), Math.log(to), random))
const whole = (from: number, to: number, random: Random): number =>
  from + Math.floor((to - from + 1) * random.uniform())

/**
 * A study of two conditions: 4 to 10 cells in each, 1 to 5 sweeps per cell, between-cell sds of 0.03 to 0.5 of the
 * prior's sd (in half of the studies different between conditions, by a factor up to 2), between-sweep sds 0 to 1 times
 * as large, posterior widths of 0.05 to 1 of the prior's sd.
 * @param effects false: the centres are equal
 */
export function makeStudy(k: number, effects: boolean, random: Random): Study {
  const kind = kinds[k % kinds.length]
  const map = scaleMap(kind.scale)
  const prior = createDistribution(kind.prior)
  const priorSd = sdOnScale(prior, map.to)
  const cellSd = priorSd * logBetween(0.03, 0.5, random)
  const sweepSd = cellSd * random.uniform()
  const sds = random.uniform() < 0.5 ? [cellSd, cellSd] : [cellSd, cellSd * logBetween(0.5, 2, random)]
  const [low, high] = [map.to(prior.lower), map.to(prior.upper)]
  // Neither centre so close to a limit that cells are no longer normally distributed about it.
  const room = 2 * Math.max(...sds)
  const fits = (centre: number): boolean => centre - room > low && centre + room < high
  let [first, effect] = [Number.NaN, Number.NaN]
  while (!(fits(first) && fits(first + effect))) {
    first = between(...kind.centre, random)
    effect = effects ? (random.uniform() < 0.5 ? -1 : 1) * cellSd * between(0.5, 3, random) : 0
  }
  const inside = insideOf(low, high, random)
  const counts = [whole(4, 10, random), whole(4, 10, random)]
  const sweepsOf = sweepsFor(kind, { sweepSd, priorSd, widths: [0.05, 1], inside }, random)
  const conditions = ['A', 'B'].map((name, c) => ({
    name,
    cells: Array.from({ length: counts[c] }, (_, i) => {
      const sweeps = sweepsOf(inside(first + c * effect, sds[c]))
      return { name: `${name}${i}`, sweeps }
    }),
  }))
  return {
    parameter: parameterOf(kind, conditions, false),
    kind: kind.name,
    effect,
    cells: Math.min(...counts),
  }
}

/**
 * A study of cells in both of two conditions: 3 to 10 of them, and in half of the studies 1 to 4 more in one condition
 * or in each; between-cell sds of 0.03 to 0.3 of the prior's sd, of differences 0.1 to 1 times that. In half of the
 * studies differences also scale with the cell's level (by 0.7 to 1.4), so that the conditions' sds differ. 1 to 5
 * sweeps per cell, with sds 0 to 1 times those of differences; posterior widths of 0.02 to 0.5 of the prior's sd.
 * @param effects false: the centres are equal
 */
export function makePairedStudy(k: number, effects: boolean, random: Random): Study {
  const kind = kinds[k % kinds.length]
  const map = scaleMap(kind.scale)
  const prior = createDistribution(kind.prior)
  const priorSd = sdOnScale(prior, map.to)
  const cellSd = priorSd * logBetween(0.03, 0.3, random)
  const differenceSd = cellSd * logBetween(0.1, 1, random)
  const sweepSd = differenceSd * random.uniform()
  const slope = random.uniform() < 0.5 ? 1 : logBetween(0.7, 1.4, random)
  const secondSd = Math.hypot(slope * cellSd, differenceSd)
  const within = Math.hypot((slope - 1) * cellSd, differenceSd)
  const [low, high] = [map.to(prior.lower), map.to(prior.upper)]
  const room = 2.5 * Math.max(cellSd, secondSd)
  const fits = (centre: number): boolean => centre - room > low && centre + room < high
  let [first, effect] = [Number.NaN, Number.NaN]
  while (!(fits(first) && fits(first + effect))) {
    first = between(...kind.centre, random)
    effect = effects ? (random.uniform() < 0.5 ? -1 : 1) * within * between(0.5, 3, random) : 0
  }
  const inside = insideOf(low, high, random)
  const sweepsOf = sweepsFor(kind, { sweepSd, priorSd, widths: [0.02, 0.5], inside }, random)
  /** In the first condition and in the second. */
  const cell = (): [number, number] => {
    for (;;) {
      const one = inside(first, cellSd)
      const other = first + effect + slope * (one - first) + differenceSd * random.normal()
      if (other > low && other < high) return [one, other]
    }
  }
  const pairs = whole(3, 10, random)
  const alone = random.uniform() < 0.5 ? [0, 0] : [whole(0, 4, random), whole(1, 4, random)]
  const both = Array.from({ length: pairs }, cell)
  const conditions = ['A', 'B'].map((name, c) => ({
    name,
    cells: [
      ...both.map((values, i) => ({ name: `${i}`, sweeps: sweepsOf(values[c]) })),
      ...Array.from({ length: alone[c] }, (_, i) => ({ name: `${name}${i}`, sweeps: sweepsOf(cell()[c]) })),
    ],
  }))
  return { parameter: parameterOf(kind, conditions, true), kind: kind.name, effect, cells: pairs }
}

function parameterOf(
  { name, scale }: Kind,
  conditions: GroupedParameter['conditions'],
  paired: boolean,
): GroupedParameter {
  return { name, symbol: name, unit: null, scale, cautions: [], paired, conditions }
}

/** Draws of a normal truncated to the prior's limits. */
function insideOf(low: number, high: number, random: Random): (mean: number, sd: number) => number {
  return (mean, sd) => {
    for (;;) {
      const x = mean + sd * random.normal()
      if (x > low && x < high) return x
    }
  }
}

interface SweepParts {
  sweepSd: number
  priorSd: number
  /** Posterior widths, in sds of the prior. */
  widths: readonly [number, number]
  inside(mean: number, sd: number): number
}

/** One to five sweeps of a cell with a given value. */
function sweepsFor(kind: Kind, { sweepSd, priorSd, widths, inside }: SweepParts, random: Random) {
  const prior = createDistribution(kind.prior)
  const ownPrior = priorCurve(prior)
  return (cell: number): SweepPosterior[] =>
    Array.from({ length: whole(1, 5, random) }, () => {
      const truth = scaleMap(kind.scale).from(inside(cell, sweepSd))
      const width = logBetween(...widths, random) * (kind.scale === 'difference' ? prior.sd : priorSd)
      const logLikelihood = kind.observe(truth, width, random)
      return { label: '', level: 'ok', prior: ownPrior, draws: posterior(prior, logLikelihood, random) }
    })
}

function sdOnScale(prior: ContinuousDistribution, to: (x: number) => number): number {
  const z = Array.from({ length: 200 }, (_, i) => to(prior.quantile((i + 0.5) / 200)))
  const mean = z.reduce((a, b) => a + b) / z.length
  return Math.sqrt(z.reduce((sum, v) => sum + (v - mean) ** 2, 0) / z.length)
}

/** In the form of reports. */
function priorCurve(prior: ContinuousDistribution): SweepPrior {
  const { lower, upper } = prior
  const x = Array.from({ length: curvePoints }, (_, i) => lower + ((upper - lower) * (i + 0.5)) / curvePoints)
  return { lower, upper, density: { x, y: x.map((v) => Math.exp(prior.logDensity(v))) } }
}

/**
 * Draws of prior × likelihood, by inverting its cumulative density on a grid of the prior's quantiles, refined where
 * the mass is.
 */
function posterior(
  prior: ContinuousDistribution,
  logLikelihood: (x: number) => number,
  random: Random,
): number[] {
  let [from, to] = [prior.lower, prior.upper]
  let grid = cumulated(prior, logLikelihood, from, to)
  // The range that contains nearly all the mass.
  for (let round = 0; round < 3; round++) {
    const step = (to - from) / grid.length
    const low = grid.findIndex((c) => c > 1e-6)
    const high = grid.findIndex((c) => c > 1 - 1e-6)
    ;[from, to] = [
      Math.max(prior.lower, from + (low - 1) * step),
      Math.min(prior.upper, from + ((high < 0 ? grid.length - 1 : high) + 2) * step),
    ]
    grid = cumulated(prior, logLikelihood, from, to)
  }
  const step = (to - from) / grid.length
  return Array.from({ length: draws }, () => {
    const u = random.uniform()
    let [low, high] = [0, grid.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (grid[middle] < u) low = middle + 1
      else high = middle
    }
    return from + (low + random.uniform()) * step
  })
}

function cumulated(
  prior: ContinuousDistribution,
  logLikelihood: (x: number) => number,
  from: number,
  to: number,
): Float64Array {
  const cells = 500
  const log = Float64Array.from({ length: cells }, (_, i) => {
    const x = from + ((to - from) * (i + 0.5)) / cells
    return prior.logDensity(x) + logLikelihood(x)
  })
  const top = log.reduce((a, b) => Math.max(a, b))
  const mass = log.map((v) => Math.exp(v - top))
  const total = mass.reduce((a, b) => a + b)
  let sum = 0
  return mass.map((m) => {
    sum += m / total
    return sum
  })
}
