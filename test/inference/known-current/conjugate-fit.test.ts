import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  conjugateFit,
  conjugateFitOfVariance,
  normalSums,
} from '../../../src-main/inference/known-current/conjugate-fit.ts'
import { whitenAr1, whitenedLogDeterminant } from '../../../src-main/model/known-current/whiten.ts'

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
  const best = conjugateFitOfVariance(sums, prior, 1e-6)
  for (const factor of [0.9, 1.1])
    expect(conjugateFit(sums, prior, best.variance * factor).logEvidence).toBeLessThan(best.logEvidence)
})
