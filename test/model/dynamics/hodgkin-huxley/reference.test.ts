import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { equations } from '../../../../src-main/model/dynamics/hodgkin-huxley/equations.ts'
import { hodgkinHuxley } from '../../../../src-main/model/dynamics/hodgkin-huxley/hodgkin-huxley.ts'
import {
  createReferenceTracer,
  currentsOf,
} from '../../../../src-main/model/dynamics/hodgkin-huxley/reference-tracer.ts'
import { rowOf } from '../../../../src-main/model/dynamics/hodgkin-huxley/row.ts'
import { traceCycle } from '../../../../src-main/model/dynamics/hodgkin-huxley/trace-cycle.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { sampleQuantile } from '../../../support/statistics.ts'
import { type Cycle, crossings, drawCells, halfway, potentialAt, tracesOf } from './cells.ts'

interface Recorded {
  row: number[]
  /** When SciPy's second and third spike rise through `level`, counted from the same start. */
  crossings: [number, number]
  level: number
  peak: number
  trough: number
  /** ms after the first crossing, and the potential there. */
  t: number[]
  v: number[]
}
const { cells } = JSON.parse(readFileSync(new URL('scipy-cycles.json', import.meta.url), 'utf8')) as {
  cells: Recorded[]
}
const longest = 1000

function traced(row: number[], scale = 1): Cycle {
  let cycle: Cycle = { t: [], v: [] }
  const fires = traceCycle(
    rowOf(row),
    longest,
    (t, v) => {
      cycle.t.push(t)
      cycle.v.push(v)
    },
    () => {
      cycle = { t: [], v: [] }
    },
    scale,
  )
  if (!fires) throw new Error('it does not fire')
  return cycle
}

/** How far off the potential is (rms, mV), each half of the cycle counted from its own crossing, and the interval, ms. */
function errors(cell: Recorded, scale = 1): { rms: number; interval: number; second: number } {
  const cycle = traced(cell.row, scale)
  const [first, last] = crossings(cycle, cell.level)
  const interval = cell.crossings[1] - cell.crossings[0]
  const squares = cell.t.map((t, i) => {
    const at = t < interval / 2 ? first + t : last - (interval - t)
    return (potentialAt(cycle, at) - cell.v[i]) ** 2
  })
  return {
    rms: Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length),
    interval: Math.abs(last - first - interval),
    second: Math.abs(first - cell.crossings[0]),
  }
}

describe('the reference tracer against SciPy (DOP853, tolerance 1e-11)', () => {
  it.each(cells.map((cell, k) => [k, cell] as const))('follows cell %i', (_, cell) => {
    const off = errors(cell)
    expect(off.rms).toBeLessThan(0.05)
    expect(off.interval).toBeLessThan(0.02)
    expect(off.second).toBeLessThan(0.02)
  })

  it('finds peak and trough', () => {
    for (const cell of cells) {
      const { v } = traced(cell.row)
      expect(Math.abs(Math.max(...v) - cell.peak)).toBeLessThan(0.1)
      expect(Math.abs(Math.min(...v) - cell.trough)).toBeLessThan(0.02)
    }
  })

  it('is four times as near with half the step: order 2', () => {
    const ratios = cells.map((cell) => errors(cell).interval / errors(cell, 0.5).interval)
    // Single cells scatter, where two terms of the error cancel.
    expect(sampleQuantile(ratios, 0.5)).toBeGreaterThan(3.2)
    expect(sampleQuantile(ratios, 0.5)).toBeLessThan(5.5)
  })
})

