/** Moments of a series whose missing values (NaN) are left out. */

/** Number of values present. */
export function countPresent(x: ArrayLike<number>): number {
  let count = 0
  for (let i = 0; i < x.length; i++) if (!Number.isNaN(x[i])) count++
  return count
}

export function average(x: ArrayLike<number>): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i])) continue
    sum += x[i]
    count++
  }
  return sum / count
}

/** Mean of (x − mean)². */
export function variance(x: ArrayLike<number>): number {
  return centralMoment(x, 2)
}

/** Fourth standardized moment less 3; 0 for a normal distribution, with sd about √(24/n). */
export function excessKurtosis(x: ArrayLike<number>): number {
  const second = variance(x)
  return second > 0 ? centralMoment(x, 4) / (second * second) - 3 : 0
}

function centralMoment(x: ArrayLike<number>, order: number): number {
  const mean = average(x)
  return average(Array.from(x, (v) => (v - mean) ** order))
}
