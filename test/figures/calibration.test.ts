import { describe, expect, it } from 'vitest'
import {
  coverageSpec,
  densityParts,
  describeCoverage,
  intervalParts,
  readCoverage,
  tarpParts,
} from '../../src-main/figures/charts/coverage-chart.ts'
import { describeRanks, rankSpec, readRanks } from '../../src-main/figures/charts/rank-histogram.ts'
import { makeCalibration } from '../charts/gallery/fixture.ts'

const { calibration } = makeCalibration(9)
const { traces, binBand: band, coverageBand } = calibration
const narrow = calibration.parameters.theta0
const right = calibration.parameters.theta1

describe('ranks', () => {
  const parts = { symbol: 'θ₀', counts: narrow.ranks.counts, traces, band }

  it('have the band of chance behind them, and flag the bins outside', () => {
    const { series, marks } = rankSpec(parts)
    // 1,000 traces in 20 bins: 50 ± 2.6 standard deviations of 6.9.
    expect(marks?.band).toMatchObject({ from: 33, to: 69 })
    const flagged = series.find((s) => s.line?.color === 'flag')!
    const outside = parts.counts.filter((count) => count < band.low || count > band.high)
    expect(outside.length).toBeGreaterThan(1)
    expect(flagged.data).toHaveLength(3 * outside.length)
  })

  it('are read and described', () => {
    expect(readRanks(parts, 0.01)).toBe(`${parts.counts[0]} traces · 33 to 69 would be chance`)
    expect(readRanks(parts, 1)).toContain(`${parts.counts[19]} traces`)
    expect(describeRanks(parts)).toMatch(
      /^Ranks of the true θ₀ among its draws, on 1,000 traces, in 20 equal bins: \d+ of them lie outside 33 to 69/,
    )
  })
})

describe('coverage', () => {
  it('of intervals comes from the middle bins, and meets the levels that were tested', () => {
    const { points } = intervalParts('θ₀', narrow.ranks.counts, narrow.coverage, coverageBand)
    expect(points).toHaveLength(11)
    expect(points[0]).toEqual({ x: 0, y: 0 })
    expect(points[10]).toEqual({ x: 100, y: 100 })
    for (const { level, found } of narrow.coverage.filter((one) => one.level !== 0.95)) {
      expect(points.find(({ x }) => Math.abs(x - 100 * level) < 1e-9)?.y).toBeCloseTo(100 * found, 9)
    }
  })

  it('of the densest regions comes from the lowest bins', () => {
    const { counts, coverage } = calibration.density
    const { points } = densityParts(counts, coverage, coverageBand)
    for (const { level, found } of coverage) {
      expect(points.find(({ x }) => Math.abs(x - 100 * level) < 1e-9)?.y).toBeCloseTo(100 * found, 9)
    }
  })

  it('flags the levels that failed, by shape as well as by colour', () => {
    const failed = narrow.coverage.filter(({ passed }) => !passed)
    expect(failed.length).toBeGreaterThan(0)
    const { series } = coverageSpec(intervalParts('θ₀', narrow.ranks.counts, narrow.coverage, coverageBand))
    const flagged = series.find((s) => s.points?.shape === 'diamond')!
    expect(flagged.points?.color).toBe('flag')
    expect(flagged.data).toHaveLength(failed.length)
  })

  it('is read and described', () => {
    const wrong = intervalParts('θ₀', narrow.ranks.counts, narrow.coverage, coverageBand)
    const fine = intervalParts('θ₁', right.ranks.counts, right.coverage, coverageBand)
    expect(readCoverage(fine, 89)).toMatch(/^at 90 %: \d\d\.\d % · 8\d\.\d–9\d\.\d % would be chance$/)
    expect(describeCoverage(fine)).toMatch(
      /^How often intervals of θ₁ contain .* within chance everywhere\.$/,
    )
    expect(describeCoverage(wrong)).toMatch(/largest deviation at \d+ %, where it is \d\d\.\d %\.$/)
    expect(describeCoverage(tarpParts(calibration.tarp))).toContain('TARP regions')
  })

  it('about random points has a band as wide everywhere', () => {
    const { points, band: allowed } = tarpParts(calibration.tarp)
    expect(points).toHaveLength(41)
    expect(allowed.high[20] - allowed.low[20]).toBeCloseTo(200 * calibration.tarp.allowed, 9)
    expect([allowed.low[0], allowed.high[40]]).toEqual([0, 100])
  })
})
