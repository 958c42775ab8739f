import type { Random } from '../../model/random.ts'
import type { GroupedLikelihoods, SweepLikelihood } from './sweep-likelihood.ts'

/** The sweeps of a cell as mean, variance and log constant, given the sd of sweeps. */
export interface CellSum {
  mean: number
  variance: number
  log: number
}

/** A product of normals in the cell's value, one per sweep. */
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

/** The mixture component currently assigned to each sweep: the cells' sums given it, and its resampling. */
export interface ChosenComponents {
  /** By condition and cell. @param log of the sd of sweeps; −∞ where there is none */
  sums(log: number): CellSum[][]
  /** @param cells their values, by condition */
  draw(cells: readonly (readonly number[])[], sweepSd: number): void
}

export function chooseComponents(data: GroupedLikelihoods, random: Random): ChosenComponents {
  const chosen = data.map((cells) =>
    cells.map((sweeps) => sweeps.map(({ weights }) => pick(weights, random))),
  )
  return {
    sums(log) {
      const sd2 = Math.exp(2 * log)
      return data.map((cells, c) => cells.map((sweeps, i) => sumOf(sweeps, chosen[c][i], sd2)))
    },
    draw(cells, sweepSd) {
      data.forEach((own, c) => {
        own.forEach((sweeps, i) => {
          sweeps.forEach((sweep, j) => {
            if (sweep.weights.length > 1)
              chosen[c][i][j] = component(sweep, cells[c][i], sweepSd ** 2, random)
          })
        })
      })
    },
  }
}

export function component(
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

/** An index, drawn with probability proportional to its weight. */
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

/** Draws the value of a cell about its condition’s centre. @param sd of cells */
export function drawCell({ mean, variance }: CellSum, centre: number, sd: number, random: Random): number {
  const precision = 1 / variance + 1 / sd ** 2
  return (mean / variance + centre / sd ** 2) / precision + random.normal() / Math.sqrt(precision)
}
