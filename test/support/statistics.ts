/** Plain statistics for tests, written apart from the program's own. */

export function mean(x: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i]
  return sum / x.length
}

/** Mean product of the deviations. */
export function covariance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = [mean(x), mean(y)]
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += (x[i] - a) * (y[i] - b)
  return sum / x.length
}

export function sd(x: ArrayLike<number>): number {
  return Math.sqrt(covariance(x, x))
}

/** Sample quantile, linear between order statistics. */
export function sampleQuantile(x: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(x).sort()
  const at = p * (sorted.length - 1)
  const low = Math.floor(at)
  const high = Math.min(sorted.length - 1, low + 1)
  return sorted[low] + (at - low) * (sorted[high] - sorted[low])
}

/** Kolmogorov–Smirnov: probability of a distance this large if x came from the distribution with this cdf. */
export function ksProbability(x: ArrayLike<number>, cdf: (v: number) => number): number {
  const sorted = Float64Array.from(x).sort()
  const n = sorted.length
  let distance = 0
  sorted.forEach((v, i) => {
    const p = cdf(v)
    distance = Math.max(distance, (i + 1) / n - p, p - i / n)
  })
  // Stephens 1970: the limit distribution holds from small n with this scale.
  const t = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n))
  if (t < 0.2) return 1
  let sum = 0
  for (let k = 1; k <= 100; k++) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * t * t)
  return Math.min(1, Math.max(0, sum))
}

/** (Σ (observed − expected)²/expected − degrees)/√(2 degrees): about standard normal for many cells. */
export function chiSquareZ(observed: ArrayLike<number>, expected: number): number {
  let chi = 0
  for (let i = 0; i < observed.length; i++) chi += (observed[i] - expected) ** 2 / expected
  const degrees = observed.length - 1
  return (chi - degrees) / Math.sqrt(2 * degrees)
}

/** ∫ f over [a, b] by Simpson's rule. */
export function integrate(f: (x: number) => number, a: number, b: number, intervals = 2000): number {
  const h = (b - a) / intervals
  let sum = f(a) + f(b)
  for (let i = 1; i < intervals; i++) sum += (i % 2 ? 4 : 2) * f(a + i * h)
  return (sum * h) / 3
}

/** log density of N(0, C) at x by Cholesky's factor of the dense matrix C. */
export function denseNormalLogDensity(x: readonly number[], C: readonly (readonly number[])[]): number {
  const n = x.length
  const L: number[][] = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  const y: number[] = []
  let result = -0.5 * n * Math.log(2 * Math.PI)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = C[i][j]
      for (let k = 0; k < j; k++) sum -= L[i][k] * L[j][k]
      L[i][j] = i === j ? Math.sqrt(sum) : sum / L[j][j]
    }
    let rest = x[i]
    for (let k = 0; k < i; k++) rest -= L[i][k] * y[k]
    y.push(rest / L[i][i])
    result -= Math.log(L[i][i]) + 0.5 * y[i] * y[i]
  }
  return result
}
