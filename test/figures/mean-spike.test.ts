import { describe, expect, it } from 'vitest'
import { describeMeanSpike, meanSpikeSpec, readMeanSpike } from '../../src-main/figures/charts/mean-spike.ts'
import { measureFeatures } from '../../src-main/recording/index.ts'
import { spikesAt } from '../signal/features/synthetic.ts'

const spike = measureFeatures(spikesAt([50, 150, 270])).meanSpike!

describe('the mean spike', () => {
  it('says what it shows', () => {
    expect(describeMeanSpike(spike, 'mV')).toBe(
      'Mean of 3 spikes aligned at their peaks: peak at 30.0 mV, threshold at −70.0 mV, minimum at −80.0 mV, half-width 3.30 ms; 3 of them in grey.',
    )
    expect(readMeanSpike(spike, 'mV', 0)).toMatch(/^mean 30\.\d* mV$/)
  })

  it('draws the spikes, their mean, and the marks inside its axes', () => {
    const { series, x, y, marks } = meanSpikeSpec(spike, 'mV')
    // Three spikes, the mean, amplitude, half-width, and three points.
    expect(series.length).toBe(9)
    for (const { data } of series) {
      for (const point of data) {
        expect(point.x).toBeGreaterThanOrEqual(x.range.from)
        expect(point.x).toBeLessThanOrEqual(x.range.to)
        expect(point.y).toBeGreaterThan(y.range.from)
        expect(point.y).toBeLessThan(y.range.to)
      }
    }
    expect(marks?.labels?.map(({ text }) => text)).toEqual(['peak', 'half-width', 'threshold', 'minimum'])
    expect(y.title).toBe('voltage, mV')
    expect(meanSpikeSpec(spike, null).y.title).toBe('u, model units')
  })
})
