import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { whiteNoise } from '../../../src-main/model/noise/white/white-noise.ts'
import { writeResidualSums } from '../../../src-main/model/observable/residual-sums.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'

interface Case {
  s: number
  rho: number
  residuals: number[]
  missing: number[]
  logLikelihood: number
  logLikelihoodOfThere: number
  whitened: number[]
}
const { cases } = JSON.parse(readFileSync(new URL('./scipy-reference.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

/** The white case has no memory: both noises must give it. */
const noisesOf = ({ s, rho }: Case) => (rho === 0 ? [ar1Noise(s, 0), whiteNoise(s)] : [ar1Noise(s, rho)])

describe.each(cases)('noise of sd $s and lag-1 correlation $rho, as scipy has it', (one) => {
  const { residuals, missing } = one
  const n = residuals.length

  it('has the likelihood of the dense multivariate normal', () => {
    const sums = new Float64Array(4)
    writeResidualSums(residuals, new Float64Array(n), 0, n, sums, 0)
    for (const noise of noisesOf(one)) {
      expect(noise.logLikelihood(findGaps(residuals)!, residuals, 0)).toBeCloseTo(one.logLikelihood, 9)
      expect(noise.logLikelihoodOfSums(sums, 0, n)).toBeCloseTo(one.logLikelihood, 9)
    }
  })

  it('has that of the samples that are there, where some are missing', () => {
    const gapped = residuals.map((r, i) => (missing.includes(i) ? Number.NaN : r))
    for (const noise of noisesOf(one)) {
      expect(noise.logLikelihood(findGaps(gapped)!, gapped, 0)).toBeCloseTo(one.logLikelihoodOfThere, 9)
    }
  })

  it('has the whitened residuals of its Cholesky factor', () => {
    for (const noise of noisesOf(one)) {
      noise.whitened(residuals).forEach((e, i) => {
        expect(e).toBeCloseTo(one.whitened[i], 9)
      })
    }
  })
})
