import { expect, it } from 'vitest'
import { residualsOf } from '../../src-main/inference/estimate/residuals.ts'
import { ar1Noise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { createRandom } from '../../src-main/model/random.ts'

const noise = (n: number) => {
  const random = createRandom(5)
  return Float32Array.from({ length: n }, () => random.normal())
}

it('the band of white noise goes by the innovations that are there', () => {
  const d = noise(1000)
  const u = new Float32Array(1000)
  expect(residualsOf(d, u, ar1Noise(1, 0)).whiteBand).toBeCloseTo(1.96 / Math.sqrt(1000), 10)
  d.fill(Number.NaN, 100, 700)
  // The one after the gap has no sample before it.
  expect(residualsOf(d, u, ar1Noise(1, 0)).whiteBand).toBeCloseTo(1.96 / Math.sqrt(399), 10)
})

it('has a band where nothing is there', () => {
  const d = new Float32Array(10).fill(Number.NaN)
  expect(residualsOf(d, new Float32Array(10), ar1Noise(1, 0.5)).whiteBand).toBe(1.96)
})
