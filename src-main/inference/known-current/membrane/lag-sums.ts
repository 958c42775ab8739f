import type { NormalSums } from '../conjugate-fit.ts'

/**
 * Sums for AR(1) whitening of two series by any ρ: Σ aᵢbᵢ, Σ (aᵢbᵢ₋₁ + aᵢ₋₁bᵢ), and Σ ab over the first and over the
 * last samples of the stretches without a gap. Computed once; each ρ then costs a few operations instead of a pass
 * over the sweep.
 */
export interface LagSums {
  all: number
  next: number
  first: number
  last: number
}

/** A range of a sweep without missing samples: start, and exclusive end. */
export type Stretch = readonly [from: number, to: number]

export function stretchesOf(y: Float64Array): Stretch[] {
  const stretches: Stretch[] = []
  for (let i = 0; i < y.length; i++) {
    if (Number.isNaN(y[i])) continue
    const from = i
    while (i < y.length && !Number.isNaN(y[i])) i++
    stretches.push([from, i])
  }
  return stretches
}

export function lagSums(a: Float64Array, b: Float64Array, stretches: readonly Stretch[]): LagSums {
  const sums = { all: 0, next: 0, first: 0, last: 0 }
  for (const [from, to] of stretches) {
    let [before, other] = [a[from], b[from]]
    let [all, next] = [before * other, 0]
    for (let i = from + 1; i < to; i++) {
      const [x, y] = [a[i], b[i]]
      all += x * y
      next += x * other + before * y
      before = x
      other = y
    }
    sums.all += all
    sums.next += next
    sums.first += a[from] * b[from]
    sums.last += before * other
  }
  return sums
}

/** p A + q B: the sums of the series p a + q b. */
export function combined(p: number, A: LagSums, q: number, B: LagSums): LagSums {
  return {
    all: p * A.all + q * B.all,
    next: p * A.next + q * B.next,
    first: p * A.first + q * B.first,
    last: p * A.last + q * B.last,
  }
}

/** The sum of products after whitening by ρ to marginal variance 1. Stretches are independent of each other. */
export function whitenedSum({ all, next, first, last }: LagSums, rho: number): number {
  return first + (all - first - rho * next + rho * rho * (all - last)) / (1 - rho * rho)
}

/**
 * The sums of least squares after whitening by ρ.
 * @param pairs of column j and k at `j * K + k`, k ≤ j @param withData of each column with the data @param square of the data with itself
 */
export function whitenedSums(
  pairs: readonly LagSums[],
  withData: readonly LagSums[],
  square: LagSums,
  stretches: readonly Stretch[],
  rho: number,
): NormalSums {
  const K = withData.length
  const gram = new Float64Array(K * K)
  for (let j = 0; j < K; j++)
    for (let k = 0; k <= j; k++) gram[j * K + k] = gram[k * K + j] = whitenedSum(pairs[j * K + k], rho)
  const count = stretches.reduce((sum, [from, to]) => sum + to - from, 0)
  return {
    gram,
    cross: Float64Array.from(withData, (sums) => whitenedSum(sums, rho)),
    square: whitenedSum(square, rho),
    count,
    logDeterminant: -0.5 * (count - stretches.length) * Math.log1p(-rho * rho),
  }
}
