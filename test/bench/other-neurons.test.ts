import { describe, expect, it } from 'vitest'
import { hodgkinHuxley, izhikevich, morrisLecar } from '../../bench/accuracy/verdict-cases/other-neurons.ts'
import { findSpikes } from '../../src-main/recording/index.ts'

const rate = ({ samples, samplingInterval }: { samples: Float64Array; samplingInterval: number }): number =>
  findSpikes(samples, { samplingInterval, start: 0, voltageUnit: 'mV' }).times.length /
  ((samples.length * samplingInterval) / 1000)

describe('the neurons that verdicts are tried on', () => {
  it('Hodgkin & Huxley’s fires at about 68 Hz under 10 µA/cm², and rests at −65 mV without', () => {
    // 68 Hz: textbook value for 10 µA/cm² at 6.3 °C.
    expect(Math.abs(rate(hodgkinHuxley(10, 20_000)) - 68)).toBeLessThan(4)
    const { samples } = hodgkinHuxley(0, 5000)
    expect(samples[4999]).toBeCloseTo(-65, 0)
    expect(Math.max(...hodgkinHuxley(10, 2000).samples)).toBeGreaterThan(30)
  })

  it('Morris & Lecar’s oscillates between its two Hopf bifurcations, at 94 and 212 µA/cm²', () => {
    const swing = (current: number): number => {
      const late = morrisLecar(current, 60_000).samples.subarray(40_000)
      return late.reduce((a, b) => Math.max(a, b)) - late.reduce((a, b) => Math.min(a, b))
    }
    expect(swing(60)).toBeLessThan(5)
    expect(swing(110)).toBeGreaterThan(40)
    expect(swing(250)).toBeLessThan(5)
  })

  it('Izhikevich’s spikes to 30 mV and adapts', () => {
    const { samples, samplingInterval } = izhikevich(10, 20_000)
    expect(Math.max(...samples)).toBe(30)
    const times = findSpikes(samples, { samplingInterval, start: 0, voltageUnit: 'mV' }).times
    const intervals = times.slice(1).map((t, i) => t - times[i])
    expect(intervals[intervals.length - 1]).toBeGreaterThan(1.5 * intervals[0])
  })
})
