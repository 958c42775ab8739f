import { describe, expect, it } from 'vitest'
import { effectiveSampleSize, normalize } from '../../../../src-main/inference/importance/weights.ts'
import { mixtureLogDensity, sampleMixture } from '../../../../src-main/inference/mixture.ts'
import { findMode } from '../../../../src-main/inference/modes/find-mode.ts'
import { findModes, proposalOfModes } from '../../../../src-main/inference/modes/modes.ts'
import {
  densitiesAt,
  type PosteriorWork,
  placesIn,
} from '../../../../src-main/inference/modes/posterior-work.ts'
import { workOf } from '../../../../src-main/inference/observables/mean-cycle/work-of.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { designOf, writeCycleData } from '../../../../src-main/signal/mean-cycle/cycle-data.ts'
import { cycleNumbers as D, nodeCorrelation } from '../../../../src-main/signal/mean-cycle/nodes.ts'
import {
  cellOf,
  cleanData,
  firingDraw,
  noisyData,
  cyclePrior as prior,
} from '../../../support/cycle/cells.ts'

const cells = [
  cellOf({}),
  cellOf({ gNa: 40, gKd: 8, iDrive: 1.5, vT: -52, q: 0.4, eNa: 55 }),
  cellOf({ gNa: 12, gKd: 2, gL: 0.05, iDrive: 1, vT: -40, q: 1.1, eK: -85 }),
]

/** What the model has, without misfit or scatter; nodes are said to be known to this, mV. */
function exactData(values: Float64Array, sd: number): Float32Array {
  const data = cleanData(values)
  const mean = data.slice(0, D)
  const covariance = nodeCorrelation.map((c, k) => sd * sd * (c + (k % (D + 1) === 0 ? 0.1 : 0)))
  covariance[0] = 1e-5
  writeCycleData(designOf(data), { mean, covariance }, data, 0)
  return Float32Array.from(data)
}

function coordinatesAt({ prior: given }: PosteriorWork, values: Float64Array): Float64Array {
  const z = new Float64Array(values.length)
  given.toUnbounded(values, 0, z, 0)
  return z
}

const density = (work: PosteriorWork, z: Float64Array): number => densitiesAt(work, [z])[0]

/**
 * Slope and curvature of the density along a coordinate, in units of a width, by least squares over two widths: steps of
 * the integration make it rough by up to a tenth.
 */
function along(work: PosteriorWork, z: Float64Array, j: number, width: number) {
  const x = Array.from({ length: 25 }, (_, i) => (i - 12) / 12)
  const densities = densitiesAt(
    work,
    x.map((dx) => {
      const point = z.slice()
      point[j] += dx * width
      return point
    }),
  )
  const sums = { x2: 0, x4: 0, y: 0, xy: 0, x2y: 0 }
  x.forEach((dx, i) => {
    sums.x2 += dx ** 2
    sums.x4 += dx ** 4
    sums.y += densities[i]
    sums.xy += dx * densities[i]
    sums.x2y += dx * dx * densities[i]
  })
  const n = x.length
  const second = (n * sums.x2y - sums.x2 * sums.y) / (n * sums.x4 - sums.x2 ** 2)
  return { slope: sums.xy / sums.x2, curvature: -2 * second }
}

describe.each(cells.map((values, k) => [k, values] as const))(
  'from a start off the mode: cell %i',
  (k, values) => {
    it('climbs above the truth, on data without scatter, to what the truth predicts', () => {
      const work = workOf(prior, exactData(values, 0.1))
      const truth = coordinatesAt(work, values)
      const random = createRandom(20 + k)
      let start = truth
      do {
        start = truth.map((x) => x + 0.1 * random.normal())
      } while (!Number.isFinite(density(work, start)))
      const mode = findMode(work, start)
      expect(density(work, start)).toBeLessThan(density(work, truth) - 50)
      expect(mode?.logDensity).toBeGreaterThan(density(work, truth))
      const found = new Float64Array(10)
      work.prior.fromUnbounded(mode!.z, 0, found, 0)
      // The prior draws E_Na, E_K and g_L to its middle, and what the cycle tells follows them a little.
      expect(Math.abs(found[4] - values[4])).toBeLessThan(0.5)
      expect(Math.abs(Math.log(found[5] / values[5]))).toBeLessThan(0.05)
      expect(Math.abs(Math.log(found[0] / found[1] / (values[0] / values[1])))).toBeLessThan(0.2)
    })

    it('ends where the density is flat', () => {
      const work = workOf(prior, noisyData(values, 30 + k))
      const { z, logDensity, precision } = findMode(work, coordinatesAt(work, values))!
      expect(logDensity).toBeCloseTo(density(work, z), 6)
      for (let j = 0; j < 10; j++) {
        const { slope } = along(work, z, j, 1 / Math.sqrt(precision[j * 11]))
        // A step that gains less than 0.02 is the last: a slope of 0.2 in a direction, and what noise and roughness add.
        expect(Math.abs(slope)).toBeLessThan(0.4)
      }
    })

    it('is curved there as it says', () => {
      // Where nothing is left over, Gauss–Newton’s second derivatives are all there are.
      const work = workOf(prior, exactData(values, 0.3))
      const { z, precision } = findMode(work, coordinatesAt(work, values))!
      for (const j of placesIn(prior).others) {
        const { curvature } = along(work, z, j, 1 / Math.sqrt(precision[j * 11]))
        expect(Math.abs(curvature - 1)).toBeLessThan(0.2)
      }
    })
  },
)

it('gives nothing where the model predicts nothing', () => {
  const work = workOf(prior, noisyData(cells[0], 1))
  const silent = coordinatesAt(work, cellOf({ iDrive: 0.01 }))
  expect(findMode(work, silent)).toBeNull()
  expect(proposalOfModes(findModes(work, [silent]))).toBeNull()
})

describe('a proposal by the modes', () => {
  it('covers the posterior: a good share of its draws count', () => {
    const shares = [0, 1, 2, 3, 4, 5].map((k) => {
      const random = createRandom(60 + k)
      const values = k < 3 ? cells[k] : firingDraw(random)
      const work = workOf(prior, noisyData(values, 40 + k))
      const proposal = proposalOfModes(findModes(work, [coordinatesAt(work, values)]))!
      const n = 600
      const z = new Float64Array(10 * n)
      sampleMixture(proposal, n, random, z)
      const [target, own] = [new Float64Array(n), new Float64Array(n)]
      work.target.logDensity(z, n, target, new Float64Array(0))
      mixtureLogDensity(proposal, z, n, own)
      return effectiveSampleSize(normalize(target.map((t, i) => t - own[i]))) / n
    })
    // In ten coordinates that are bent, from one start; the sampler adapts from there. With differences that the
    // integration’s roughness drowns the median was 0.065 (14 cells).
    const sorted = shares.toSorted((a, b) => a - b)
    expect(sorted[3]).toBeGreaterThan(0.08)
    expect(sorted[0]).toBeGreaterThan(0.003)
  })
})
