import { describe, expect, it } from 'vitest'
import { traceData } from '../../src-main/contract/data.ts'
import type { Report } from '../../src-main/contract/reports.ts'
import { describeFit, fitSpec, readFit } from '../../src-main/figures/charts/fit-chart.ts'
import { describeLoss, lossSamples, lossSpec, readLoss } from '../../src-main/figures/charts/loss-chart.ts'
import {
  densityPath,
  describeInterval,
  priorRange,
} from '../../src-main/figures/charts/parameter-interval.ts'
import { recordedFit } from '../../src-main/figures/charts/recorded-fit.ts'
import {
  autocorrelationSpec,
  describeAutocorrelation,
} from '../../src-main/figures/charts/residuals/autocorrelation.ts'
import { describeInnovations, innovationsSpec } from '../../src-main/figures/charts/residuals/innovations.ts'
import { describeResiduals } from '../../src-main/figures/charts/residuals/residuals-over-time.ts'
import { accuracyWords, describeScatter } from '../../src-main/figures/charts/scatter-chart.ts'
import { describeStimulus, readStimulus, stimulusSpec } from '../../src-main/figures/charts/stimulus-chart.ts'
import { describeTrace, readTrace, traceSpec } from '../../src-main/figures/charts/trace-chart.ts'
import { cornerOf, describeCorner, shareBelow } from '../../src-main/figures/corner/corner.ts'
import { cellAt, cornerLayout } from '../../src-main/figures/corner/corner-layout.ts'
import { makeLoss, makeSample } from '../charts/gallery/fixture.ts'

const sample = makeSample([0.64, -0.09, 0.07, 0.8], 7)
describe('stimulus', () => {
  const parts = {
    name: 'Cmd 0',
    unit: 'pA',
    view: { t: [0, 1, 2], v: [-20, null, 80], gaps: [], complete: true, spikes: [] },
    whole: { from: 0, to: 8000 },
    range: { from: -20, to: 80 },
  }

  it('has its own axis with its unit, on the time of the trace', () => {
    const { x, y } = stimulusSpec(parts)
    expect(x.range).toEqual(parts.whole)
    expect(y).toMatchObject({ title: 'pA', range: { from: -30, to: 90 } })
  })

  it('is described and read; one that never changes has an axis too', () => {
    expect(describeStimulus(parts)).toBe('Stimulus Cmd 0, from −20 to 80 pA.')
    expect(readStimulus(parts, 0.2)).toBe('−20.0 pA')
    expect(readStimulus(parts, 1.2)).toBe('no sample')
    expect(readStimulus(parts, 5000)).toBe('')
    const flat = { ...parts, range: { from: 0, to: 0 } }
    expect(describeStimulus(flat)).toMatch(/^Stimulus Cmd 0, 0\S* pA throughout\.$/)
    expect(stimulusSpec(flat).y.range.from).toBeLessThan(0)
  })
})

describe('trace', () => {
  const parts = {
    trace: { t: [0, 1, 2], v: [-65, -64.5, 20], gaps: [], complete: true, spikes: [1.5] },
    whole: { from: 0, to: 8000 },
    voltage: { from: -70, to: 30 },
    unit: 'mV' as const,
  }

  it('is described in one line', () => {
    expect(describeTrace(parts)).toBe(
      'Recorded trace from 0.00 to 8.00 s, between −70 and 30 mV, one spike in view.',
    )
    expect(describeTrace({ ...parts, window: { from: 1000, to: 2000 } })).toContain(
      'The chosen window is 1.00 to 2.00 s.',
    )
  })

  it('reads the recorded value, and nothing outside of it', () => {
    expect(readTrace(parts, 1.2)).toBe('recorded −64.5 mV')
    expect(readTrace(parts, 7000)).toBe('')
  })

  it('breaks at missing samples, which are marked, counted and not read', () => {
    const gap = { from: 0.5, to: 1.5, samples: 1 }
    const gappy = { ...parts, trace: { ...parts.trace, v: [-65, null, 20], gaps: [gap] } }
    const { series, marks } = traceSpec(gappy)
    expect(series[0].data.map(({ y }) => y)).toEqual([-65, Number.NaN, 20])
    expect(marks?.gaps).toEqual([{ from: 0.5, to: 1.5, text: '1 sample missing' }])
    expect(describeTrace(gappy)).toContain('one spike in view, 1 sample missing.')
    expect(readTrace(gappy, 1.2)).toBe('no sample')
  })

  it('draws the conditioned trace on top, and reads both', () => {
    const conditioned = { ...parts.trace, v: [-60, -59.5, 25], spikes: [1.5] }
    const both = { ...parts, conditioned }
    const { series, marks } = traceSpec(both)
    expect(series.map(({ line }) => line?.color)).toEqual([{ role: 'ink', opacity: 0.4 }, 'accent'])
    expect(marks?.labels?.map(({ text }) => text)).toEqual(['recorded', 'conditioned'])
    expect(readTrace(both, 1.2)).toBe('recorded −64.5 mV · conditioned −59.5 mV')
    expect(describeTrace(both)).toContain('the conditioned trace')
  })
})

