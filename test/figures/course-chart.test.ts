import { describe, expect, it } from 'vitest'
import type { SeriesWindow } from '../../src-main/contract/series.ts'
import { rateOf } from '../../src-main/contract/series-entry.ts'
import {
  courseSpec,
  describeCourse,
  readCourse,
} from '../../src-main/figures/charts/over-time/course-chart.ts'
import { type Quantity, quantityOf } from '../../src-main/figures/charts/over-time/quantity.ts'
import { rateSpec } from '../../src-main/figures/charts/over-time/rate-chart.ts'
import { describeVerdicts, verdictSpec } from '../../src-main/figures/charts/over-time/verdict-chart.ts'
import { type CourseParts, nearestWindow } from '../../src-main/figures/charts/over-time/windows.ts'

const summary = (mean: number, sd: number) => ({
  mean,
  sd,
  q05: mean - 1.645 * sd,
  q50: mean,
  q95: mean + 1.645 * sd,
})

function windowAt(index: number, median: number, changes: Partial<SeriesWindow> = {}): SeriesWindow {
  const gain = { label: 'voltage a unit of u', unit: 'mV', summary: summary(20 * median, 0.2) }
  return {
    index,
    window: { from: index * 100, to: index * 100 + 200 },
    seed: index,
    outcome: 'estimated',
    level: 'ok',
    text: '',
    concerns: [],
    parameters: [{ name: 'gain', posterior: summary(median, 0.01), derived: [gain] }],
    features: [
      { name: 'spike_count', label: 'Spike count', unit: null, value: 8, sd: null },
      { name: 'mean_frequency', label: 'Rate', unit: 'Hz', value: 40 + index, sd: null },
    ],
    ess: 1000,
    seconds: 1,
    ...changes,
  }
}

const silentFeatures = [{ name: 'spike_count', label: 'Spike count', unit: null, value: 0, sd: null }]
const windows = [
  windowAt(0, 1),
  windowAt(1, 1.01),
  windowAt(2, 9, { level: 'unreliable' }),
  windowAt(3, 1, { outcome: 'silent', level: 'unreliable', parameters: [], features: silentFeatures }),
  windowAt(4, 1, { outcome: 'silent', level: 'unreliable', parameters: [], features: silentFeatures }),
  windowAt(5, 1.02, { level: 'caution' }),
  windowAt(6, 1, { outcome: 'leftOut', level: null, parameters: [], features: [] }),
]
const parts: CourseParts = { windows, step: 100, whole: { from: 0, to: 800 }, chosen: 5, timeShown: false }
const parameter = {
  name: 'gain',
  symbol: 'g',
  unit: null,
  meaning: 'gain: voltage for each unit of u',
  group: 'recording' as const,
  comparable: true,
  prior: { ...summary(1, 0.2), lower: 0.4, upper: 1.6 },
}
const own = quantityOf(parameter, windows, false)

describe('a parameter over time', () => {
  const spec = courseSpec(parts, own)
  const medians = spec.series.at(-1)!.data
  const doubtful = spec.series.at(-2)!

  it('breaks where a window is not to be trusted', () => {
    expect(medians.map(({ x }) => x)).toEqual([100, 200, 300, 400, 500, 600, 700])
    expect(medians.map(({ y }) => (Number.isNaN(y) ? null : y))).toEqual([
      1,
      1.01,
      null,
      null,
      null,
      1.02,
      null,
    ])
  })

  it('shows what is not reliable with an open mark, and never scales by it', () => {
    expect(doubtful.data).toEqual([{ x: 300, y: 9 }])
    expect(doubtful.line).toBeUndefined()
    expect(doubtful.points).toMatchObject({ color: 'paper', border: { color: 'prior' } })
    expect(spec.y.range.to).toBeLessThan(1.2)
  })

  it('is at least three times as high as its widest interval', () => {
    const { from, to } = spec.y.range
    expect(to - from).toBeGreaterThanOrEqual(3 * 2 * 1.645 * 0.01)
  })

  it('hatches silent windows as one gap, and those left out as another', () => {
    expect(spec.marks?.gaps).toEqual([
      { from: 350, to: 550, text: 'silent' },
      { from: 650, to: 750, text: 'left out' },
    ])
    expect(spec.marks?.shade).toMatchObject({ from: 500, to: 700 })
    expect(spec.marks?.horizontal?.map(({ y }) => y)).toEqual([0.4, 1.6])
  })

  it('is said in a unit of the recording where it is known in one', () => {
    const inUnits: Quantity = quantityOf(parameter, windows, true)
    expect(inUnits).toMatchObject({ label: 'voltage a unit of u', unit: 'mV', limits: null })
    expect(courseSpec(parts, inUnits).y.title).toBe('g, mV')
    expect(readCourse(parts, inUnits, 110)).toBe('20.00, 90 % in 19.67–20.33 mV')
  })

  it('is read and described in words', () => {
    expect(readCourse(parts, own, 290)).toContain('(not reliable)')
    expect(readCourse(parts, own, 420)).toBe('silent')
    expect(readCourse(parts, own, 700)).toBe('left out')
    expect(describeCourse(parts, own)).toBe(
      'g, gain: voltage for each unit of u, over time: medians of 3 windows between 1.000 and 1.020, each with its 90 % interval.',
    )
    expect(describeCourse({ ...parts, windows: windows.slice(2, 5) }, own)).toContain('no reliable window')
  })
})

describe('verdicts and rates over time', () => {
  it('tell verdicts apart by shape as well as by colour', () => {
    const { series } = verdictSpec(parts)
    expect(series.map(({ data }) => data.length)).toEqual([1, 2, 1, 1, 2])
    expect(new Set(series.map(({ points }) => points?.shape)).size).toBe(5)
    expect(describeVerdicts(parts)).toBe(
      'Verdict of each of 7 windows: 2 sound, 1 with caution, 1 not reliable, 2 silent, 1 left out.',
    )
  })

  it('have a rate of 0 where the neuron is silent, and none where samples are missing', () => {
    expect(windows.map(rateOf)).toEqual([40, 40, 40, 0, 0, 40, null])
    const { marks, y } = rateSpec(parts)
    expect(marks?.gaps).toEqual([{ from: 650, to: 750, text: 'left out' }])
    expect(y.range.from).toBe(0)
  })

  it('find the window nearest to a time', () => {
    expect(nearestWindow(windows, -50)?.index).toBe(0)
    expect(nearestWindow(windows, 349)?.index).toBe(2)
    expect(nearestWindow([], 0)).toBeNull()
  })
})
