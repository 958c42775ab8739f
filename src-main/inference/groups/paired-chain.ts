import type { Pair } from '../../contract/paired-cells.ts'
import type { Random } from '../../model/random.ts'
import { type GroupPriors, type GroupState, sdOfLogSds } from './group-chain.ts'
import { limitsOf, logHalfT } from './half-t.ts'
import { addPair, addValue, drawNormalPair, logWeight, type NormalPair, normalPair } from './normal-pair.ts'
import { sliceStep } from './slice.ts'
import type { GroupedLikelihoods } from './sweep-likelihood.ts'
import { type CellSum, chooseComponents, drawCell } from './sweeps-of-cell.ts'

/** Priors where cells are in both of two conditions. */
export interface PairedPriors extends GroupPriors {
  /** Scale of the half-t prior of the sd of differences within cells. */
  differenceScale: number
}

/** Share of its difference that a cell adds to its level, in the first condition and in the second. */
const shares = [-0.5, 0.5] as const

/** Sds at which the density is evaluated; shifts are those of unpaired cells, by condition. */
interface Sds {
  logLevel: number
  logDifference: number
  shifts: readonly number[]
}

/**
 * A chain of the hierarchical model where cells are in both of two conditions: a cell has a level, normal about the
 * common level, and a difference of the second condition from the first, normal about the effect; half of it lies
 * below the level and half above. A cell that is in one condition only is normal about the condition's centre, with
 * its own sd about that of the others. Sweeps, cells and centres are integrated out where sds are drawn, as in
 * `groupChain`.
 * @param data of two conditions @param pairs cells that are in both
 * @returns draws the next state
 */
export function pairedChain(
  data: GroupedLikelihoods,
  pairs: readonly Pair[],
  priors: PairedPriors,
  random: Random,
): () => GroupState {
  const { cellScale, differenceScale, sweepScale } = priors
  const chosen = chooseComponents(data, random)
  const alone = data.map((cells, c) => [...cells.keys()].filter((i) => pairs.every((pair) => pair[c] !== i)))
  // Overdispersed: by a factor of e either way.
  const about = (scale: number): number => Math.log(scale) + 2 * random.uniform() - 1
  let logLevel = about(cellScale)
  let logDifference = about(differenceScale)
  let logSweep = sweepScale === null ? Number.NEGATIVE_INFINITY : about(sweepScale)
  const shifts = alone.map((own) => (own.length > 0 ? sdOfLogSds * random.normal() : 0))

  let sums = chosen.sums(logSweep)
  const weight = (sds: Sds, of = sums): number => logWeight(centresOf(of, pairs, alone, sds, priors.centre))

  return () => {
    if (sweepScale !== null) {
      const density = (log: number): number => {
        const of = chosen.sums(log)
        const own = of.flat().reduce((sum, cell) => sum + cell.log, 0)
        return own + weight({ logLevel, logDifference, shifts }, of) + logHalfT(log, sweepScale)
      }
      logSweep = sliceStep(density, logSweep, 1, limitsOf(sweepScale), random)
    }
    sums = chosen.sums(logSweep)
    const ofDifference = (log: number): number =>
      weight({ logLevel, logDifference: log, shifts }) + logHalfT(log, differenceScale)
    logDifference = sliceStep(ofDifference, logDifference, 1, limitsOf(differenceScale), random)
    const ofLevel = (log: number): number =>
      weight({ logLevel: log, logDifference, shifts }) + logHalfT(log, cellScale)
    logLevel = sliceStep(ofLevel, logLevel, 1, limitsOf(cellScale), random)
    alone.forEach((own, c) => {
      if (own.length === 0) return
      const ofShift = (shift: number): number =>
        weight({ logLevel, logDifference, shifts: shifts.with(c, shift) }) - 0.5 * (shift / sdOfLogSds) ** 2
      shifts[c] = sliceStep(ofShift, shifts[c], 0.8, [-6, 6], random)
    })
    const sds = { logLevel, logDifference, shifts }
    const [level, difference] = drawNormalPair(centresOf(sums, pairs, alone, sds, priors.centre), random)
    const centres = shares.map((share) => priors.centre.mean + level + share * difference)
    const sweepSd = Math.exp(logSweep)
    const cells = drawCells(sums, pairs, alone, sds, centres, random)
    chosen.draw(cells, sweepSd)
    return {
      centres,
      cellSds: cellSdsOf(pairs, alone, sds),
      sweepSd,
      differenceSd: Math.exp(logDifference),
      cells,
    }
  }
}

/** Variances of levels, of differences, and of paired cells in either condition. */
function variancesOf({ logLevel, logDifference }: Sds): { level: number; difference: number; cell: number } {
  const [level, difference] = [Math.exp(2 * logLevel), Math.exp(2 * logDifference)]
  return { level, difference, cell: level + difference / 4 }
}

/** Level and difference of the centres, from all cells, relative to the prior's mean, so that no digits are lost. */
function centresOf(
  sums: readonly (readonly CellSum[])[],
  pairs: readonly Pair[],
  alone: readonly (readonly number[])[],
  sds: Sds,
  { mean, sd }: GroupPriors['centre'],
): NormalPair {
  const { level, difference, cell } = variancesOf(sds)
  // Independent centres of equal variance have an independent level and difference.
  const sum = normalPair(sd ** 2 / 2, 2 * sd ** 2)
  for (const [i, j] of pairs) {
    const [a, b] = [sums[0][i], sums[1][j]]
    const both = a.variance + b.variance
    addPair(
      sum,
      [(a.mean + b.mean) / 2 - mean, b.mean - a.mean],
      [level + both / 4, (b.variance - a.variance) / 2, difference + both],
      level * difference + level * both + (difference * both) / 4 + a.variance * b.variance,
    )
  }
  alone.forEach((own, c) => {
    const variance = cell * Math.exp(2 * sds.shifts[c])
    for (const i of own) addValue(sum, sums[c][i].mean - mean, shares[c], sums[c][i].variance + variance)
  })
  return sum
}

/** Values of cells by condition, given the centres. */
function drawCells(
  sums: readonly (readonly CellSum[])[],
  pairs: readonly Pair[],
  alone: readonly (readonly number[])[],
  sds: Sds,
  centres: readonly number[],
  random: Random,
): number[][] {
  const { level, difference, cell } = variancesOf(sds)
  const cells = sums.map((own) => own.map(() => Number.NaN))
  for (const pair of pairs) {
    const sum = normalPair(level, difference)
    pair.forEach((i, c) => {
      addValue(sum, sums[c][i].mean - centres[c], shares[c], sums[c][i].variance)
    })
    const [own, change] = drawNormalPair(sum, random)
    pair.forEach((i, c) => {
      cells[c][i] = centres[c] + own + shares[c] * change
    })
  }
  alone.forEach((own, c) => {
    const sd = Math.sqrt(cell) * Math.exp(sds.shifts[c])
    for (const i of own) cells[c][i] = drawCell(sums[c][i], centres[c], sd, random)
  })
  return cells
}

/** Sd over all cells of a condition, paired and unpaired. */
function cellSdsOf(pairs: readonly Pair[], alone: readonly (readonly number[])[], sds: Sds): number[] {
  const { cell } = variancesOf(sds)
  return alone.map(({ length }, c) => {
    const squares = pairs.length * cell + length * cell * Math.exp(2 * sds.shifts[c])
    return Math.sqrt(squares / (pairs.length + length))
  })
}
