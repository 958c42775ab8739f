import { describe, expect, it } from 'vitest'
import { createScaleSums } from '../../../src-main/inference/observables/recorded-trace/scale-sums.ts'
import {
  logScaleIntegral,
  type ScalePosterior,
} from '../../../src-main/inference/observables/recorded-trace/scales.ts'
import { createTarget } from '../../../src-main/inference/target.ts'
import { gappedLogLikelihood, logDeterminant } from '../../../src-main/model/noise/ar1/gaps.ts'
import { ar1LogLikelihood } from '../../../src-main/model/noise/ar1/likelihood.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'
import { logNormal } from '../../support/dense-normal.ts'
import { preset } from '../../support/priors.ts'

const missing = Number.NaN
const n = 14
const random = createRandom(1)
const u = Float32Array.from({ length: n }, () => random.normal())
const whole = Float32Array.from({ length: n }, (_, i) => 0.3 + 1.2 * u[i] + 0.4 * random.normal())
const gappy = whole.map((v, i) => ([0, 4, 5, 9].includes(i) ? missing : v))

const present = (trace: Float32Array): number[] => [...trace.keys()].filter((i) => !Number.isNaN(trace[i]))

describe('AR(1) noise with missing samples', () => {
  it.each([
    ['none missing', whole],
    ['some missing', gappy],
  ])('has the likelihood of the normal with those covariances: %s', (_, trace) => {
    const [s, rho] = [0.7, 0.83]
    const at = present(trace)
    const expected = logNormal(
      at.map((i) => trace[i]),
      at.map((i) => at.map((j) => s * s * rho ** Math.abs(i - j))),
    )
    const gaps = findGaps(trace)!
    expect(gaps.count).toBe(at.length)
    expect(gappedLogLikelihood(gaps, trace, 0, s, rho)).toBeCloseTo(expected, 9)
  })

  it('agrees with the sums of the kernel where nothing is missing', () => {
    let [squares, steps] = [0, 0]
    whole.forEach((r, i) => {
      squares += r * r
      if (i > 0) steps += (r - whole[i - 1]) ** 2
    })
    const sums = [squares, steps, whole[0], whole[n - 1]]
    expect(gappedLogLikelihood(findGaps(whole)!, whole, 0, 0.5, -0.3)).toBeCloseTo(
      ar1LogLikelihood(sums, 0, n, 0.5, -0.3),
      9,
    )
  })

  it('is nothing where no sample is there', () => {
    expect(findGaps(new Float32Array(5).fill(missing))).toBeNull()
  })
})

describe('offset and gain', () => {
  const [offset, gain] = [
    { mean: 0.1, variance: 0.09 },
    { mean: 0.9, variance: 0.04 },
  ]
  const [s, rho] = [0.45, 0.6]

  function integral(trace: Float32Array, o = offset, g = gain): { value: number; posterior: ScalePosterior } {
    const gaps = findGaps(trace)!
    const sums = createScaleSums(trace, gaps)
    sums.take(u, 0)
    const forms = new Float64Array(6)
    sums.forms(rho, forms)
    const posterior: ScalePosterior = { offset: 0, gain: 0, root: [0, 0, 0] }
    const value = logScaleIntegral(forms, gaps.count, logDeterminant(gaps, rho), s, o, g, posterior)
    return { value, posterior }
  }

  it.each([
    ['none missing', whole],
    ['some missing', gappy],
  ])('are integrated out as the normal with their covariances has it: %s', (_, trace) => {
    const at = present(trace)
    const expected = logNormal(
      at.map((i) => trace[i] - offset.mean - gain.mean * u[i]),
      at.map((i) =>
        at.map((j) => s * s * rho ** Math.abs(i - j) + offset.variance + gain.variance * u[i] * u[j]),
      ),
    )
    expect(integral(trace).value).toBeCloseTo(expected, 8)
  })

  it('may be known', () => {
    const fixed = { mean: 0.3, variance: 0 }
    const scale = { mean: 1.2, variance: 0 }
    const residuals = gappy.map((v, i) => v - 0.3 - 1.2 * u[i])
    const { value, posterior } = integral(gappy, fixed, scale)
    expect(value).toBeCloseTo(gappedLogLikelihood(findGaps(gappy)!, residuals, 0, s, rho), 6)
    expect(posterior).toEqual({ offset: 0.3, gain: 1.2, root: [0, 0, 0] })
  })

  it('have the posterior that a grid over both gives', () => {
    const { posterior } = integral(gappy)
    const gaps = findGaps(gappy)!
    let [total, meanO, meanG, oo, og, gg] = [0, 0, 0, 0, 0, 0]
    const size = 161
    const peak = integral(gappy).value
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const o = posterior.offset + ((a - 80) / 80) * 1.2
        const g = posterior.gain + ((b - 80) / 80) * 0.9
        const residuals = gappy.map((v, i) => v - o - g * u[i])
        const w = Math.exp(
          gappedLogLikelihood(gaps, residuals, 0, s, rho) -
            0.5 * ((o - offset.mean) ** 2 / offset.variance + (g - gain.mean) ** 2 / gain.variance) -
            peak,
        )
        total += w
        meanO += w * o
        meanG += w * g
        oo += w * o * o
        og += w * o * g
        gg += w * g * g
      }
    }
    meanO /= total
    meanG /= total
    const [l11, l21, l22] = posterior.root
    expect(posterior.offset).toBeCloseTo(meanO, 4)
    expect(posterior.gain).toBeCloseTo(meanG, 4)
    expect(l11 * l11).toBeCloseTo(oo / total - meanO ** 2, 4)
    expect(l11 * l21).toBeCloseTo(og / total - meanO * meanG, 4)
    expect(l21 * l21 + l22 * l22).toBeCloseTo(gg / total - meanG ** 2, 4)
  })
})

describe('the posterior of a trace in model units with a gap', () => {
  const D = preset.parameters.length
  const { parameters, traces } = createBatchSource(preset, 1)(createRandom(9))
  const simulator = createSimulator(preset.forward)
  const z = new Float64Array(3 * D)
  for (let k = 0; k < 3; k++) {
    preset.toUnbounded(parameters, 0, z, k * D)
    z[k * D] += 0.02 * k
  }
  const density = (trace: Float32Array): number[] => {
    const out = new Float64Array(3)
    createTarget(preset, simulator, trace).logDensity(z, 3, out, new Float64Array(0))
    return Array.from(out)
  }

  it('is that of the whole trace where the last sample alone is missing, but for that sample', () => {
    const short = traces.slice()
    short[short.length - 1] = missing
    const [all, less] = [density(traces), density(short)]
    // One sample says a few nats at most, and the same of neighbours.
    all.forEach((p, k) => {
      expect(Math.abs(p - less[k])).toBeLessThan(8)
    })
  })

  it('knows nothing of what was in the gap', () => {
    const cut = (fill: number): Float32Array => traces.map((v, i) => (i >= 300 && i < 360 ? fill : v))
    const gap = density(cut(missing))
    expect(gap.every(Number.isFinite)).toBe(true)
    // A wrong value there would cost thousands of nats.
    expect(gap[0] - density(cut(5))[0]).toBeGreaterThan(500)
  })
})
