/**
 * The slow component of traces: the centred moving average over `window` points; truncated at the ends.
 * @param traces n × points @param window odd
 */
export function slowPart(traces: Float32Array, points: number, window: number): Float32Array {
  const half = (window - 1) / 2
  const slow = new Float32Array(traces.length)
  const sums = new Float64Array(points + 1)
  for (let from = 0; from < traces.length; from += points) {
    for (let i = 0; i < points; i++) sums[i + 1] = sums[i] + traces[from + i]
    for (let i = 0; i < points; i++) {
      const [a, b] = [Math.max(0, i - half), Math.min(points, i + half + 1)]
      slow[from + i] = (sums[b] - sums[a]) / (b - a)
    }
  }
  return slow
}

/**
 * Recombined traces: row k has the slow component of trace slowOf(k) and the fast component (the rest) of trace
 * fastOf(k).
 */
export function recombined(
  traces: Float32Array,
  slow: Float32Array,
  points: number,
  slowOf: (row: number) => number,
  fastOf: (row: number) => number,
): Float32Array {
  return traces.map((_, i) => {
    const row = Math.floor(i / points)
    const within = i % points
    const fast = fastOf(row) * points + within
    return slow[slowOf(row) * points + within] + (traces[fast] - slow[fast])
  })
}

/** Squared correlation of two columns (linear R²). */
export function squaredCorrelation(x: readonly number[], y: readonly number[]): number {
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length
  const [mx, my] = [mean(x), mean(y)]
  let [xy, xx, yy] = [0, 0, 0]
  x.forEach((_, i) => {
    xy += (x[i] - mx) * (y[i] - my)
    xx += (x[i] - mx) ** 2
    yy += (y[i] - my) ** 2
  })
  return xx > 0 && yy > 0 ? xy ** 2 / (xx * yy) : 0
}
