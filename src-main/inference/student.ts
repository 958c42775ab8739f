/**
 * (1 + q/ν)^(−(ν + D)/2): the density of a D-dimensional Student t at squared distance q, up to its constant. By
 * multiplication and one square root, several times faster than by logarithm and exponential.
 * @param degrees ν, an integer
 * @returns 0 where it is below the smallest number
 */
export function studentShape(q: number, degrees: number, D: number): number {
  const x = 1 + q / degrees
  const twice = degrees + D
  let power = twice % 2 === 1 ? Math.sqrt(x) : 1
  let base = x
  for (let left = twice >> 1; left > 0; left >>= 1) {
    if (left & 1) power *= base
    base *= base
  }
  return 1 / power
}

/** A sum of shapes below this may have lost digits. */
export const leastShapes = 1e-280
