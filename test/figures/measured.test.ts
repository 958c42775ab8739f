import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cursorText,
  intervalText,
  type Measured,
  nextSpike,
  placedCursors,
} from '../../src-main/figures/plot/measured.ts'
import { timeAxis } from '../../src-main/figures/scale/format.ts'

const shown = { from: 0, to: 400 }
const measured: Measured = {
  at: (time) => (time > 390 ? null : -70 + time / 10),
  spikes: [50, 62.5, 80, 300],
  symbol: 'V',
  unit: 'mV',
  heights: { from: -70, to: 30 },
  axis: timeAxis(shown),
}

describe('two cursors', () => {
  it('say the time, the voltage and the rate between them, from the earlier to the later one', () => {
    const text = 'Δt 12.5 ms · ΔV 1.3 mV · 1/Δt 80.0 Hz'
    expect(intervalText({ first: 50, second: 62.5 }, measured, shown, 1000)).toBe(text)
    expect(intervalText({ first: 62.5, second: 50 }, measured, shown, 1000)).toBe(text)
  })

  it('say no rate where they lie on each other, and no voltage where there is no sample', () => {
    expect(intervalText({ first: 50, second: 50 }, measured, shown, 1000)).toBe('Δt 0.0 ms · ΔV 0.0 mV')
    expect(intervalText({ first: 50, second: 395 }, measured, shown, 1000)).toBe('Δt 345.0 ms · 1/Δt 2.90 Hz')
    expect(cursorText(395, measured, shown, 1000)).toBe('395.0 ms')
    expect(cursorText(50, measured, shown, 1000)).toBe('50.0 ms, −65.0 mV')
  })

  it('the rate times the interval is one second, to its three digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 389, noNaN: true }), (second) => {
        const text = intervalText({ first: 0, second }, measured, shown, 1e6)
        const rate = Number(/1\/Δt ([\d.]+) Hz/.exec(text)![1])
        expect(Math.abs((rate * second) / 1000 - 1)).toBeLessThanOrEqual(0.005)
      }),
    )
  })

  it('begin at the two spikes around a time', () => {
    expect(placedCursors(measured.spikes, shown, 70)).toEqual({ first: 62.5, second: 80 })
    expect(placedCursors(measured.spikes, shown, 0)).toEqual({ first: 50, second: 62.5 })
    expect(placedCursors(measured.spikes, shown, 399)).toEqual({ first: 80, second: 300 })
  })

  it('begin at thirds where two spikes are not in view', () => {
    expect(placedCursors(measured.spikes, { from: 90, to: 390 }, 100)).toEqual({ first: 190, second: 290 })
  })

  it('go from spike to spike', () => {
    expect(nextSpike(measured.spikes, 50, 1)).toBe(62.5)
    expect(nextSpike(measured.spikes, 60, -1)).toBe(50)
    expect(nextSpike(measured.spikes, 300, 1)).toBeNull()
    expect(nextSpike(measured.spikes, 50, -1)).toBeNull()
  })
})
