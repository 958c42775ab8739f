import { describe, expect, it } from 'vitest'
import { sdOfLogSds } from '../../../src-main/inference/groups/group-chain.ts'
import { type PairedPriors, pairedChain } from '../../../src-main/inference/groups/paired-chain.ts'
import type { SweepLikelihood } from '../../../src-main/inference/groups/sweep-likelihood.ts'
import { convergenceOf } from '../../../src-main/inference/mcmc/convergence.ts'
import { createRandom } from '../../../src-main/model/random.ts'

/** A normal likelihood of a sweep: where it was measured and its variance. */
type Measured = readonly [mean: number, variance: number]

interface Case {
  name: string
  /** Sweeps by condition and cell; the first `pairs` cells of both are the same. */
  data: readonly (readonly (readonly Measured[])[])[]
  pairs: number
  priors: PairedPriors
}

/** Five cells with a difference about 0.2; two more in A; or two sweeps in each. */
function makeCase(name: string, alone: number, sweeps: number, seed: number): Case {
  const random = createRandom(seed)
  const measured = (cell: number): Measured[] =>
    Array.from({ length: sweeps }, () => {
      const sd = 0.03 + 0.07 * random.uniform()
      return [cell + (sweeps > 1 ? 0.06 : 0) * random.normal() + sd * random.normal(), sd * sd]
    })
  const [first, second]: Measured[][][] = [[], []]
  for (let i = 0; i < 5; i++) {
    const level = 0.3 + 0.3 * random.normal()
    first.push(measured(level))
    second.push(measured(level + 0.2 + 0.08 * random.normal()))
  }
  for (let i = 0; i < alone; i++) first.push(measured(0.3 + 0.3 * random.normal()))
  const priors = {
    centre: { mean: 0.4, sd: 1 },
    cellScale: 0.3,
    differenceScale: 0.1,
    sweepScale: sweeps > 1 ? 0.06 : null,
  }
  return { name, data: [first, second], pairs: 5, priors }
}

const cases = [
  makeCase('all paired', 0, 1, 3),
  makeCase('two cells in one condition only', 2, 1, 4),
  makeCase('two sweeps a cell', 0, 2, 5),
]

/** log |V| + rᵀ V⁻¹ r and solutions by Cholesky of a plain covariance matrix. */
function gaussian(V: number[][], r: number[]): { log: number; whitened: number[]; L: number[][] } {
  const L = V.map((row) => row.map(() => 0))
  const whitened: number[] = []
  let log = 0
  for (let i = 0; i < V.length; i++) {
    let sum = r[i]
    for (let j = 0; j <= i; j++) {
      let value = V[i][j]
      for (let k = 0; k < j; k++) value -= L[i][k] * L[j][k]
      L[i][j] = i === j ? Math.sqrt(value) : value / L[j][j]
      if (j < i) sum -= L[i][j] * whitened[j]
    }
    whitened.push(sum / L[i][i])
    log -= Math.log(L[i][i]) + 0.5 * whitened[i] ** 2
  }
  return { log, whitened, L }
}

interface Moments {
  effect: number
  effectSd: number
  logDifferenceSd: number
}

/**
 * The posterior without sampling: for given sds all that was measured is one normal vector, its covariance written out entry by
 * entry; the effect is its conjugate (GLS) mean and variance, and sds are summed over a grid of their logarithms.
 */
