import { describe, expect, it } from 'vitest'
import { shapeOf, slopesOf } from '../../../src-main/signal/mean-cycle/shape.ts'

const evenly = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, k) => from + k * step)

/** An upstroke that begins exponentially, V̇ = rate (V + 50), and goes on straight at 200 mV/ms; then straight down. */
function sharp(rate: number): (t: number) => number {
  const corner = -50 + 200 / rate
  return (t) => {
    if (t < 0) return -50 + (200 / rate) * Math.exp(rate * t)
    const top = corner + 200 * 0.3
    if (t < 0.3) return corner + 200 * t
    return Math.max(-70, top - 80 * (t - 0.3))
  }
}

describe('the shape of a cycle', () => {
  it.each([5, 10, 30])('onset rapidness of an exponential onset, %i per ms', (rate) => {
    const v = sharp(rate)
    const t = evenly(-3, 6, 0.01)
    const shape = shapeOf(t, t.map(v), -5)!
    // A slope over ± 0.06 widths of 0.9 ms smooths an exponential by sinh(x)/x, x = rate · 0.05 ms: up to 2 to 40 %, alike at
    // both ends of the secant; so the rapidness is hardly changed.
    expect(shape.onset! / rate).toBeGreaterThan(0.9)
    expect(shape.onset! / rate).toBeLessThan(1.1)
    // V̇ = 10 mV/ms at −50 + 10/rate.
    expect(Math.abs(shape.threshold! - (-50 + 10 / rate))).toBeLessThan(0.6)
    expect(shape.maxRise).toBeCloseTo(200, 0)
    expect(shape.maxFall).toBeCloseTo(-80, 0)
    const [up, down] = [(-5 - (-50 + 200 / rate)) / 200, 0.3 + (-50 + 200 / rate + 60 + 5) / 80]
    expect(shape.width).toBeCloseTo(down - up, 2)
    expect(shape.peak).toBeCloseTo(-50 + 200 / rate + 60, 0)
    expect(shape.trough).toBe(-70)
  })

  it('is the same on another grid', () => {
    const v = sharp(10)
    const even = evenly(-3, 6, 0.005)
    const uneven = even.filter((t, k) => Math.abs(t) < 1 || k % 10 === 0)
    const [a, b] = [even, uneven].map((t) => shapeOf(t, t.map(v), -5)!)
    expect(b.onset! / a.onset!).toBeCloseTo(1, 1)
    expect(b.width).toBeCloseTo(a.width, 3)
    expect(b.maxRise / a.maxRise).toBeCloseTo(1, 2)
  })

  it('a slow upstroke begins at a tenth of its steepest rise', () => {
    const t = evenly(-20, 20, 0.05)
    // A Gaussian of 40 mV and 3 ms: steepest rise √2 · 40/3 · e^−½ = 11.4 mV/ms.
    const shape = shapeOf(
      t,
      t.map((s) => -60 + 40 * Math.exp(-((s / 3) ** 2))),
      -40,
    )!
    expect(shape.maxRise).toBeCloseTo(11.4, 0)
    expect(shape.threshold).toBeGreaterThan(-60)
    expect(shape.threshold).toBeLessThan(-56)
  })

  it('has none where the level is not crossed', () => {
    expect(shapeOf([0, 1, 2], [-60, -59, -60], 0)).toBeNull()
  })

  it('slopes are those of the curve', () => {
    const t = evenly(0, 10, 0.1)
    const slopes = slopesOf(
      t,
      t.map((s) => 3 * s - 50),
      1,
    )
    for (const s of slopes) expect(s).toBeCloseTo(3, 9)
  })
})
