import { estimateText, rangeText } from '../../contract/estimate-text.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import { contours } from '../density/contours.ts'
import { correlation, densityAt, densityGrid, massLevel } from '../density/density-grid.ts'
import { padded, type Range, span } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'

/** One parameter of a corner plot. */
export interface CornerAxis {
  symbol: string
  unit: string | null
  range: Range
  median: number
  /** The median, rounded by its interval, and its 90 % interval: “0.642”, “0.627–0.657”. */
  medianText: string
  intervalText: string
  prior: Point[]
  posterior: Point[]
  /** The draws, sorted ascending. */
  sorted: Float64Array
}

/** A pair of parameters. */
export interface CornerPair {
  /** Indices of the parameters: `x` horizontal, `y` vertical; x < y. */
  x: number
  y: number
  /** Contours of the smallest regions that contain 50 % and 90 % of the draws. */
  half: Point[][]
  most: Point[][]
  /** Draws outside the 90 % region. */
  outside: Point[]
  correlation: number
}

export interface Corner {
  axes: CornerAxis[]
  pairs: CornerPair[]
}

/** @param draws equally weighted draws, one row per draw, in the order of the parameters */
export function cornerOf(parameters: readonly ParameterEstimate[], draws: readonly number[][]): Corner {
  const columns = parameters.map((_, j) => Float64Array.from(draws, (row) => row[j]))
  const axes = parameters.map((parameter, j) => axisOf(parameter, columns[j]))
  const pairs: CornerPair[] = []
  for (let y = 1; y < axes.length; y++) {
    for (let x = 0; x < y; x++) pairs.push(pairOf(x, y, axes, columns))
  }
  return { axes, pairs }
}

/** Empirical distribution function: share of the draws below a value. */
export function shareBelow({ sorted }: CornerAxis, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return sorted.length ? low / sorted.length : 0
}

/** One line: what the plot shows. */
export function describeCorner({ axes, pairs }: Corner): string {
  const names = axes.map((a) => a.symbol).join(', ')
  const [strongest] = [...pairs].sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
  const link = strongest
    ? ` The strongest correlation is ${strongest.correlation.toFixed(2).replace('-', '−')}, between ${axes[strongest.x].symbol} and ${axes[strongest.y].symbol}.`
    : ''
  return `Posterior of ${names}: marginal densities, with the prior, and pairs, with the regions that contain 50 % and 90 % of the draws.${link}`
}

function axisOf(parameter: ParameterEstimate, column: Float64Array): CornerAxis {
  const { symbol, unit, posterior, prior, priorDensity, posteriorDensity } = parameter
  const sorted = column.slice().sort()
  const { median, low, high } = estimateText(posterior)
  const range = shownRange(sorted, posterior, prior)
  return {
    symbol,
    unit,
    range,
    median: posterior.q50,
    medianText: median,
    intervalText: rangeText(low, high),
    prior: pointsIn(priorDensity, range),
    posterior: pointsIn(posteriorDensity, range),
    sorted,
  }
}

/** Axis range: all draws except the outermost 0.2 %, with a margin, within the prior's limits. */
function shownRange(
  sorted: Float64Array,
  posterior: { q05: number; q95: number },
  { lower, upper }: { lower: number; upper: number },
): Range {
  const n = sorted.length
  const draws =
    n > 0
      ? { from: sorted[Math.floor(0.001 * (n - 1))], to: sorted[Math.ceil(0.999 * (n - 1))] }
      : { from: posterior.q05, to: posterior.q95 }
  const wide = span(draws) > 0 ? draws : { from: draws.from - 1e-6, to: draws.to + 1e-6 }
  const { from, to } = padded(wide, 0.12)
  return { from: Math.max(lower, from), to: Math.min(upper, to) }
}

function pairOf(x: number, y: number, axes: CornerAxis[], columns: Float64Array[]): CornerPair {
  const [xs, ys] = [columns[x], columns[y]]
  const grid = densityGrid(xs, ys, axes[x].range, axes[y].range)
  const [halfLevel, mostLevel] = [massLevel(grid, 0.5), massLevel(grid, 0.9)]
  const outside: Point[] = []
  for (let i = 0; i < xs.length; i++) {
    const inView = contains(axes[x].range, xs[i]) && contains(axes[y].range, ys[i])
    if (inView && densityAt(grid, xs[i], ys[i]) < mostLevel) outside.push({ x: xs[i], y: ys[i] })
  }
  return {
    x,
    y,
    half: contours(grid, halfLevel),
    most: contours(grid, mostLevel),
    outside,
    correlation: correlation(xs, ys),
  }
}

function contains({ from, to }: Range, value: number): boolean {
  return value >= from && value <= to
}

/** A density's points within the range, interpolated at the range's ends if it extends beyond. */
function pointsIn({ x, y }: { x: readonly number[]; y: readonly number[] }, range: Range): Point[] {
  const points: Point[] = []
  const cut = (i: number, at: number): Point => {
    const t = (at - x[i]) / (x[i + 1] - x[i])
    return { x: at, y: y[i] + t * (y[i + 1] - y[i]) }
  }
  for (let i = 0; i < x.length; i++) {
    if (contains(range, x[i])) points.push({ x: x[i], y: y[i] })
    if (i + 1 === x.length) break
    for (const end of [range.from, range.to]) if (x[i] < end && x[i + 1] > end) points.push(cut(i, end))
  }
  return points.sort((a, b) => a.x - b.x)
}