function exact({ data, pairs, priors }: Case): Moments {
  const rows = data.flatMap((cells, c) =>
    cells.flatMap((sweeps, i) =>
      sweeps.map(([mean, variance]) => ({
        c,
        cell: i < pairs ? `${i}` : `${c} ${i}`,
        alone: i >= pairs,
        mean,
        variance,
      })),
    ),
  )
  const { centre, cellScale, differenceScale, sweepScale } = priors
  const r = rows.map(({ mean }) => mean - centre.mean)
  const covariance = (level: number, difference: number, sweep: number, shift: number): number[][] =>
    rows.map((a, i) =>
      rows.map((b, j) => {
        let sum = a.c === b.c ? centre.sd ** 2 : 0
        if (a.cell === b.cell) {
          const paired = level ** 2 + ((a.c === b.c ? 1 : -1) * difference ** 2) / 4
          sum += a.alone ? (level ** 2 + difference ** 2 / 4) * Math.exp(2 * shift) : paired
        }
        return i === j ? sum + a.variance + sweep ** 2 : sum
      }),
    )
  const halfT = (sd: number, scale: number): number =>
    Math.log(sd) - 2 * Math.log1p(sd ** 2 / (3 * scale ** 2))
  const logs = (scale: number, from: number, to: number, n: number): number[] =>
    Array.from({ length: n }, (_, i) => scale * Math.exp(from + ((to - from) * (i + 0.5)) / n))
  const anyAlone = rows.some(({ alone }) => alone)
  const shifts = anyAlone ? Array.from({ length: 13 }, (_, i) => (i - 6) * 0.5 * sdOfLogSds) : [0]
  const sweeps = sweepScale === null ? [0] : logs(sweepScale, -5, 2, 28)
  const points: { log: number; mean: number; variance: number; logDifference: number }[] = []
  for (const level of logs(cellScale, -2.5, 3, anyAlone || sweepScale ? 24 : 40))
    for (const difference of logs(differenceScale, -7, 3.5, anyAlone || sweepScale ? 42 : 80))
      for (const sweep of sweeps)
        for (const shift of shifts) {
          const { log, whitened, L } = gaussian(covariance(level, difference, sweep, shift), r)
          // Covariance of the effect with what was measured, whitened.
          const h = gaussianSolve(
            L,
            rows.map(({ c }) => (c === 1 ? 1 : -1) * centre.sd ** 2),
          )
          points.push({
            log:
              log +
              halfT(level, cellScale) +
              halfT(difference, differenceScale) +
              (sweepScale === null ? 0 : halfT(sweep, sweepScale)) -
              0.5 * (shift / sdOfLogSds) ** 2,
            mean: h.reduce((sum, x, i) => sum + x * whitened[i], 0),
            variance: 2 * centre.sd ** 2 - h.reduce((sum, x) => sum + x * x, 0),
            logDifference: Math.log(difference),
          })
        }
  const top = points.reduce((most, { log }) => Math.max(most, log), Number.NEGATIVE_INFINITY)
  const weights = points.map(({ log }) => Math.exp(log - top))
  const total = weights.reduce((a, b) => a + b)
  const mean = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((sum, point, i) => sum + weights[i] * of(point), 0) / total
  const effect = mean((point) => point.mean)
  return {
    effect,
    effectSd: Math.sqrt(mean((point) => point.variance + (point.mean - effect) ** 2)),
    logDifferenceSd: mean(({ logDifference }) => logDifference),
  }
}

function gaussianSolve(L: number[][], b: number[]): number[] {
  const x: number[] = []
  for (let i = 0; i < b.length; i++) {
    let sum = b[i]
    for (let j = 0; j < i; j++) sum -= L[i][j] * x[j]
    x.push(sum / L[i][i])
  }
  return x
}

const likelihood = ([mean, variance]: Measured): SweepLikelihood => ({
  weights: Float64Array.of(1),
  means: Float64Array.of(mean),
  variances: Float64Array.of(variance),
})

describe('paired cells of normal likelihoods, against conjugate normals and quadrature', () => {
  it.each(cases)('$name', (one) => {
    const wanted = exact(one)
    const data = one.data.map((cells) => cells.map((sweeps) => sweeps.map(likelihood)))
    const pairs = Array.from({ length: one.pairs }, (_, i) => [i, i] as const)
    const chains = Array.from({ length: 4 }, (_, k) => {
      const next = pairedChain(data, pairs, one.priors, createRandom(8).fork(k))
      for (let i = 0; i < 250; i++) next()
      return Array.from({ length: 2500 }, next)
    })
    const effects = chains.map((chain) => Float64Array.from(chain, ({ centres }) => centres[1] - centres[0]))
    const sds = chains.map((chain) =>
      Float64Array.from(chain, ({ differenceSd }) => Math.log(differenceSd ?? 0)),
    )
    for (const [values, mean] of [
      [effects, wanted.effect],
      [sds, wanted.logDifferenceSd],
    ] as const) {
      const { rHat, bulkEss } = convergenceOf(values)
      expect(rHat).toBeLessThan(1.01)
      const all = values.flatMap((chain) => [...chain])
      const found = all.reduce((a, b) => a + b) / all.length
      const sd = Math.sqrt(all.reduce((sum, x) => sum + (x - found) ** 2, 0) / all.length)
      expect(Math.abs(found - mean)).toBeLessThan((4 * sd) / Math.sqrt(bulkEss))
      // Tails as a t's with few degrees of freedom make an sd rough: to 10 %.
      if (values === effects) expect(Math.abs(sd / wanted.effectSd - 1)).toBeLessThan(0.1)
    }
  })
})
