import type { Curve } from '../../contract/common.ts'
import type { Random } from '../../model/random.ts'

/**
 * Independent draws from a piecewise linear density, exactly, by inverse transform sampling.
 * @param curve at least two points, x rising, y not negative; its area need not be 1
 * @returns n draws in the unit of x; NaN where the curve has no area
 */
export function drawsFrom({ x, y }: Curve, n: number, random: Random): Float64Array {
  const below = new Float64Array(x.length)
  for (let k = 1; k < x.length; k++) below[k] = below[k - 1] + ((x[k] - x[k - 1]) * (y[k] + y[k - 1])) / 2
  const total = below.at(-1) ?? 0
  return Float64Array.from({ length: n }, () => {
    const wanted = random.uniform() * total
    if (!(total > 0)) return Number.NaN
    let [low, high] = [0, x.length - 1]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (below[middle] <= wanted) low = middle
      else high = middle
    }
    const width = x[high] - x[low]
    const slope = (y[high] - y[low]) / width
    const rest = wanted - below[low]
    // Solves rest = y s + slope s²/2 in the form without cancellation at small slopes.
    const root = Math.sqrt(Math.max(0, y[low] ** 2 + 2 * slope * rest))
    const step = y[low] + root > 0 ? (2 * rest) / (y[low] + root) : 0
    return x[low] + Math.min(step, width)
  })
}
