/**
 * Pareto k̂ of importance weights (PSIS; Vehtari, Simpson, Gelman, Yao & Gabry 2024): the shape of a generalized
 * Pareto distribution fitted to the largest weights. Below 0.7 weighted averages are reliable.
 * @param logWeights not normalized; −∞ allowed
 * @returns k̂; −∞ where the tail is flat (all weights equal), +∞ where there are too few weights
 */
export function paretoK(logWeights: ArrayLike<number>): number {
  const n = logWeights.length
  const sorted = Float64Array.from(logWeights).sort()
  const tail = Math.floor(Math.min(0.2 * n, 3 * Math.sqrt(n)))
  if (tail < 5) return Number.POSITIVE_INFINITY
  const most = sorted[n - 1]
  const cutoff = Math.exp(sorted[n - tail - 1] - most)
  const excess = sorted.subarray(n - tail).map((w) => Math.exp(w - most) - cutoff)
  if (excess[tail - 1] <= 1e-12) return Number.NEGATIVE_INFINITY
  return generalizedParetoShape(excess)
}

/**
 * Zhang & Stephens 2009, with the weak prior of PSIS that shrinks k towards 0.5 for short tails. @param x ascending,
 * ≥ 0
 */
function generalizedParetoShape(x: Float64Array): number {
  const n = x.length
  const grid = 30 + Math.floor(Math.sqrt(n))
  const quartile = Math.max(x[Math.floor(n / 4 + 0.5) - 1], 1e-300)
  const theta = Float64Array.from(
    { length: grid },
    (_, i) => 1 / x[n - 1] + (1 - Math.sqrt(grid / (i + 0.5))) / (3 * quartile),
  )
  const profile = theta.map((t) => {
    const k = shapeAt(t, x)
    return n * (Math.log(-t / k) - k - 1)
  })
  let sum = 0
  let mean = 0
  const most = Math.max(...profile)
  profile.forEach((p, i) => {
    const w = Math.exp(p - most)
    if (!(w > 0)) return
    sum += w
    mean += w * theta[i]
  })
  const k = shapeAt(mean / sum, x)
  return (k * n) / (n + 10) + 5 / (n + 10)
}

/** The maximum-likelihood shape for a given −k/σ. */
function shapeAt(theta: number, x: Float64Array): number {
  let sum = 0
  for (const v of x) sum += Math.log1p(-theta * v)
  return sum / x.length
}
