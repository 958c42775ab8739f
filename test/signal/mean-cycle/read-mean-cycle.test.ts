import { describe, expect, it } from 'vitest'
import { cycleNumbers, nodeTimes } from '../../../src-main/signal/mean-cycle/nodes.ts'
import {
  type MeanCycle,
  type MeanCycleOptions,
  readMeanCycle,
} from '../../../src-main/signal/mean-cycle/read-mean-cycle.ts'
import type { VoltageTrace } from '../../../src-main/signal/mean-cycle/trace.ts'
import { crossingOf, peaksAt, sampled, train } from './trains.ts'

function cycleOf(trace: VoltageTrace, options?: MeanCycleOptions): MeanCycle {
  const result = readMeanCycle(trace, options)
  if (result.kind === 'refused') throw new Error(`${result.check}: ${result.text}`)
  return result.cycle
}

/** A cycle's potentials by the formula, its own crossings and width. */
function truth(v: (t: number) => number, { level, width }: MeanCycle['design'], peak: number, next: number) {
  const [from, to] = [crossingOf(v, level, peak), crossingOf(v, level, next)]
  const times = new Float64Array(cycleNumbers - 1)
  nodeTimes(width, to - from, times)
  return { from, interval: to - from, potentials: times.map((t) => v(from + t)) }
}

describe('a train by a formula', () => {
  const peaks = peaksAt(12, 40, 2)
  const v = train(peaks)

  // Rates, noise (mV), and how far a time (ms) and a mean potential (mV) may be off. A Gaussian flank of 95 mV in 0.35 ms
  // rises by up to 230 mV/ms: a potential beside the crossing is off by that times the time.
  it.each([
    [0.01, 0, 0.001, 0.3],
    [0.01, 0.5, 0.01, 1.2],
    [0.05, 0, 0.004, 0.6],
    [0.1, 0, 0.015, 2.5],
    [0.2, 0, 0.05, 8],
  ])('every %f ms with noise of %f mV: times and potentials', (dt, noise, time, potential) => {
    const cycle = cycleOf(sampled(v, dt, 520, noise))
    expect(cycle.numbers.length).toBe(11)
    expect(cycle.design.level).toBeGreaterThan(-20)
    const truths = peaks.slice(1).map((next, k) => truth(v, cycle.design, peaks[k], next))
    truths.forEach(({ from, interval }, k) => {
      expect(Math.abs(cycle.times[k] - from)).toBeLessThan(time)
      expect(Math.abs(Math.exp(cycle.numbers[k][0]) - interval)).toBeLessThan(2 * time)
    })
    for (let j = 1; j < cycleNumbers; j++) {
      const mean = truths.reduce((sum, { potentials }) => sum + potentials[j - 1], 0) / truths.length
      expect(Math.abs(cycle.whole.mean[j] - mean)).toBeLessThan(potential)
      // And what is said of it: four sds, for there are 32 numbers and 5 traces.
      const sd = Math.sqrt(cycle.whole.covariance[j * cycleNumbers + j])
      expect(Math.abs(cycle.whole.mean[j] - mean)).toBeLessThan(4 * sd)
    }
  })

  it('at 2 kHz, 2 samples a spike: the sampling that is left is in the covariance', () => {
    const cycle = cycleOf(sampled(v, 0.5, 520))
    const fine = cycleOf(sampled(v, 0.01, 520), { design: cycle.design })
    const sd = Math.sqrt(cycle.whole.covariance[2 * (cycleNumbers + 1)])
    expect(sd).toBeGreaterThan(2)
    for (let j = 0; j < cycleNumbers; j++) {
      const own = Math.sqrt(cycle.whole.covariance[j * cycleNumbers + j])
      expect(Math.abs(cycle.whole.mean[j] - fine.whole.mean[j])).toBeLessThan(3 * own)
    }
    expect(cycle.doubts.map(({ check }) => check)).toContain('fewSamples')
    expect(fine.doubts).toEqual([])
  })

  it('at 100 kHz noise averages in each number', () => {
    const noise = 2
    const cycle = cycleOf(sampled(v, 0.01, 520, noise))
    let [squares, count] = [0, 0]
    cycle.numbers.forEach((numbers, k) => {
      const { potentials } = truth(v, cycle.design, peaks[k], peaks[k + 1])
      // From the node 0.6 widths after the crossing on, where the spike no longer rises, to those before the next one.
      for (let j = 7; j < cycleNumbers - 4; j++) {
        squares += (numbers[j] - potentials[j - 1]) ** 2
        count++
      }
    })
    // A parabola over 10 samples leaves half of it, over the more in the middle far less.
    expect(Math.sqrt(squares / count)).toBeLessThan(0.5 * noise)
  })

  it('halves have the same design; what is drawn is as long as its axis and ends where a cycle ends', () => {
    const cycle = cycleOf(sampled(v, 0.05, 520))
    expect(cycle.halves?.map(({ mean }) => mean.length)).toEqual([cycleNumbers, cycleNumbers])
    const { t, mean, cycles, intervals, width } = cycle.recorded
    expect(t.length).toBeGreaterThan(150)
    expect(t.length).toBeLessThan(450)
    expect(mean.length).toBe(t.length)
    expect(t.every((time, k) => k === 0 || time > t[k - 1])).toBe(true)
    expect(t[0]).toBeCloseTo(-3 * width, 1)
    expect(cycles.length).toBe(11)
    cycles.forEach((row, k) => {
      expect(row.map((value) => value !== null)).toEqual(t.map((time) => time <= intervals[k]))
    })
    expect(cycle.slopes.slope.length).toBe(t.length)
    // The flank's steepest point: √2 · height/rise · e^−½ = 233 mV/ms, a little less over 0.06 widths.
    expect(cycle.shape.maxRise).toBeGreaterThan(205)
    expect(cycle.shape.maxRise).toBeLessThan(240)
  })

  it('fewer than 6 cycles have no halves', () => {
    expect(cycleOf(sampled(v, 0.05, 190)).halves).toBeNull()
  })

  it('more than 40 cycles are thinned for drawing, not for the numbers', () => {
    const many = cycleOf(sampled(train(peaksAt(90, 20, 0.5)), 0.1, 1840))
    expect(many.recorded.cycles.length).toBe(40)
    expect(many.numbers.length).toBe(89)
    expect(many.recorded.intervals.length).toBe(89)
  })
})

