import type { Random } from '../../model/random.ts'
import { limitsOf, logHalfT } from './half-t.ts'
import { sliceStep } from './slice.ts'
import type { GroupedLikelihoods } from './sweep-likelihood.ts'
import { type CellSum, chooseComponents, drawCell } from './sweeps-of-cell.ts'

/** Priors of the hierarchical model. */
export interface GroupPriors {
  /** Of the centre of each condition: normal. */
  centre: { mean: number; sd: number }
  /** Scales of the half-t priors (3 degrees of freedom) of the sds of cells and of sweeps. */
  cellScale: number
  /** Null where no cell has two sweeps: then the sd of sweeps is part of that of cells. */
  sweepScale: number | null
}

/** A draw of all variables of the model, on the scale of the effect. */
export interface GroupState {
  centres: number[]
  /** Sd of cells in each condition. */
  cellSds: number[]
  sweepSd: number
  /** Sd of the differences within cells; null where cells are unpaired. */
  differenceSd: number | null
  /** By condition. */
  cells: number[][]
}

/**
 * Sd of the logarithm of a condition's cell sd about the common one: two conditions' sds differ by less than a factor
 * of 2.6 with 90 % probability.
 */
export const sdOfLogSds = 0.4

/**
 * A chain of the hierarchical model: sweeps are normal about their cell, cells about their condition's centre. Values
 * of sweeps, of cells and the centres are integrated out where the sds are drawn, so that chains mix well where an sd
 * is near 0; then they are drawn from their normals. Mixture components are drawn last (collapsed Gibbs sampling).
 * @returns draws the next state
 */
export function groupChain(data: GroupedLikelihoods, priors: GroupPriors, random: Random): () => GroupState {
  const { centre, cellScale, sweepScale } = priors
  const chosen = chooseComponents(data, random)
  // Overdispersed: by a factor of e either way.
  let logCell = Math.log(cellScale) + 2 * random.uniform() - 1
  let logSweep =
    sweepScale === null ? Number.NEGATIVE_INFINITY : Math.log(sweepScale) + 2 * random.uniform() - 1
  const shifts = data.map(() => sdOfLogSds * random.normal())

  let sums = chosen.sums(logSweep)
  const spread = (c: number, log: number, shift: number, of = sums): number =>
    centreOf(of[c], Math.exp(2 * (log + shift)), centre).log
  const all = (log: number, of = sums): number =>
    shifts.reduce((sum, shift, c) => sum + spread(c, log, shift, of), 0)

  return () => {
    if (sweepScale !== null) {
      const density = (log: number): number => {
        const of = chosen.sums(log)
        const own = of.reduce((sum, cells) => cells.reduce((s, cell) => s + cell.log, sum), 0)
        return own + all(logCell, of) + logHalfT(log, sweepScale)
      }
      logSweep = sliceStep(density, logSweep, 1, limitsOf(sweepScale), random)
    }
    sums = chosen.sums(logSweep)
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
    chosen.draw(cells, sweepSd)
    return { centres, cellSds, sweepSd, differenceSd: null, cells }
  }
}

/** The centre of a condition given its cells: a normal, and its log marginal likelihood. */
function centreOf(
  cells: readonly CellSum[],
  sd2: number,
  prior: GroupPriors['centre'],
): { mean: number; variance: number; log: number } {
  // Sums about the prior's mean, so that no digits are lost.
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
