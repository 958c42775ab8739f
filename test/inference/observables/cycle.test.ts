import { describe, expect, it } from 'vitest'
import { coordinatesOf } from '../../../src-main/inference/coordinates.ts'
import { createProblem } from '../../../src-main/inference/problem.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { recordingPreset } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { readCycle, writeCycleFeatures } from '../../../src-main/signal/cycle/cycle-reading.ts'
import { bins, harmonicsOfBins, seriesAtBins } from '../../../src-main/signal/cycle/fourier.ts'
import { findHarmonics } from '../../../src-main/signal/cycle/harmonics.ts'

const prior = createPrior(recordingPreset)
const D = prior.parameters.length
const { points, dt } = prior.grid
const K = 24
const count = 200
const { parameters, traces } = createBatchSource(prior, count)(createRandom(11))
const traceOf = (k: number): Float32Array => traces.subarray(k * points, (k + 1) * points)
const coordinates = coordinatesOf(prior)

describe('Fourier sums by quarters of the circle', () => {
  const random = createRandom(1)
  const [re, im] = [0, 1].map(() => Float64Array.from({ length: 9 }, () => random.normal()))

  it('are the sums written out', () => {
    const series = new Float64Array(bins + 1)
    seriesAtBins(0.3, re, im, 9, series)
    const sums = Float64Array.from({ length: bins + 1 }, () => random.normal())
    const [a, b] = [new Float64Array(9), new Float64Array(9)]
    harmonicsOfBins(sums, 9, a, b)
    for (let bin = 0; bin <= bins; bin++) {
      const phi = (2 * Math.PI * bin) / bins
      let value = 0.3
      for (let k = 0; k < 9; k++) value += re[k] * Math.cos((k + 1) * phi) - im[k] * Math.sin((k + 1) * phi)
      expect(series[bin]).toBeCloseTo(value, 10)
    }
    for (let k = 0; k < 9; k++) {
      let [x, y] = [0, 0]
      sums.forEach((s, bin) => {
        const phi = (2 * Math.PI * (k + 1) * bin) / bins
        x += s * Math.cos(phi)
        y -= s * Math.sin(phi)
      })
      expect(a[k]).toBeCloseTo(x, 9)
      expect(b[k]).toBeCloseTo(y, 9)
    }
  })
})

describe('harmonics of a trace', () => {
  it('find period, noise and phase of fresh recordings, within what their errors say', () => {
    const shifts: number[] = []
    for (let k = 0; k < count; k++) {
      const reading = readCycle(traceOf(k), 0, points, K)!
      const z = new Float64Array(coordinates.dimension)
      coordinates.of(parameters, k * D, reading, z, 0)
      const period = coordinates.quantities.findIndex(({ name }) => name === 'period')
      const phase = coordinates.quantities.findIndex(({ name }) => name === 'phase')
      shifts.push((z[period] - reading.place.logPeriod) / reading.scale.logPeriod)
      expect(Math.abs(z[phase] - reading.place.phase)).toBeLessThan(0.03)
      expect(
        Math.abs(Math.log((parameters[k * D + D - 2] / dt) * Math.exp(-reading.place.logNoise))),
      ).toBeLessThan(0.5)
    }
    // Standard normal, but for harmonics above the 24th and for how noise is taken; no outliers at all.
    const sd = Math.sqrt(shifts.reduce((sum, x) => sum + x * x, 0) / count)
    expect(sd).toBeGreaterThan(0.6)
    expect(sd).toBeLessThan(2)
    expect(Math.max(...shifts.map(Math.abs))).toBeLessThan(10)
  })

  it('know nothing of offset and gain', () => {
    const own = traceOf(3)
    const other = own.map((v) => 40 - 70 + 25 * v)
    const [a, b] = [own, other].map((trace) => {
      const features = new Float64Array(51)
      const reading = readCycle(trace, 0, points, K)!
      writeCycleFeatures(reading, features, 0)
      return { features, reading }
    })
    a.features.forEach((x, j) => {
      expect(b.features[j]).toBeCloseTo(x, 3)
    })
    expect(b.reading.place.logPeriod).toBeCloseTo(a.reading.place.logPeriod, 7)
  })

  it('leave missing samples out', () => {
    const own = traceOf(5).map((v, i) => (i % 97 < 12 ? Number.NaN : v))
    const [all, some] = [findHarmonics(traceOf(5), 0, points, K)!, findHarmonics(own, 0, points, K)!]
    expect(Math.abs(some.frequency - all.frequency)).toBeLessThan(5 * some.frequencyError)
    expect(some.s / all.s).toBeGreaterThan(0.8)
    expect(some.s / all.s).toBeLessThan(1.25)
  })

  it('are null for a constant trace', () => {
    expect(findHarmonics(new Float32Array(500).fill(2), 0, 500, K)).toBeNull()
  })
})

describe('coordinates of a recording', () => {
  it('become the parameters again, offset and gain near the truth', () => {
    const simulator = createSimulator(prior.forward)
    for (let k = 0; k < 20; k++) {
      const problem = createProblem(prior, simulator, traceOf(k))
      const z = new Float64Array(coordinates.dimension)
      problem.coordinates.of(parameters, k * D, problem.reading, z, 0)
      const density = new Float64Array(1)
      const extra = new Float64Array(problem.target.extra)
      problem.target.logDensity(z, 1, density, extra)
      expect(density[0]).toBeGreaterThan(Number.NEGATIVE_INFINITY)
      const back = problem.parametersOf(z, extra, 1, null)
      prior.parameters.forEach(({ name }, j) => {
        const truth = parameters[k * D + j]
        const given = name === 'offset' || name === 'gain'
        expect(Math.abs(back[j] - truth), name).toBeLessThan(given ? 0.2 : 1e-6)
      })
    }
  })

  it('have a density that peaks near the truth and falls off a cycle away', () => {
    const simulator = createSimulator(prior.forward)
    const problem = createProblem(prior, simulator, traceOf(1))
    const z = new Float64Array(coordinates.dimension)
    problem.coordinates.of(parameters, D, problem.reading, z, 0)
    const phase = coordinates.quantities.findIndex(({ name }) => name === 'phase')
    const points3 = Float64Array.from([...z, ...z, ...z])
    points3[coordinates.dimension + phase] += 0.1
    points3[2 * coordinates.dimension + phase] += 0.7
    const density = new Float64Array(3)
    problem.target.logDensity(points3, 3, density, new Float64Array(3 * problem.target.extra))
    expect(density[0] - density[1]).toBeGreaterThan(100)
    expect(density[2]).toBe(Number.NEGATIVE_INFINITY)
  })
})
