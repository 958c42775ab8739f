import type { Random } from '../../model/random.ts'

/** Weights summing to 1; −∞ and NaN get weight 0. All are 0 where no draw has a finite log weight. */
export function normalize(logWeights: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (const w of logWeights) if (w > most) most = w
  if (most === Number.NEGATIVE_INFINITY) return new Float64Array(logWeights.length)
  let sum = 0
  const weights = logWeights.map((w) => {
    const x = Math.exp(w - most)
    return Number.isNaN(x) ? 0 : x
  })
  for (const w of weights) sum += w
  return weights.map((w) => w / sum)
}

/** (Σw)²/Σw² of normalized weights; 0 where all are 0. */
export function effectiveSampleSize(weights: Float64Array): number {
  let squares = 0
  for (const w of weights) squares += w * w
  return squares > 0 ? 1 / squares : 0
}

/** n equally weighted draws by systematic resampling; returns row indices. */
export function resample(weights: Float64Array, n: number, random: Random): Int32Array {
  const rows = new Int32Array(n)
  let i = 0
  let sum = weights[0]
  const offset = random.uniform()
  for (let k = 0; k < n; k++) {
    while ((k + offset) / n > sum && i < weights.length - 1) sum += weights[++i]
    rows[k] = i
  }
  return rows
}

/** log of the mean of exp(x). */
export function logMeanExp(x: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (const v of x) if (v > most) most = v
  let sum = 0
  for (const v of x) sum += Math.exp(v - most)
  return most + Math.log(sum / x.length)
}
