import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { correlationOfWhiteNoise, lowpass } from '../../../src-main/signal/conditioning/lowpass.ts'
import { notch } from '../../../src-main/signal/conditioning/notch.ts'
import reference from './reference.json' with { type: 'json' }

const n = 4000
const interval = 0.1
/** The trace of reference.py. */
const trace = Float64Array.from({ length: n }, (_, i) => {
  const v =
    -65 +
    5 * Math.sin(i / 500) +
    0.5 * Math.sin((2 * Math.PI * 50 * i) / 10_000) +
    0.2 * Math.sin(i * 2.2) +
    (i >= 1500 && i < 1520 ? 80 : 0)
  return Number(v.toFixed(6))
})
const thinned = (x: Float64Array): number[] => Array.from(x).filter((_, i) => i % reference.every === 0)
const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])))

/** Amplitude of a sine after a filter, away from the ends. */
function gain(filter: (x: Float64Array) => Float64Array, hertz: number): number {
  const x = Float64Array.from({ length: 40_000 }, (_, i) => Math.sin(2 * Math.PI * hertz * i * 1e-4))
  const inner = filter(x).subarray(10_000, 30_000)
  return Math.sqrt((2 * inner.reduce((sum, v) => sum + v * v, 0)) / inner.length)
}

describe('the low-pass', () => {
  it('agrees with SciPy', () => {
    expect(largest(thinned(lowpass(trace, 600, interval)), reference.lowpass)).toBeLessThan(1e-6)
  })

  it('lets 1/√2 through at its cutoff, nearly all below and nearly nothing above', () => {
    const by = (hertz: number): number => gain((x) => lowpass(x, 200, interval), hertz)
    expect(by(200)).toBeCloseTo(Math.SQRT1_2, 4)
    expect(by(100)).toBeGreaterThan(0.998)
    expect(by(400)).toBeLessThan(0.01)
    expect(by(1000)).toBeLessThan(1e-5)
  })

  it('shifts nothing in time and leaves a level and a slope alone', () => {
    const spike = new Float64Array(2001)
    spike[1000] = 1
    const out = lowpass(spike, 300, interval)
    expect(out.indexOf(Math.max(...out))).toBe(1000)
    for (let k = 1; k < 200; k++) expect(out[1000 + k]).toBeCloseTo(out[1000 - k], 9)
    const slope = Float64Array.from({ length: 3000 }, (_, i) => -70 + i / 100)
    expect(largest(lowpass(slope, 50, interval), slope)).toBeLessThan(1e-3)
  })

  it('works on each stretch between gaps, and fills none', () => {
    const gappy = trace.slice().fill(Number.NaN, 1000, 1100)
    gappy[3000] = Number.NaN
    const out = lowpass(gappy, 600, interval)
    out.forEach((v, i) => {
      expect(Number.isNaN(v)).toBe(Number.isNaN(gappy[i]))
    })
    expect(largest(out.subarray(0, 1000), lowpass(trace.slice(0, 1000), 600, interval))).toBe(0)
    expect(largest(out.subarray(3001), lowpass(trace.slice(3001), 600, interval))).toBe(0)
  })

  it('keeps single samples between gaps as they are', () => {
    const lonely = new Float64Array(64).fill(Number.NaN)
    lonely[10] = -61
    expect(lowpass(lonely, 600, interval)[10]).toBeCloseTo(-61, 9)
  })

  it('says how white noise then is correlated', () => {
    const random = createRandom(4)
    const noise = Float64Array.from({ length: 200_000 }, () => random.normal())
    const out = lowpass(noise, 500, interval)
    let [sum, power] = [0, 0]
    for (let i = 8; i < out.length; i++) {
      sum += out[i] * out[i - 8]
      power += out[i] * out[i]
    }
    expect(correlationOfWhiteNoise(500, 0.8, interval)).toBeCloseTo(sum / power, 1)
    // Far below its cutoff a filter does nothing to a grid that coarse.
    expect(Math.abs(correlationOfWhiteNoise(4999, 1, interval))).toBeLessThan(0.01)
  })
})

describe('the notch', () => {
  it('agrees with SciPy', () => {
    // SciPy starts with a longer mirror image, which is heard at the ends.
    const ours = thinned(notch(trace, 50, interval))
    const inner = (x: readonly number[]): readonly number[] => x.slice(20, -20)
    expect(largest(inner(ours), inner(reference.notch))).toBeLessThan(0.05)
  })

  it('takes its frequency out and leaves the others', () => {
    const by = (hertz: number): number => gain((x) => notch(x, 50, interval), hertz)
    expect(by(50)).toBeLessThan(0.01)
    expect(by(51)).toBeCloseTo(0.5, 2)
    expect(by(40)).toBeGreaterThan(0.98)
    expect(by(60)).toBeGreaterThan(0.98)
  })
})
