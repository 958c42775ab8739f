import { describe, expect, it } from 'vitest'
import { prepareCycle } from '../../../../src-main/model/observable/mean-cycle/prepare-cycle.ts'

describe('a stretch that has no mean cycle', () => {
  it('is drawn thinned, with each of its spikes', () => {
    // Two spikes of one sample each in 40 s at 5 kHz: far more samples than are drawn.
    const samples = new Float64Array(200_000).fill(-65)
    for (const at of [50_021, 120_013]) samples[at] = 30
    const source = { samples, samplingInterval: 0.2, start: 0, voltageUnit: 'mV' as const }
    const { refusal, t, d, cycles } = prepareCycle(source, {})
    expect(refusal?.level).toBe('unreliable')
    expect(cycles).toBeUndefined()
    expect(d.length).toBeLessThanOrEqual(4000)
    const high = d.flatMap((v, i) => (v !== null && v > 0 ? [t[i]] : []))
    expect(high).toHaveLength(2)
    // Within the samples that one stands for.
    expect(Math.abs(high[0] - 10_004.2)).toBeLessThan(0.2 * Math.ceil(200_000 / 4000))
    expect(t[1] - t[0]).toBeCloseTo(0.2 * Math.ceil(200_000 / 4000))
  })

  it('keeps missing samples missing', () => {
    const samples = new Float64Array(50_000).fill(-65)
    samples.fill(Number.NaN, 10_000, 20_000)
    const { d } = prepareCycle({ samples, samplingInterval: 0.1, start: 0, voltageUnit: 'mV' }, {})
    const missing = d.filter((v) => v === null).length
    // A fifth of them, but for where a gap begins and ends within what one stands for.
    expect(Math.abs(missing - 0.2 * d.length)).toBeLessThanOrEqual(2)
  })
})
