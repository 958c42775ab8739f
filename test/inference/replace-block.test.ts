import { expect, it } from 'vitest'
import { replaceBlock } from '../../src-main/inference/importance/replace-block.ts'
import { type Mixture, sampleMixture } from '../../src-main/inference/mixture.ts'
import { createRandom } from '../../src-main/model/random.ts'

const D = 4
const n = 60_000

function momentsOf(mixture: Mixture): { mean: number[]; covariance: number[][] } {
  const z = new Float64Array(n * D)
  sampleMixture(mixture, n, createRandom(8), z)
  const over = (of: (row: Float64Array) => number): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += of(z.subarray(i * D, (i + 1) * D))
    return sum / n
  }
  const mean = Array.from({ length: D }, (_, j) => over((row) => row[j]))
  const covariance = mean.map((a, j) => mean.map((b, k) => over((row) => (row[j] - a) * (row[k] - b))))
  return { mean, covariance }
}

it('replaces a block of a mixture, independent of the other coordinates, whose marginal stays', () => {
  const mixture: Mixture = {
    dimension: D,
    components: 2,
    degrees: Number.POSITIVE_INFINITY,
    weights: Float64Array.of(0.3, 0.7),
    means: Float64Array.of(0, 1, 2, 3, 1, -1, 0, 0),
    factors: Float64Array.from([
      ...[2, 0, 0, 0, 0.5, 1, 0, 0, -0.7, 0.3, 1.5, 0, 0.2, 0.9, -1, 2],
      ...[1, 0, 0, 0, -0.5, 2, 0, 0, 0.4, 1.3, 1, 0, 1.2, -0.9, 0.5, 1],
    ]),
  }
  const covariance = [0.04, 0.018, 0.018, 0.01]
  const replaced = replaceBlock(mixture, { places: [1, 3], mean: [5, -2], covariance })
  const [before, after] = [momentsOf(mixture), momentsOf(replaced)]
  for (const j of [0, 2]) {
    expect(Math.abs(after.mean[j] - before.mean[j])).toBeLessThan(0.04)
    for (const k of [0, 2]) {
      expect(Math.abs(after.covariance[j][k] - before.covariance[j][k])).toBeLessThan(0.08)
    }
    for (const k of [1, 3]) expect(Math.abs(after.covariance[j][k])).toBeLessThan(0.01)
  }
  expect(after.mean[1]).toBeCloseTo(5, 2)
  expect(after.mean[3]).toBeCloseTo(-2, 2)
  expect(after.covariance[1][1]).toBeCloseTo(0.04, 2)
  expect(after.covariance[1][3]).toBeCloseTo(0.018, 2)
})
