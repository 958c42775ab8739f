import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  type AcrossPrior,
  acrossSweeps,
  momentsAcross,
} from '../../../../src-main/inference/known-current/membrane/across-sweeps.ts'

interface Answer {
  x: number[]
  sd: number[]
  value: number[]
  prior: AcrossPrior
  about: number
  places: number[]
  mean: number[]
  deviation: number[]
  largestWeight: number
}

it('is the mixture that SciPy finds', () => {
  const answer: Answer = JSON.parse(
    readFileSync(new URL('./scipy-across-sweeps.json', import.meta.url), 'utf8'),
  )
  const estimates = answer.x.map((x, k) => ({ x, value: answer.value[k], sd: answer.sd[k] }))
  const parts = acrossSweeps(estimates, answer.prior, answer.about, answer.places)
  // Parts of weight below 1e-6 are left out here.
  for (const [k] of answer.places.entries()) {
    const { mean, sd } = momentsAcross(parts, k)
    expect(mean).toBeCloseTo(answer.mean[k], 5)
    expect(sd).toBeCloseTo(answer.deviation[k], 5)
  }
  expect(Math.max(...parts.map(({ weight }) => weight))).toBeCloseTo(answer.largestWeight, 5)
})
