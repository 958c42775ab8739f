import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  conjugateFit,
  conjugateFitOfVariance,
} from '../../../src-main/inference/known-current/conjugate-fit.ts'
import {
  lagSums,
  stretchesOf,
  whitenedSums,
} from '../../../src-main/inference/known-current/membrane/lag-sums.ts'
import { normalSums, whitenAr1, whitenedLogDeterminant } from '../../support/whitened-sums.ts'

const reference = JSON.parse(readFileSync(new URL('scipy-conjugate.json', import.meta.url), 'utf8'))
const y = Float64Array.from(reference.y as (number | null)[], (v) => v ?? Number.NaN)
const sums = normalSums(
  whitenAr1(y, y, reference.rho),
  (reference.columns as number[][]).map((column) => whitenAr1(column, y, reference.rho)),
  whitenedLogDeterminant(y, reference.rho),
)
const prior = { mean: reference.priorMean, sd: reference.priorSd }

test('the posterior under AR(1) noise with gaps agrees with a dense computation', () => {
  const fit = conjugateFit(sums, prior, reference.sd ** 2)
  fit.mean.forEach((v, k) => {
    expect(v).toBeCloseTo(reference.mean[k], 8)
  })
  fit.covariance.forEach((v, k) => {
    expect(v).toBeCloseTo(reference.covariance[k], 8)
  })
  expect(fit.logEvidence).toBeCloseTo(reference.logEvidence, 6)
  expect(fit.residual).toBeCloseTo(reference.residual, 6)
})

test('the variance of the noise is the likeliest', () => {
  const best = conjugateFitOfVariance(sums, prior, { guess: 1, least: 1e-6, tolerance: 1e-8 })
  for (const factor of [0.9, 1.1])
    expect(conjugateFit(sums, prior, best.variance * factor).logEvidence).toBeLessThan(best.logEvidence)
})

test('sums by lags are those of the whitened samples, each stretch between gaps by itself', () => {
  const columns = (reference.columns as number[][]).map((column) => Float64Array.from(column))
  const { rho } = reference
  const stretches = stretchesOf(y)
  expect(stretches.length).toBeGreaterThan(1)
  const K = columns.length
  const sum = (a: Float64Array, b: Float64Array) => lagSums(a, b, stretches)
  const fast = whitenedSums(
    Array.from({ length: K * K }, (_, at) => sum(columns[Math.floor(at / K)], columns[at % K])),
    columns.map((column) => sum(column, y)),
    sum(y, y),
    stretches,
    rho,
  )
  const slow = stretches.map(([from, to]) => {
    const own = y.subarray(from, to)
    return normalSums(
      whitenAr1(own, own, rho),
      columns.map((column) => whitenAr1(column.subarray(from, to), own, rho)),
      whitenedLogDeterminant(own, rho),
    )
  })
  const total = (pick: (one: (typeof slow)[number]) => number) =>
    slow.reduce((all, one) => all + pick(one), 0)
  expect(fast.count).toBe(total(({ count }) => count))
  expect(fast.square).toBeCloseTo(
    total(({ square }) => square),
    6,
  )
  expect(fast.logDeterminant).toBeCloseTo(
    total(({ logDeterminant }) => logDeterminant),
    8,
  )
  fast.cross.forEach((v, k) => {
    expect(v).toBeCloseTo(
      total(({ cross }) => cross[k]),
      6,
    )
  })
  fast.gram.forEach((v, k) => {
    expect(v).toBeCloseTo(
      total(({ gram }) => gram[k]),
      6,
    )
  })
})
