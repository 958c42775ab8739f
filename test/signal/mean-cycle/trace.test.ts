import { describe, expect, it } from 'vitest'
import { potentialAt, smoothed } from '../../../src-main/signal/mean-cycle/trace.ts'

const of = (samples: number[], samplingInterval = 1, start = 0) => ({
  samples: Float64Array.from(samples),
  samplingInterval,
  start,
})

describe('the potential between samples', () => {
  it('of a parabola is that parabola where many samples are in reach, at the ends of the trace, too', () => {
    const v = (t: number): number => -60 + 3 * t - 0.7 * t * t
    const trace = of(
      Array.from({ length: 101 }, (_, k) => v(5 + 0.1 * k)),
      0.1,
      5,
    )
    for (const t of [5, 5.03, 8.888, 14.97, 15]) expect(potentialAt(trace, t, 1)).toBeCloseTo(v(t), 8)
  })

  it('goes through the samples where they are few, and not beyond a flat foot', () => {
    const trace = of([-60, -60, -60, -60, 20, -40, -62, -61])
    for (let i = 0; i < 8; i++) expect(potentialAt(trace, i, 0.5)).toBe(trace.samples[i])
    for (let t = 0; t <= 3; t += 0.1) expect(potentialAt(trace, t, 0.5)).toBeGreaterThan(-60.001)
    expect(potentialAt(trace, 3.5, 0.5)).toBeGreaterThan(-60)
    expect(potentialAt(trace, 3.5, 0.5)).toBeLessThan(20)
  })

  it('is missing outside the trace and where a sample is', () => {
    const trace = of([1, 2, 3, Number.NaN, 5, 6, 7, 8])
    expect(potentialAt(trace, -0.1, 0)).toBeNaN()
    expect(potentialAt(trace, 7.1, 0)).toBeNaN()
    expect(potentialAt(trace, 3.5, 0)).toBeNaN()
    expect(potentialAt(trace, 5, 4)).toBeNaN()
    expect(potentialAt(trace, 1, 0)).toBe(2)
  })

  it('smoothing takes what is there and leaves gaps', () => {
    const out = smoothed(of([0, 3, 6, Number.NaN, 6], 0.02))
    expect([...out].map((v) => (Number.isNaN(v) ? null : v))).toEqual([3, 3, 3.75, null, 6])
    const coarse = of([1, 2], 0.1)
    expect(smoothed(coarse)).toBe(coarse.samples)
  })
})
