import { describe, expect, it } from 'vitest'
import { hodgkinHuxley } from '../../../../src-main/model/dynamics/hodgkin-huxley/hodgkin-huxley.ts'
import {
  fillTable,
  gates,
  tableBytes,
} from '../../../../src-main/model/dynamics/hodgkin-huxley/kernel/gate-table.ts'
import { createHodgkinHuxleyKernel } from '../../../../src-main/model/dynamics/hodgkin-huxley/kernel/hodgkin-huxley-kernel.ts'
import { createReferenceTracer } from '../../../../src-main/model/dynamics/hodgkin-huxley/reference-tracer.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { sampleQuantile } from '../../../support/statistics.ts'
import { type Cycle, crossings, drawCells, halfway, potentialAt, tracesOf } from './cells.ts'

const longest = 1000
const size = 8
const kernel = createHodgkinHuxleyKernel()!
const n = 1000
const rows = drawCells(n, createRandom(21))
const reference = tracesOf(createReferenceTracer(), rows, longest)
const traced = tracesOf(kernel, rows, longest)

/** Largest difference of the potentials, mV, each half of the cycle counted from its own crossing of the level. */
function difference(a: Cycle, b: Cycle, level: number): number {
  const [from, to] = [crossings(a, level), crossings(b, level)]
  const interval = Math.min(from[1] - from[0], to[1] - to[0])
  let most = 0
  for (let i = 0; i <= 200; i++)
    for (const side of [0, 1]) {
      const time = (side === 0 ? i : -i) * (interval / 400)
      most = Math.max(most, Math.abs(potentialAt(a, from[side] + time) - potentialAt(b, to[side] + time)))
    }
  return most
}

describe('the SIMD kernel of the spike cycle', () => {
  const fires = reference.flatMap((a, k) => (a && traced[k] ? [{ a, b: traced[k] }] : []))

  it('is the neuron’s', () => {
    expect(hodgkinHuxley.spikeCycles!.kernel()?.kind).toBe('kernel')
  })

  it('says of as good as every draw of the prior what the reference says', () => {
    const other = reference.filter((cycle, k) => (cycle === null) !== (traced[k] === null)).length
    // A cell on the border of firing may fall to either side, one in some thousand.
    expect(other / n).toBeLessThanOrEqual(0.005)
    expect(fires.length).toBeGreaterThan(200)
  })

  it('has the reference’s potentials and intervals', () => {
    const intervals = fires.map(({ a, b }) => {
      const level = halfway(a)
      const [from, to] = [crossings(a, level), crossings(b, level)]
      const own = from[1] - from[0]
      const off = Math.abs(to[1] - to[0] - own)
      expect(off < 0.02 || off / own < 3e-4).toBe(true)
      return off / own
    })
    // Measured: 1e-6 in the median and 1e-5 at worst, of single precision and the table. A tenth of the scheme's own error.
    expect(sampleQuantile(intervals, 0.5)).toBeLessThan(5e-6)
    const potentials = fires.map(({ a, b }) => difference(a, b, halfway(a)))
    // Mostly straight lines between other samples.
    expect(Math.max(...potentials)).toBeLessThan(0.1)
    expect(sampleQuantile(potentials, 0.5)).toBeLessThan(0.02)
  })

  it('gives a cell the same numbers whatever its lane and its company', () => {
    for (const k of [0, 1, 7, 8, 313, 999]) {
      const alone = tracesOf(kernel, rows.slice(size * k, size * (k + 1)), longest)
      expect(alone).toEqual([traced[k]])
    }
  })

  it.each([0, 1, 3, 4, 5, 8, 9, 50])('visits each of %i rows once, and reads no further', (few) => {
    const seen: number[] = []
    kernel.trace(rows, few, longest, (row, cycle) => {
      seen.push(row)
      expect(cycle === null).toBe(traced[row] === null)
    })
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: few }, (_, k) => k))
  })

  it('takes another longest interval for each call', () => {
    const short = tracesOf(kernel, rows.slice(0, 100 * size), 20)
    const long = tracesOf(createReferenceTracer(), rows.slice(0, 100 * size), 20)
    expect(short.map((cycle) => cycle === null)).toEqual(long.map((cycle) => cycle === null))
    expect(short.filter((cycle) => cycle !== null).length).toBeGreaterThan(0)
  })

  it('does not let a row that is no number, or far beyond every table, spoil the others', () => {
    const spoilt = rows.slice(0, 16 * size)
    spoilt.fill(Number.NaN, 3 * size, 4 * size)
    spoilt[5 * size + 6] = 1e6
    spoilt[6 * size + 7] = -1e6
    const found = tracesOf(kernel, spoilt, longest)
    expect(found[3]).toBeNull()
    found.forEach((cycle, k) => {
      if (![3, 5, 6].includes(k)) expect(cycle).toEqual(traced[k])
    })
  })

  it('leaves a cycle too long for its memory to the reference', () => {
    // Its interval is some seconds.
    const slow = Float64Array.of(15, 4, 1e-5, 0.004, -45, 0.6, 50, -90)
    const [a] = tracesOf(createReferenceTracer(), slow, 100_000)
    expect(a!.t.length).toBeGreaterThan(8192)
    const both = Float64Array.of(...slow, ...rows.slice(0, size))
    expect(tracesOf(kernel, both, 100_000)[0]).toEqual(a)
  })
})

describe('the table of the gates', () => {
  it('is right to a relative 4e-5 everywhere, and to a twentieth of that on average', () => {
    const table = new Float32Array(tableBytes / 4)
    fillTable(table)
    const exact = new Float64Array(6)
    const off: number[] = []
    for (let i = 0; i < 6144; i += 7)
      for (const within of [-0.49, -0.2, 0, 0.3, 0.49]) {
        gates(-160 + (i + within) / 16, exact)
        exact.forEach((x, j) => {
          off.push((table[16 * i + j] + within * table[16 * i + 8 + j]) / x - 1)
        })
      }
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(4e-5)
    expect(Math.abs(off.reduce((sum, x) => sum + x, 0) / off.length)).toBeLessThan(2e-6)
  })
})
