import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { resample } from '../../src-main/signal/resample.ts'

const points = 1000
/** Away from the ends, where the filter is cut off. */
const inner = (values: Float64Array): Float64Array => values.subarray(20, points - 20)

/** What the grid shows of a sine, in dB. @param share of half the grid's rate @param step samples for each point */
function response(share: number, step: number): number {
  const samples = Float64Array.from(
    { length: Math.ceil((points + 40) * step) },
    (_, i) => Math.SQRT2 * Math.sin((Math.PI * share * i) / step + 0.7),
  )
  const { values } = resample(samples, Math.round(20 * step), step, points)
  const power = inner(values).reduce((sum, v) => sum + v * v, 0) / (points - 40)
  return 10 * Math.log10(power + 1e-30)
}

function autocorrelation(x: Float64Array, lag: number): number {
  let [sum, power] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    power += x[i] * x[i]
    if (i >= lag) sum += x[i] * x[i - lag]
  }
  return sum / power
}

describe('resampling to a coarser grid', () => {
  it.each([3, 10, 14.8, 50.3])('of %d samples a point keeps what is slower than the grid', (step) => {
    for (const share of [0.05, 0.2, 0.5, 0.7]) expect(Math.abs(response(share, step))).toBeLessThan(0.02)
  })

  it.each([3, 10, 14.8, 50.3])('of %d samples a point keeps what is faster from folding back', (step) => {
    const highest = step
    for (let share = 1.3; share < highest; share += highest / 97) {
      expect(response(share, step), `at ${share} of half the rate`).toBeLessThan(-48)
    }
    // In between it goes down smoothly, through half the power at half the rate.
    expect(response(1.001, step)).toBeCloseTo(-3, 0)
    expect(response(1.2, step)).toBeLessThan(-15)
  })

  it('leaves white noise white, as the likelihood takes it', () => {
    const step = 7.3
    const random = createRandom(5)
    const long = 20_000
    const samples = Float64Array.from({ length: Math.ceil((long + 40) * step) }, () => random.normal())
    const { values } = resample(samples, 140, step, long)
    for (const lag of [1, 2, 3, 4, 5]) {
      // Three standard deviations of a correlation that is 0.
      expect(Math.abs(autocorrelation(values, lag))).toBeLessThan(3 / Math.sqrt(long))
    }
  })

  it('keeps the correlation time of slower noise', () => {
    const step = 10
    const random = createRandom(6)
    const long = 20_000
    const samples = new Float64Array((long + 40) * step)
    const rho = 0.98
    for (let i = 1; i < samples.length; i++) {
      samples[i] = rho * samples[i - 1] + Math.sqrt(1 - rho * rho) * random.normal()
    }
    const { values } = resample(samples, 200, step, long)
    expect(autocorrelation(values, 2)).toBeCloseTo(rho ** 20, 1)
    expect(autocorrelation(values, 4)).toBeCloseTo(rho ** 40, 1)
  })
})

describe('missing samples', () => {
  const step = 10
  const samples = Float64Array.from({ length: points * step }, (_, i) => -60 + Math.sin(i / 300))
  const without = (from: number, to: number): Float64Array => samples.slice().fill(Number.NaN, from, to)

  it('leave a point that others carry as it was', () => {
    const { values } = resample(without(5003, 5004), 0, step, points)
    const whole = resample(samples, 0, step, points).values
    values.forEach((v, j) => {
      expect(Math.abs(v - whole[j])).toBeLessThan(0.01)
    })
  })

  it('make those missing that rest on them, and no others', () => {
    const { values } = resample(without(5000, 5200), 0, step, points)
    const missing = Array.from(values.keys()).filter((j) => Number.isNaN(values[j]))
    expect(missing).toEqual(Array.from({ length: 20 }, (_, k) => 500 + k))
    // Those beside the gap rest on what is there.
    expect(Math.abs(values[499] - samples[4990])).toBeLessThan(0.05)
    expect(Math.abs(values[520] - samples[5200])).toBeLessThan(0.05)
  })

  it('are not bridged where lines are drawn', () => {
    const { values } = resample(without(500, 502), 0, 0.4, points)
    // Points 1248 to 1254 would need samples 500 or 501.
    for (let j = 0; j < points; j++) {
      const at = j * 0.4
      const needs = [Math.floor(at), Math.ceil(at - 1e-6)]
      expect(Number.isNaN(values[j])).toBe(needs.some((i) => i === 500 || i === 501))
    }
  })
})
