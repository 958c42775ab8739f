import type { Random } from '../../simulation/random.ts'
import { type Mixture, pick, squaredDistance } from '../mixture.ts'

/**
 * Fits a mixture of Student t to weighted points by expectation maximization (Peel & McLachlan 2000), with ν
 * fixed. Components that lose their points are dropped, so that fewer than asked for may come back.
 * @param z n × D @param weights n, summing to 1
 */
export function fitMixture(
  z: Float64Array,
  weights: Float64Array,
  options: { dimension: number; components: number; degrees: number; iterations: number },
  random: Random,
): Mixture {
  const { dimension: D, degrees, iterations } = options
  const kept = heavyPoints(weights)
  const global = moments(z, kept, weights, D)
  let centres = seedCentres(z, kept, weights, options.components, global, D, random)
  let K = centres.length
  let mix = new Float64Array(K).fill(1 / K)
  let means = Float64Array.from(centres.flatMap((i) => Array.from(z.subarray(i * D, (i + 1) * D))))
  centres = []
  let factors = new Float64Array(K * D * D)
  // With several components each starts narrower than the whole.
  const shrink = K === 1 ? 1 : K ** (-2 / D)
  const start = factorOfCovariance(
    global.covariance.map((c) => c * shrink),
    global.variance,
    D,
  )
  for (let k = 0; k < K; k++) factors.set(start, k * D * D)

  for (let iteration = 0; iteration < iterations; iteration++) {
    const total = new Float64Array(K)
    const scaled = new Float64Array(K)
    const sums = new Float64Array(K * D)
    const responsibilities = new Float64Array(kept.length * K)
    const pulls = new Float64Array(kept.length * K)
    const offsets = mix.map((w, k) => Math.log(w) + logDeterminant(factors, k, D))
    kept.forEach((i, row) => {
      let most = Number.NEGATIVE_INFINITY
      for (let k = 0; k < K; k++) {
        const q = squaredDistance(D, means, factors, k, z, i * D)
        pulls[row * K + k] = (degrees + D) / (degrees + q)
        const term = offsets[k] - 0.5 * (degrees + D) * Math.log1p(q / degrees)
        responsibilities[row * K + k] = term
        if (term > most) most = term
      }
      let sum = 0
      for (let k = 0; k < K; k++) sum += Math.exp(responsibilities[row * K + k] - most)
      for (let k = 0; k < K; k++) {
        const r = (weights[i] * Math.exp(responsibilities[row * K + k] - most)) / sum
        const u = r * pulls[row * K + k]
        responsibilities[row * K + k] = r
        pulls[row * K + k] = u
        total[k] += r
        scaled[k] += u
        for (let j = 0; j < D; j++) sums[k * D + j] += u * z[i * D + j]
      }
    })
    const alive = [...total.keys()].filter((k) => total[k] > 0.01)
    const nextMeans = new Float64Array(alive.length * D)
    const nextFactors = new Float64Array(alive.length * D * D)
    alive.forEach((k, a) => {
      for (let j = 0; j < D; j++) nextMeans[a * D + j] = sums[k * D + j] / scaled[k]
      const covariance = new Array<number>(D * D).fill(0)
      kept.forEach((i, row) => {
        const u = pulls[row * K + k]
        if (u < 1e-12) return
        for (let r = 0; r < D; r++) {
          const dr = z[i * D + r] - nextMeans[a * D + r]
          for (let c = 0; c <= r; c++) covariance[r * D + c] += u * dr * (z[i * D + c] - nextMeans[a * D + c])
        }
      })
      // A little of the whole's spread keeps a component of few points from collapsing.
      const ridge = Math.max(1e-6, 0.02 * (1 - Math.min(1, total[k] * 5)))
      for (let r = 0; r < D; r++) {
        for (let c = 0; c <= r; c++) covariance[r * D + c] /= total[k]
        covariance[r * D + r] += ridge * global.variance[r]
      }
      nextFactors.set(factorOfCovariance(covariance, global.variance, D), a * D * D)
    })
    const aliveTotal = alive.reduce((s, k) => s + total[k], 0)
    mix = Float64Array.from(alive, (k) => total[k] / aliveTotal)
    K = alive.length
    means = nextMeans
    factors = nextFactors
  }
  return { dimension: D, components: K, degrees, weights: mix, means, factors }
}

