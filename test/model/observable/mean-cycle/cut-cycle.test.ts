import { describe, expect, it } from 'vitest'
import {
  cutCycle,
  ownLevel,
  writeCycleNumbers,
  writePotential,
} from '../../../../src-main/model/observable/mean-cycle/cut-cycle.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import type { TracedCycle } from '../../../../src-main/model/spike-cycle.ts'
import { cycleNumbers, nodeTimes } from '../../../../src-main/signal/mean-cycle/nodes.ts'

/** ms; two spikes, and between them a slow way up: smooth, with all derivatives. */
const interval = 40
const curve = (t: number): number =>
  -60 +
  0.2 * t +
  95 * Math.exp(-(((t - 5) / 0.9) ** 2)) +
  95 * Math.exp(-(((t - 5 - interval) / 0.9) ** 2)) -
  6 * Math.sin((2 * Math.PI * t) / interval)

/** Samples at uneven steps of this size and up to 60 % more. */
function traced(step: number, to = 5.4 + interval, of = curve): TracedCycle {
  const random = createRandom(3)
  const t: number[] = []
  for (let at = 2; at < to; at += step * (1 + 0.6 * random.uniform())) t.push(at)
  return { count: t.length, t, v: t.map(of) }
}

function crossing(low: number, high: number, level: number): number {
  const rises = curve(high) > curve(low)
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    if (curve(middle) < level === rises) low = middle
    else high = middle
  }
  return low
}

const level = -10
const begin = crossing(3, 5, level)
const fall = crossing(5, 7, level)
const end = crossing(3 + interval, 5 + interval, level)

/** Largest error of the numbers by samples of this step: of ln(interval), and of the potential (mV). */
function errors(step: number): { interval: number; potential: number } {
  const out = new Float64Array(cycleNumbers)
  const cut = writeCycleNumbers(traced(step), level, 1, out, 0)
  expect(cut).not.toBeNull()
  const times = new Float64Array(cycleNumbers - 1)
  nodeTimes(1, end - begin, times)
  let potential = 0
  times.forEach((time, k) => {
    potential = Math.max(potential, Math.abs(out[k + 1] - curve(begin + time)))
  })
  return { interval: Math.abs(out[0] - Math.log(end - begin)), potential }
}

describe('the numbers of a traced cycle', () => {
  it('are those of the curve, by an interpolation of third order at least', () => {
    const [coarse, fine] = [errors(0.1), errors(0.025)]
    // 4³ = 64 times smaller; the crossing’s error goes with the interpolation’s, over a slope of 90 mV/ms.
    expect(fine.potential).toBeLessThan(coarse.potential / 30)
    expect(fine.potential).toBeLessThan(0.01)
    expect(coarse.potential).toBeLessThan(0.6)
    expect(fine.interval).toBeLessThan(1e-5)
  })

  it('cut where the curve rises, falls and rises through the level', () => {
    const cut = cutCycle(traced(0.02), level)
    expect(cut?.begin).toBeCloseTo(begin, 5)
    expect(cut?.fall).toBeCloseTo(fall, 5)
    expect(cut?.end).toBeCloseTo(end, 5)
  })

  it('go by the cycle’s own width where none is given', () => {
    const [own, given] = [new Float64Array(cycleNumbers), new Float64Array(cycleNumbers)]
    writeCycleNumbers(traced(0.02), level, null, own, 0)
    writeCycleNumbers(traced(0.02), level, fall - begin, given, 0)
    own.forEach((x, j) => {
      // 150 mV/ms at most, and a width that is known to 1e-5 ms.
      expect(Math.abs(x - given[j])).toBeLessThan(2e-3)
    })
  })

  it('are written where they are asked for, in single precision too', () => {
    const out = new Float32Array(cycleNumbers + 3).fill(7)
    const plain = new Float64Array(cycleNumbers)
    writeCycleNumbers(traced(0.05), level, 1, out, 2)
    writeCycleNumbers(traced(0.05), level, 1, plain, 0)
    expect([out[0], out[1], out[cycleNumbers + 2]]).toEqual([7, 7, 7])
    expect(Array.from(out.subarray(2, 2 + cycleNumbers))).toEqual(Array.from(Float32Array.from(plain)))
  })

  it('are none where the level is not crossed twice', () => {
    const out = new Float64Array(cycleNumbers)
    for (const nowhere of [80, -90]) expect(writeCycleNumbers(traced(0.05), nowhere, 1, out, 0)).toBeNull()
    expect(cutCycle(traced(0.05, 20), level)).toBeNull()
    expect(cutCycle(traced(0.05, 4.2 + interval), level)).toBeNull()
    expect(cutCycle({ count: 0, t: [], v: [] }, level)).toBeNull()
  })

  it('of a level halfway from trough to peak', () => {
    const cycle = traced(0.01)
    const v = Array.from(cycle.v)
    expect(ownLevel(cycle)).toBeCloseTo((Math.max(...v) + Math.min(...v)) / 2, 10)
    // What lies behind the count is of another cycle.
    expect(ownLevel({ ...cycle, count: 3 })).toBeCloseTo((v[0] + v[2]) / 2, 1)
  })
})

it('potentials are taken at times in any order, and at the ends beyond them', () => {
  const cycle = traced(0.02)
  const cut = cutCycle(cycle, level)!
  const times = [12, 3, 30, -0.4, 0.9, 1e3, -1e3]
  const out: number[] = []
  writePotential(cycle, cut, times, out, 0)
  for (let k = 0; k < 5; k++) expect(out[k]).toBeCloseTo(curve(begin + times[k]), 2)
  expect(out[5]).toBe(cycle.v[cycle.count - 1])
  expect(out[6]).toBe(cycle.v[0])
})