describe('the reference tracer', () => {
  const rows = drawCells(60, createRandom(4))
  const cycles = tracesOf(createReferenceTracer(), rows, longest)
  const fires = cycles.filter((cycle) => cycle !== null)

  it('visits every row once, null where it does not fire', () => {
    const seen: number[] = []
    createReferenceTracer().trace(rows, 60, longest, (row) => seen.push(row))
    expect(seen).toEqual(Array.from({ length: 60 }, (_, k) => k))
    expect(fires.length).toBeGreaterThan(10)
    expect(fires.length).toBeLessThan(50)
  })

  it('gives both upstrokes whole, and one peak between them', () => {
    cycles.forEach((cycle, k) => {
      if (!cycle) return
      const vT = rows[8 * k + 4]
      // It begins at the foot, which a trough above VT + 5 mV is too.
      expect(cycle.v[0]).toBeLessThan(vT + 20)
      expect(cycle.v[0]).toBeLessThan(halfway(cycle))
      expect(crossings(cycle, halfway(cycle))).toHaveLength(2)
      expect(cycle.v.at(-2)).toBeGreaterThan(cycle.v.at(-1)! - 0.01)
      for (let i = 1; i < cycle.t.length; i++) expect(cycle.t[i]).toBeGreaterThan(cycle.t[i - 1])
    })
  })

  it('says of a cell without drive, one in depolarization block and one slower than `longest` that they do not fire', () => {
    const firing = [15, 4, 0.03, 0.6, -45, 0.6, 50, -90]
    const changed = (at: number, value: number): number[] => firing.map((x, j) => (j === at ? value : x))
    const [cycle, ...silent] = [firing, changed(3, 0.01), changed(3, 200), changed(0, 0.5)].map(
      (row) => tracesOf(createReferenceTracer(), Float64Array.from(row), longest)[0],
    )
    expect(silent).toEqual([null, null, null])
    const [first, last] = crossings(cycle!, halfway(cycle!))
    const [row, short] = [Float64Array.from(firing), (last - first) * 0.99]
    expect(tracesOf(createReferenceTracer(), row, short)).toEqual([null])
    expect(tracesOf(createReferenceTracer(), row, short * 1.02)).not.toEqual([null])
  })
})

describe('the currents of a cycle', () => {
  it('add up to −C dV/dt', () => {
    for (const { row } of cells.slice(0, 10)) {
      const { cycle, currents } = currentsOf(row, longest)!
      expect(currents).toHaveLength(hodgkinHuxley.spikeCycles!.currents.length)
      for (let i = 1; i < cycle.count - 1; i++) {
        const [back, on] = [cycle.t[i] - cycle.t[i - 1], cycle.t[i + 1] - cycle.t[i]]
        const slopes = [(cycle.v[i] - cycle.v[i - 1]) / back, (cycle.v[i + 1] - cycle.v[i]) / on]
        const slope = (slopes[0] * on + slopes[1] * back) / (back + on)
        const sum = currents.reduce((total, current) => total + current[i], 0)
        // A difference quotient at steps of 1 mV is right to a hundredth of the largest current.
        expect(Math.abs(sum + slope)).toBeLessThan(0.02 * (1 + Math.abs(currents[0][i])) + 0.02)
      }
    }
  })

  it('flow in for sodium and out for potassium', () => {
    const { currents } = currentsOf(cells[0].row, longest)!
    expect(Array.from(currents[0]).every((i) => i <= 0)).toBe(true)
    expect(Array.from(currents[1]).every((i) => i >= 0)).toBe(true)
  })
})

describe('solve', () => {
  it('has the intervals of the reference tracer', () => {
    const [dt, points] = [0.05, 8000]
    for (const { row, crossings: recorded, level } of cells.slice(0, 8)) {
      const v = new Float64Array(points)
      hodgkinHuxley.solve(row, row.slice(6), { dt, points, substeps: 2 }, null, v)
      const times = crossings({ t: Array.from(v, (_, i) => i * dt), v: Array.from(v) }, level)
      const interval = recorded[1] - recorded[0]
      if (times.length < 3) expect(interval).toBeGreaterThan(100)
      // From the second spike on; steps of 0.025 ms are right to about 0.1 %.
      else expect(Math.abs(times[2] - times[1] - interval) / interval).toBeLessThan(0.005)
    }
  })

  it('adds an injected current to the drive', () => {
    const theta = [15, 4, 0.03, 0.6, -45, 0.6]
    const a = new Float64Array(4)
    const without = new Float64Array(4)
    const b = new Float64Array(4)
    equations.linear([-60, 0.1, 0.5, 0.2], 0, theta, [50, -90], without, b)
    equations.linear([-60, 0.1, 0.5, 0.2], 1.5, theta, [50, -90], a, b)
    expect(a[0] - without[0]).toBeCloseTo(1.5, 12)
  })
})