describe('fit', () => {
  it('says how many spikes there are and how many points lie in the band', () => {
    expect(describeFit(sample.fit)).toMatch(
      /from 0 to 200 ms: 19 recorded and 19 fitted spikes; (8|9)\d % of the recorded points/,
    )
  })

  it('says nothing of times and spikes where the data are a list', () => {
    const data = {
      axis: { name: 'number', unit: null },
      value: { name: 'mean cycle', symbol: 'y', unit: 'ln ms, mV' },
    }
    expect(describeFit(sample.fit, data)).toMatch(
      /^Recorded data and fitted model, mean cycle in 1000 numbers: (8|9)\d % of the recorded ones lie in the band/,
    )
    const recording = {
      voltageUnit: 'V',
      rescaling: { offset: 0, gain: 0.001, timeScale: 1 },
    } as Report['recording']
    const { fit, unit } = recordedFit({ fit: sample.fit, recording, data })
    expect([fit, unit]).toEqual([sample.fit, 'none'])
    expect(fitSpec(fit, unit, data).y.title).toBe('y, ln ms, mV')
    expect(recordedFit({ fit: sample.fit, recording, data: traceData }).fit.u.q50[0]).toBeCloseTo(
      sample.fit.u.q50[0] / 1000,
      9,
    )
  })

  it('reads recording, model and band', () => {
    expect(readFit(sample.fit, 100)).toMatch(/^recorded −?\d\.\d+ · model −?\d\.\d+ · 90 % of data in /)
  })

  it('leaves missing points out of what it says, and marks them', () => {
    const observed = sample.fit.observed.map((v, i) => (i >= 400 && i < 500 ? null : v))
    const gappy = { ...sample.fit, observed }
    expect(fitSpec(gappy, 'none', traceData).marks?.gaps).toEqual([
      { from: expect.closeTo(79.9, 6), to: expect.closeTo(99.9, 6), text: '100 samples missing' },
    ])
    expect(readFit(gappy, 90)).toMatch(/^no sample · model/)
    expect(describeFit(gappy)).toMatch(/(8|9)\d % of the recorded points/)
  })

  it('draws the median over the recording and the recording over the band of data', () => {
    const { series } = fitSpec(sample.fit, 'none', traceData)
    const placeOf = (color: string): number => series.findIndex(({ line }) => line?.color === color)
    expect(placeOf('accent')).toBeGreaterThan(placeOf('ink'))
    expect(placeOf('ink')).toBeGreaterThan(series.findIndex(({ area }) => area !== undefined))
  })
})

describe('parameter interval', () => {
  const [theta0] = sample.parameters

  it('is described with median, interval, prior and network', () => {
    expect(describeInterval(theta0)).toMatch(
      /^θ₀: median 0\.\d{3}, 90 % interval 0\.\d{3}–0\.\d{3}\. Prior: 90 % between −?\d/,
    )
  })

  it('draws a density inside its box', () => {
    const path = densityPath(theta0.posteriorDensity, priorRange(theta0), { from: 2, to: 198 }, 22, 20)
    const numbers = path.match(/-?[\d.]+/g)!.map(Number)
    const xs = numbers.filter((_, i) => i % 2 === 0)
    const ys = numbers.filter((_, i) => i % 2 === 1)
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...xs)).toBeLessThanOrEqual(198)
    expect(Math.min(...ys)).toBeCloseTo(2)
    expect(Math.max(...ys)).toBe(22)
  })
})