/**
 * The mixture with every covariance multiplied by `spread`, and a share of each component `wide` times wider
 * (in standard deviations) beside it, for the tails.
 */
export function broaden(m: Mixture, spread: number, wideShare: number, wide: number): Mixture {
  const narrow = 1 / Math.sqrt(spread)
  return {
    ...m,
    components: 2 * m.components,
    weights: Float64Array.from([
      ...m.weights.map((w) => w * (1 - wideShare)),
      ...m.weights.map((w) => w * wideShare),
    ]),
    means: Float64Array.from([...m.means, ...m.means]),
    factors: Float64Array.from([
      ...m.factors.map((f) => f * narrow),
      ...m.factors.map((f) => (f * narrow) / wide),
    ]),
  }
}

/** Points that carry all but a trace of the weight; the others cost time and change nothing. */
function heavyPoints(weights: Float64Array): number[] {
  let most = 0
  for (const w of weights) most = Math.max(most, w)
  const kept: number[] = []
  for (let i = 0; i < weights.length; i++) if (weights[i] > 1e-8 * most) kept.push(i)
  return kept
}

function moments(z: Float64Array, kept: number[], weights: Float64Array, D: number) {
  const mean = new Float64Array(D)
  const covariance = new Array<number>(D * D).fill(0)
  for (const i of kept) for (let j = 0; j < D; j++) mean[j] += weights[i] * z[i * D + j]
  for (const i of kept) {
    for (let r = 0; r < D; r++) {
      for (let c = 0; c <= r; c++) {
        covariance[r * D + c] += weights[i] * (z[i * D + r] - mean[r]) * (z[i * D + c] - mean[c])
      }
    }
  }
  const variance = mean.map((_, j) => Math.max(covariance[j * D + j], 1e-12))
  for (let j = 0; j < D; j++) covariance[j * D + j] = variance[j] * (1 + 1e-9)
  return { mean, covariance, variance }
}

/** k-means++ seeding (Arthur & Vassilvitskii 2007) on the weighted points, in units of the whole's variance. */
function seedCentres(
  z: Float64Array,
  kept: number[],
  weights: Float64Array,
  count: number,
  global: { variance: Float64Array },
  D: number,
  random: Random,
): number[] {
  const distance = new Float64Array(kept.length).fill(Number.POSITIVE_INFINITY)
  const chosen: number[] = []
  while (chosen.length < Math.min(count, kept.length)) {
    const share = Float64Array.from(kept, (i, row) => weights[i] * (chosen.length ? distance[row] : 1))
    const sum = share.reduce((a, b) => a + b, 0)
    if (!(sum > 0)) break
    const next =
      kept[
        pick(
          share.map((s) => s / sum),
          random.uniform(),
        )
      ]
    chosen.push(next)
    kept.forEach((i, row) => {
      let d = 0
      for (let j = 0; j < D; j++) d += (z[i * D + j] - z[next * D + j]) ** 2 / global.variance[j]
      distance[row] = Math.min(distance[row], d)
    })
  }
  return chosen
}

/** A with Aᵀ A = Σ⁻¹, A lower triangular: the inverse of the Cholesky factor of Σ (lower triangle given). */
function factorOfCovariance(
  covariance: ArrayLike<number>,
  scale: ArrayLike<number>,
  D: number,
): Float64Array {
  const L = new Float64Array(D * D)
  for (let r = 0; r < D; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = covariance[r * D + c]
      for (let j = 0; j < c; j++) sum -= L[r * D + j] * L[c * D + j]
      if (r === c) L[r * D + r] = Math.sqrt(Math.max(sum, 1e-10 * scale[r]))
      else L[r * D + c] = sum / L[c * D + c]
    }
  }
  const A = new Float64Array(D * D)
  for (let c = 0; c < D; c++) {
    A[c * D + c] = 1 / L[c * D + c]
    for (let r = c + 1; r < D; r++) {
      let sum = 0
      for (let j = c; j < r; j++) sum += L[r * D + j] * A[j * D + c]
      A[r * D + c] = -sum / L[r * D + r]
    }
  }
  return A
}

function logDeterminant(factors: Float64Array, k: number, D: number): number {
  let sum = 0
  for (let r = 0; r < D; r++) sum += Math.log(factors[(k * D + r) * D + r])
  return sum
}
