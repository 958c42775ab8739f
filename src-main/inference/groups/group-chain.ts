import type { Random } from '../../model/random.ts'
import { sliceStep } from './slice.ts'
import type { SweepLikelihood } from './sweep-likelihood.ts'

/** Sweeps by cell by condition. */
export type GroupedLikelihoods = readonly (readonly (readonly SweepLikelihood[])[])[]

/** What is believed before any sweep. */
export interface GroupPriors {
  /** Of the centre of each condition: normal. */
  centre: { mean: number; sd: number }
  /** Scales of the half-t distributions (3 degrees of freedom) of the sds of cells and of sweeps. */
  cellScale: number
  /** Null where no cell has two sweeps: then the sd of sweeps is part of that of cells. */
  sweepScale: number | null
}

/** A draw of all that the model has, on the scale of the effect. */
export interface GroupState {
  centres: number[]
  /** Sd of cells in each condition. */
  cellSds: number[]
  sweepSd: number
  /** By condition. */
  cells: number[][]
}

/** Sd of the logarithm of a condition's cell sd about that of all: two differ by less than a factor of 2.6 with 90 %. */
export const sdOfLogSds = 0.4
const freedom = 3

/** A cell's sweeps in two numbers and a constant, for an sd of sweeps. */
interface CellSum {
  mean: number
  variance: number
  log: number
}

/**
 * A chain of the hierarchical model: sweeps are normal about their cell, cells about their condition's centre. Values of
 * sweeps, of cells and the centres are integrated out where the sds are drawn, so that chains move freely where an sd is near
 * 0; then they are drawn from their normals. Components of mixtures are drawn last (collapsed Gibbs sampling).
 * @returns draws the next state
 */
export function groupChain(data: GroupedLikelihoods, priors: GroupPriors, random: Random): () => GroupState {
  const { centre, cellScale, sweepScale } = priors
  const chosen = data.map((cells) =>
    cells.map((sweeps) => sweeps.map(({ weights }) => pick(weights, random))),
  )
  // Overdispersed: by a factor of e either way.
  let logCell = Math.log(cellScale) + 2 * random.uniform() - 1
  let logSweep =
    sweepScale === null ? Number.NEGATIVE_INFINITY : Math.log(sweepScale) + 2 * random.uniform() - 1
  const shifts = data.map(() => sdOfLogSds * random.normal())

  const sumsFor = (log: number): CellSum[][] => {
    const sd2 = Math.exp(2 * log)
    return data.map((cells, c) => cells.map((sweeps, i) => sumOf(sweeps, chosen[c][i], sd2)))
  }
  let sums = sumsFor(logSweep)
  const spread = (c: number, log: number, shift: number, of = sums): number =>
    centreOf(of[c], Math.exp(2 * (log + shift)), centre).log
  const all = (log: number, of = sums): number =>
    shifts.reduce((sum, shift, c) => sum + spread(c, log, shift, of), 0)

  return () => {
    if (sweepScale !== null) {
      const density = (log: number): number => {
        const of = sumsFor(log)
        const own = of.reduce((sum, cells) => cells.reduce((s, cell) => s + cell.log, sum), 0)
        return own + all(logCell, of) + logHalfT(log, sweepScale)
      }
      logSweep = sliceStep(density, logSweep, 1, limitsOf(sweepScale), random)
    }
    sums = sumsFor(logSweep)
    logCell = sliceStep((log) => all(log) + logHalfT(log, cellScale), logCell, 1, limitsOf(cellScale), random)
    for (let c = 0; c < data.length; c++) {
      const density = (shift: number): number => spread(c, logCell, shift) - 0.5 * (shift / sdOfLogSds) ** 2
      shifts[c] = sliceStep(density, shifts[c], 0.8, [-6, 6], random)
    }
    const cellSds = shifts.map((shift) => Math.exp(logCell + shift))
    const sweepSd = Math.exp(logSweep)
    const centres = sums.map((cells, c) => {
      const { mean, variance } = centreOf(cells, cellSds[c] ** 2, centre)
      return mean + Math.sqrt(variance) * random.normal()
    })
    const cells = sums.map((own, c) => own.map((cell) => drawCell(cell, centres[c], cellSds[c], random)))
    data.forEach((conditions, c) => {
      conditions.forEach((sweeps, i) => {
        sweeps.forEach((sweep, j) => {
          if (sweep.weights.length > 1) chosen[c][i][j] = component(sweep, cells[c][i], sweepSd ** 2, random)
        })
      })
    })
    return { centres, cellSds, sweepSd, cells }
  }
}

