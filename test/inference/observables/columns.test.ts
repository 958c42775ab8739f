import { describe, expect, it } from 'vitest'
import {
  bySums,
  byWhitening,
  columnNumbers,
} from '../../../src-main/inference/observables/recorded-trace/column-likelihood.ts'
import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { ar2Noise } from '../../../src-main/model/noise/ar2/ar2-noise.ts'
import { whiteAr1Noise } from '../../../src-main/model/noise/white-ar1/white-ar1-noise.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'
import { logNormal } from '../../support/dense-normal.ts'

const [n, dt] = [40, 0.2]
const scales = [
  { mean: 0.1, variance: 0.16 },
  { mean: 1, variance: 0.04 },
  { mean: 0, variance: 0.05 ** 2 },
]
const u = Float32Array.from({ length: n }, (_, i) => Math.sin(i / 3) + 0.3 * Math.cos(i))
const random = createRandom(12)
const data = Float32Array.from(u, (x, i) =>
  [7, 8, 9, 30].includes(i) ? Number.NaN : 0.3 + 1.1 * x + 0.04 * i * dt + 0.2 * random.normal(),
)
const gaps = findGaps(data)!
const there = Array.from(data.keys()).filter((i) => !Number.isNaN(data[i]))

describe.each([
  ['AR(1)', ar1Noise(0.2, 0.7)],
  ['AR(2)', ar2Noise(0.2, 0.7, -0.4)],
  ['white + AR(1)', whiteAr1Noise(0.2, 0.9, 0.4)],
])('a recording with %s noise whose offset, gain and drift are integrated out', (_, noise) => {
  const extra = new Float64Array(columnNumbers(3))
  const value = byWhitening(data, gaps, scales, dt).of(Float32Array.of(5, ...u), 1, noise, extra, 0)
  const columns = [u.map(() => 1), u, u.map((_, i) => i * dt)]
  const covariance = there.map((i) =>
    there.map(
      (j) =>
        noise.sd ** 2 * noise.correlation(Math.abs(i - j)) +
        columns.reduce((sum, x, k) => sum + scales[k].variance * x[i] * x[j], 0),
    ),
  )
  const residuals = there.map((i) => data[i] - columns.reduce((sum, x, k) => sum + scales[k].mean * x[i], 0))

  it('has the likelihood of the normal that has them in its covariance', () => {
    expect(value).toBeCloseTo(logNormal(residuals, covariance), 5)
  })

  it('has their posterior: moments by differences of that likelihood', () => {
    // Of a normal prior with mean μ and variance v: d log p/dμ = (E β − μ)/v, d² log p/dμ² = (Var β − v)/v².
    const at = (k: number, by: number): number => {
      const moved = scales.map((scale, j) => (j === k ? { ...scale, mean: scale.mean + by } : scale))
      return byWhitening(data, gaps, moved, dt).of(u, 0, noise, new Float64Array(columnNumbers(3)), 0)
    }
    const root = [
      [extra[3], 0, 0],
      [extra[4], extra[5], 0],
      [extra[6], extra[7], extra[8]],
    ]
    scales.forEach(({ mean, variance }, k) => {
      const h = 0.1 * Math.sqrt(variance)
      const [up, down] = [at(k, h), at(k, -h)]
      expect(extra[k]).toBeCloseTo(mean + (variance * (up - down)) / (2 * h), 5)
      const own = root[k].reduce((sum, x) => sum + x * x, 0)
      expect(own / (variance + (variance ** 2 * (up - 2 * value + down)) / h ** 2)).toBeCloseTo(1, 3)
    })
  })

  it('is that without a drift where it is known to be none, and may know all', () => {
    const [without, known] = [new Float64Array(5), new Float64Array(9)]
    const two = byWhitening(data, gaps, scales.slice(0, 2), dt).of(u, 0, noise, without, 0)
    const none = byWhitening(data, gaps, scales.with(2, { mean: 0, variance: 0 }), dt).of(
      u,
      0,
      noise,
      known,
      0,
    )
    expect(none).toBeCloseTo(two, 8)
    expect(known[0]).toBeCloseTo(without[0], 8)
    expect(Array.from(known.subarray(3, 6))).toEqual(
      Array.from(without.subarray(2), (x) => expect.closeTo(x, 8)),
    )
    expect(Array.from(known.subarray(6))).toEqual([0, 0, 0])
  })
})

it('comes to the same by sums and by whitening', () => {
  const noise = ar1Noise(0.2, 0.7)
  const [sums, whitened] = [new Float64Array(5), new Float64Array(5)]
  const found = bySums(data, gaps, scales.slice(0, 2)).of(u, 0, noise, sums, 0)
  expect(byWhitening(data, gaps, scales.slice(0, 2), dt).of(u, 0, noise, whitened, 0)).toBeCloseTo(found, 6)
  expect(Array.from(whitened)).toEqual(Array.from(sums, (x) => expect.closeTo(x, 8)))
})
