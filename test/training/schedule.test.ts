import { expect, it } from 'vitest'
import { oneCycleRate } from '../../src-main/training/schedule.ts'

const peak = 2e-3
const rates = Array.from({ length: 1001 }, (_, i) => oneCycleRate(i / 1000, peak))

it('the learning rate rises over the first tenth, then falls to a thousandth', () => {
  expect(rates[0]).toBeCloseTo(peak / 25, 10)
  expect(rates[100]).toBeCloseTo(peak, 10)
  expect(rates[1000]).toBeCloseTo(peak / 1000, 10)
  for (let i = 1; i <= 1000; i++) {
    if (i <= 100) expect(rates[i]).toBeGreaterThan(rates[i - 1])
    else expect(rates[i]).toBeLessThan(rates[i - 1])
  }
})

it('it follows a cosine: half way down in the middle of the fall', () => {
  expect(oneCycleRate(0.55, peak)).toBeCloseTo((peak + peak / 1000) / 2, 10)
  expect(oneCycleRate(0.05, peak)).toBeCloseTo((peak + peak / 25) / 2, 10)
})

it('it makes no jump', () => {
  // The steepest place of a cosine over a tenth: π/2 · 10 · peak for the whole run.
  for (let i = 1; i <= 1000; i++) {
    expect(Math.abs(rates[i] - rates[i - 1])).toBeLessThan((16 * peak) / 1000)
  }
})

it('it stays at its end beyond the run', () => {
  expect(oneCycleRate(1.2, peak)).toBeCloseTo(peak / 1000, 10)
})