/** Where the logarithm of an sd may go: far below what can be told, and above any. */
function limitsOf(scale: number): readonly [number, number] {
  return [Math.log(scale) - 12, Math.log(scale) + 6]
}

/** Logarithm of the half-t density of an sd, as one of its logarithm. */
function logHalfT(log: number, scale: number): number {
  return log - ((freedom + 1) / 2) * Math.log1p(Math.exp(2 * log) / (freedom * scale * scale))
}

/** A product of normals in the cell's value, one a sweep. */
function sumOf(sweeps: readonly SweepLikelihood[], chosen: readonly number[], sd2: number): CellSum {
  let [precision, first, second, logs] = [0, 0, 0, 0]
  for (let j = 0; j < sweeps.length; j++) {
    const m = sweeps[j].means[chosen[j]]
    const v = sweeps[j].variances[chosen[j]] + sd2
    precision += 1 / v
    first += m / v
    second += (m * m) / v
    logs += Math.log(v)
  }
  const mean = first / precision
  return { mean, variance: 1 / precision, log: -0.5 * (logs + Math.log(precision) + second - mean * first) }
}

/** The centre of a condition, from its cells: a normal, and the logarithm of what they weigh. */
function centreOf(
  cells: readonly CellSum[],
  sd2: number,
  prior: GroupPriors['centre'],
): { mean: number; variance: number; log: number } {
  // Sums about the prior's mean, that no digits are lost.
  const own = 1 / prior.sd ** 2
  let [precision, first, second, logs] = [own, 0, 0, -Math.log(own)]
  for (const { mean, variance } of cells) {
    const v = variance + sd2
    const m = mean - prior.mean
    precision += 1 / v
    first += m / v
    second += (m * m) / v
    logs += Math.log(v)
  }
  const mean = first / precision
  return {
    mean: prior.mean + mean,
    variance: 1 / precision,
    log: -0.5 * (logs + Math.log(precision) + second - mean * first),
  }
}

function drawCell({ mean, variance }: CellSum, centre: number, sd: number, random: Random): number {
  const precision = 1 / variance + 1 / sd ** 2
  return (mean / variance + centre / sd ** 2) / precision + random.normal() / Math.sqrt(precision)
}

function component(
  { weights, means, variances }: SweepLikelihood,
  cell: number,
  sd2: number,
  random: Random,
): number {
  const odds = new Float64Array(weights.length)
  let top = Number.NEGATIVE_INFINITY
  for (let k = 0; k < odds.length; k++) {
    const v = variances[k] + sd2
    odds[k] = Math.log(weights[k]) - 0.5 * (Math.log(v) + (means[k] - cell) ** 2 / v)
    if (odds[k] > top) top = odds[k]
  }
  for (let k = 0; k < odds.length; k++) odds[k] = Math.exp(odds[k] - top)
  return pick(odds, random)
}

/** A place, with probability in proportion to its weight. */
function pick(weights: Float64Array, random: Random): number {
  let total = 0
  for (let k = 0; k < weights.length; k++) total += weights[k]
  let left = random.uniform() * total
  for (let k = 0; k < weights.length - 1; k++) {
    left -= weights[k]
    if (left <= 0) return k
  }
  return weights.length - 1
}