describe('corner', () => {
  const corner = cornerOf(sample.parameters, sample.draws)

  it('has one axis a parameter and one pair for each two, whatever their number', () => {
    expect(corner.axes).toHaveLength(4)
    expect(corner.pairs).toHaveLength(6)
    const one = cornerOf(
      sample.parameters.slice(0, 1),
      sample.draws.map((row) => row.slice(0, 1)),
    )
    expect(one.pairs).toHaveLength(0)
    expect(cornerLayout(1, 500).cells).toHaveLength(1)
    expect(cornerLayout(9, 500).cells).toHaveLength(45)
  })

  it('names the strongest correlation', () => {
    expect(describeCorner(corner)).toMatch(/^Posterior of θ₀, θ₁, σ, ρ: .*The strongest correlation is/)
  })

  it('keeps to the limits of a prior that was not narrowed', () => {
    const silent = makeSample([-0.1, 1.0, 0.07, 0.8], 8, true)
    cornerOf(silent.parameters, silent.draws).axes.forEach(({ range }, j) => {
      const { lower, upper } = silent.parameters[j].prior
      expect(range.from).toBeGreaterThanOrEqual(lower)
      expect(range.to).toBeLessThanOrEqual(upper)
      expect((range.to - range.from) / (upper - lower)).toBeGreaterThan(0.9)
    })
  })

  it('finds the values under the pointer', () => {
    const layout = cornerLayout(4, 600)
    const ranges = corner.axes.map((axis) => axis.range)
    const cell = layout.cells.find((c) => c.column === 0 && c.row === 2)!
    const found = cellAt(layout, ranges, cell.left, cell.top)!
    expect(found.x).toBeCloseTo(ranges[0].from)
    expect(found.y).toBeCloseTo(ranges[2].to)
    expect(cellAt(layout, ranges, 0, 0)).toBeNull()
  })

  it('counts the draws below a value', () => {
    const axis = corner.axes[0]
    expect(shareBelow(axis, axis.median)).toBeCloseTo(0.5, 2)
    expect(shareBelow(axis, -99)).toBe(0)
    expect(shareBelow(axis, 99)).toBe(1)
  })

  it('survives draws that are all the same', () => {
    const same = cornerOf(sample.parameters, Array(20).fill(sample.draws[0]))
    for (const { range } of same.axes) expect(range.to).toBeGreaterThan(range.from)
    for (const { correlation } of same.pairs) expect(correlation).toBe(0)
  })
})

describe('residuals', () => {
  const { residuals } = sample

  it('flags the lags beyond the band, by shape as well as by colour', () => {
    const values = [1, 0.01, 0.2, -0.02]
    const { series } = autocorrelationSpec({ values, expected: null, band: 0.06, dt: 0.2, inTime: true })
    const flagged = series.find(({ points }) => points?.shape === 'diamond')!
    expect(flagged.data).toEqual([{ x: 0.4, y: 0.2 }])
    expect(flagged.points?.color).toBe('flag')
    expect(series.find(({ points }) => points?.shape === 'circle')!.data).toHaveLength(2)
  })

  it('are described in words and numbers', () => {
    expect(describeResiduals(residuals, traceData)).toMatch(/mean −?0\.\d{3}, standard deviation 0\.\d{3}/)
    expect(describeInnovations(residuals)).toMatch(
      /\d.* % lie beyond 2, where a normal distribution has 4\.6 %/,
    )
    expect(
      describeAutocorrelation({ values: [1, 0.1, 0], expected: null, band: 0.06, dt: 1, inTime: true }),
    ).toContain('1 of 2 lags lie beyond ±0.060')
  })

  it('the histogram has the normal curve beside it', () => {
    const { series, y } = innovationsSpec(residuals)
    expect(series).toHaveLength(2)
    expect(y.range.to).toBeGreaterThan(0.4)
  })
})

describe('training', () => {
  const loss = makeLoss(4)

  it('shows losses and rates, and stands still while the run goes on', () => {
    expect(lossSamples(loss.slice(0, 10), 3_000_000)).toEqual({ from: 0, to: 3_000_000 })
    const spec = lossSpec(loss, lossSamples(loss))
    expect(spec.x.title).toBe('simulations, millions')
    expect(spec.marks!.labels!.map((l) => l.text)).toEqual(['training', 'validation', 'learning rate'])
  })

  it('reads and describes, also before the first point', () => {
    expect(readLoss(loss, 100_000)).toMatch(/^training .* · validation .* · learning rate 0\.001$/)
    expect(describeLoss([])).toBe('Loss over the training: no values yet.')
    expect(lossSpec([], lossSamples([], 1000)).y.ticks).toBe(false)
  })

  it('says the accuracy in words', () => {
    const parts = { parameter: { symbol: 'θ₀', unit: null }, truth: [0, 1], estimate: [0, 1], r2: 0.9966 }
    expect(accuracyWords(parts)).toBe('R² 0.9966: the estimates explain 99.66 % of the variation of θ₀.')
    expect(accuracyWords({ ...parts, r2: 0.857 })).toBe(
      'R² 0.857: the estimates explain 85.7 % of the variation of θ₀.',
    )
    expect(accuracyWords({ ...parts, r2: -0.1 })).toContain('no more informative about θ₀ than the prior')
    expect(describeScatter(parts)).toContain('on 2 test traces')
  })
})