describe('what is left out, in words', () => {
  const peaks = peaksAt(14, 40, 1)
  const v = train(peaks)
  const used = (trace: VoltageTrace, options?: MeanCycleOptions) => {
    const { numbers, recorded } = cycleOf(trace, options)
    return { count: numbers.length, leftOut: recorded.leftOut }
  }

  it('cycles with missing samples', () => {
    const trace = sampled(v, 0.05, 600)
    const at = Math.round((peaks[5] + 15) / 0.05)
    trace.samples.fill(Number.NaN, at, at + 20)
    expect(used(trace)).toEqual({ count: 12, leftOut: ['1 cycle with missing samples'] })
  })

  it('a spike that is missing makes no long cycle', () => {
    const trace = sampled(v, 0.05, 600)
    trace.samples.fill(Number.NaN, Math.round((peaks[5] - 3) / 0.05), Math.round((peaks[5] + 3) / 0.05))
    const { count, leftOut } = used(trace)
    expect(count).toBe(11)
    expect(leftOut.join()).toMatch(/^1 cycle with missing samples$/)
  })

  it('an artefact between spikes, one on a spike, and one that is far higher than they are', () => {
    const trace = sampled(v, 0.05, 600, 0.1)
    trace.samples[Math.round((peaks[3] + 20) / 0.05)] += 25
    trace.samples[Math.round((peaks[5] + 0.5) / 0.05)] += 30
    trace.samples[Math.round((peaks[8] + 20) / 0.05)] += 400
    trace.samples[Math.round((peaks[8] + 20) / 0.05) + 1] += 380
    expect(used(trace)).toEqual({ count: 10, leftOut: ['3 cycles with an artefact'] })
  })

  it('a doublet, with the interval that it leaves', () => {
    const { count, leftOut } = used(sampled(train([...peaks, peaks[6] + 8].sort((a, b) => a - b)), 0.05, 600))
    expect(leftOut).toContain('1 doublet')
    expect(count).toBeGreaterThanOrEqual(12)
  })

  it('a pause, and the first cycle after it', () => {
    const late = peaks.map((p, k) => (k < 7 ? p : p + 300))
    expect(used(sampled(train(late), 0.05, 900))).toEqual({
      count: 11,
      leftOut: ['1 first cycle after a pause or the onset', '1 pause'],
    })
  })

  it('cycles that are not within a stimulus, and the first one within it', () => {
    const stimulus = { from: peaks[2] + 10, to: peaks[10] + 10 }
    expect(used(sampled(v, 0.05, 600), { stimulus })).toEqual({
      count: 6,
      leftOut: ['6 cycles outside the stimulus', '1 first cycle after a pause or the onset'],
    })
  })
})

describe('steadiness', () => {
  it('a regular train is steady', () => {
    const { steadiness, doubts } = cycleOf(sampled(train(peaksAt(20, 40, 1.5)), 0.05, 860, 0.2))
    expect(steadiness.cv).toBeLessThan(0.06)
    for (const { z } of steadiness.trends) expect(Math.abs(z)).toBeLessThan(3.5)
    expect(doubts).toEqual([])
  })

  it('intervals that grow from one to the next are a drift', () => {
    let [at, interval] = [20, 25]
    const peaks = Array.from({ length: 20 }, () => {
      at += interval
      interval *= 1.04
      return at
    })
    const { steadiness, doubts } = cycleOf(sampled(train(peaks), 0.05, at + 40))
    const trend = steadiness.trends.find(({ name }) => name === 'interval')!
    // Ten cycles lie between the middles of the halves: 10 · ln 1.04 = 0.39, a little less for 19 cycles.
    expect(trend.change).toBeGreaterThan(0.33)
    expect(trend.change).toBeLessThan(0.42)
    expect(doubts.map(({ check }) => check)).toContain('drift-interval')
  })

  it('intervals that vary much are said', () => {
    const { doubts } = cycleOf(sampled(train(peaksAt(20, 60, 20, 30, 4)), 0.05, 1300))
    expect(doubts.map(({ check }) => check)).toContain('variation')
  })

  it('troughs that are cut off, and coarse steps, are said', () => {
    const trace = sampled(train(peaksAt(12, 40, 1)), 0.05, 500)
    const cut = { ...trace, samples: trace.samples.map((x) => Math.max(x, -60)) }
    expect(cycleOf(cut).doubts.map(({ check }) => check)).toContain('clippedTroughs')
    const coarse = { ...trace, samples: trace.samples.map((x) => Math.round(x)) }
    expect(cycleOf(coarse).doubts.map(({ check }) => check)).toEqual(['coarseSteps'])
  })
})
