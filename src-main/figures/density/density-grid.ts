import { type Range, span } from '../scale/range.ts'

/** A density over a rectangle, at the centres of size × size cells; row-major, rows along y. Sums to 1. */
export interface DensityGrid {
  size: number
  x: Range
  y: Range
  values: Float64Array
}

/**
 * Gaussian kernel density estimate in two dimensions, with binned points and Scott’s bandwidth (narrowed for correlated
 * points, to preserve a slanted ridge). Reflected at the edges, since a plain blur would leak over a prior’s limit.
 */
export function densityGrid(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: Range,
  y: Range,
  size = 56,
): DensityGrid {
  const n = xs.length
  const counts = new Float64Array(size * size)
  for (let i = 0; i < n; i++) {
    const column = Math.floor(((xs[i] - x.from) / span(x)) * size)
    const row = Math.floor(((ys[i] - y.from) / span(y)) * size)
    if (column >= 0 && column < size && row >= 0 && row < size) counts[row * size + column] += 1 / n
  }
  const { sdX, sdY, r } = moments(xs, ys)
  const share = n ** (-1 / 6) * Math.max(0.3, Math.sqrt(1 - r * r))
  const cells = (sd: number, range: Range): number => Math.max(0.7, (share * sd * size) / span(range))
  const rows = blurred(counts, size, cells(sdX, x), 1, size)
  return { size, x, y, values: blurred(rows, size, cells(sdY, y), size, 1) }
}

/** Pearson correlation coefficient; 0 if either variable is constant. */
export function correlation(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  return moments(xs, ys).r
}

/** Density threshold of the smallest region that contains the given share of the mass. */
export function massLevel({ values }: DensityGrid, share: number): number {
  const sorted = Float64Array.from(values).sort().reverse()
  const total = sorted.reduce((sum, v) => sum + v, 0)
  let sum = 0
  for (const v of sorted) {
    sum += v
    if (sum >= share * total) return v
  }
  return 0
}

/** Density of the cell that contains a point. */
export function densityAt({ size, x, y, values }: DensityGrid, atX: number, atY: number): number {
  const cell = (v: number, range: Range): number =>
    Math.min(size - 1, Math.max(0, Math.floor(((v - range.from) / span(range)) * size)))
  return values[cell(atY, y) * size + cell(atX, x)]
}

function moments(xs: ArrayLike<number>, ys: ArrayLike<number>): { sdX: number; sdY: number; r: number } {
  const n = xs.length
  let [mx, my] = [0, 0]
  for (let i = 0; i < n; i++) {
    mx += xs[i] / n
    my += ys[i] / n
  }
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    xx += (xs[i] - mx) ** 2 / n
    yy += (ys[i] - my) ** 2 / n
    xy += ((xs[i] - mx) * (ys[i] - my)) / n
  }
  // Equal values leave only rounding errors, which would correlate perfectly.
  const varies = (square: number, mean: number): boolean => square > 1e-24 * mean * mean
  const r = varies(xx, mx) && varies(yy, my) ? xy / Math.sqrt(xx * yy) : 0
  return { sdX: Math.sqrt(xx), sdY: Math.sqrt(yy), r }
}

/** Gaussian blur along one axis. @param step between neighbours along it @param stride between lines */
function blurred(values: Float64Array, size: number, sd: number, step: number, stride: number): Float64Array {
  const reach = Math.min(size - 1, Math.ceil(3.5 * sd))
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sd) ** 2),
  )
  const total = kernel.reduce((sum, v) => sum + v, 0)
  const out = new Float64Array(values.length)
  for (let line = 0; line < size; line++) {
    for (let i = 0; i < size; i++) {
      const v = values[line * stride + i * step]
      if (v === 0) continue
      for (let k = -reach; k <= reach; k++) {
        let j = i + k
        if (j < 0) j = -1 - j
        if (j >= size) j = 2 * size - 1 - j
        out[line * stride + j * step] += (v * kernel[k + reach]) / total
      }
    }
  }
  return out
}
