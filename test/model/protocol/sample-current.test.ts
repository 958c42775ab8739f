import { describe, expect, it } from 'vitest'
import { createProtocol } from '../../../src-main/model/protocol/protocols.ts'
import { sampleCurrent } from '../../../src-main/model/protocol/sample-current.ts'

const dts = [0.1, 0.2 / 3, 0.025, 1 / 3]
const allSubsteps = [1, 2, 3, 4, 7]
const grids = dts.flatMap((dt) => allSubsteps.map((substeps) => ({ dt, substeps })))

/** 1 on the steps from `first` up to `last`, 0 elsewhere. */
function block(n: number, first: number, last: number): Float64Array {
  return new Float64Array(n).fill(1, first, last)
}

describe('a current step on the solver’s steps', () => {
  const step = createProtocol({ kind: 'steps', holding: 0, steps: [{ from: 50, to: 80, current: 1 }] })

  it.each(grids)('begins and ends where they do: dt $dt, substeps $substeps', ({ dt, substeps }) => {
    const points = Math.round(100 / dt) + 1
    const n = (points - 1) * substeps
    const current = sampleCurrent(step, { dt, points, substeps })!
    const expected = block(n, Math.round((50 / dt) * substeps), Math.round((80 / dt) * substeps))
    expect(current.start).toEqual(expected)
    expect(current.middle).toEqual(expected)
    expect(current.end).toEqual(expected)
  })

  it.each([
    { dt: 0.1, each: 1, tenths: 1 },
    { dt: 0.2 / 3, each: 3, tenths: 2 },
    { dt: 0.1 / 3, each: 3, tenths: 1 },
  ])('begins where a solver step begins, wherever rounding puts that: dt $dt', ({ dt, each, tenths }) => {
    const substeps = 2
    const count = 150
    const n = (count + 2) * each * substeps
    let off = 0
    for (let k = 1; k < count; k++) {
      // As people write it, 0.3: k · dt is not always the same number.
      const [from, to] = [k, k + 1].map((edge) => Number(`${edge * tenths}e-1`))
      if (k * each * dt !== from) off++
      const one = createProtocol({ kind: 'steps', holding: 0, steps: [{ from, to, current: 1 }] })
      const { start, middle, end } = sampleCurrent(one, { dt, points: n / substeps + 1, substeps })!
      const expected = block(n, k * each * substeps, (k + 1) * each * substeps)
      expect([start, middle, end]).toEqual([expected, expected, expected])
    }
    expect(off).toBeGreaterThan(5)
  })

  it('does so at the end of the longest grid', () => {
    const grid = { dt: 1 / 3, points: 100_000, substeps: 64 }
    const n = 99_999 * 64
    const [from, to] = [33_332, 33_333]
    const late = createProtocol({ kind: 'steps', holding: 0, steps: [{ from, to, current: 1 }] })
    const current = sampleCurrent(late, grid)!
    const expected = block(n, 3 * from * 64, 3 * to * 64)
    for (const side of [current.start, current.middle, current.end]) {
      expect(side.length).toBe(n)
      expect(side.findIndex((x, i) => x !== expected[i])).toBe(-1)
    }
  })

  it('hands over from one step to the next without a gap or both at once', () => {
    for (const { dt, substeps } of grids) {
      const edges = [0, 10, 20, 30, 40, 50]
      const stairs = createProtocol({
        kind: 'steps',
        holding: 2,
        steps: edges.slice(0, -1).map((from, k) => ({ from, to: edges[k + 1], current: k + 1 })),
      })
      const points = Math.round(50 / dt) + 1
      const { start, middle, end } = sampleCurrent(stairs, { dt, points, substeps })!
      const each = Math.round(10 / dt) * substeps
      const expected = Float64Array.from(start, (_, i) => 3 + Math.floor(i / each))
      for (const side of [start, middle, end]) expect(side).toEqual(expected)
    }
  })

  it('that begins in the middle of a solver step is half there', () => {
    const { start, middle, end } = sampleCurrent(step, { dt: 4, points: 26, substeps: 1 })!
    expect([start[12], middle[12], end[12]]).toEqual([0, 0.5, 1])
    expect([start[13], middle[13], end[13]]).toEqual([1, 1, 1])
    expect([start[19], middle[19], end[19]]).toEqual([1, 1, 1])
    expect([start[20], middle[20], end[20]]).toEqual([0, 0, 0])
  })

  it('that does not begin with a solver step is sampled where it is there', () => {
    const odd = createProtocol({ kind: 'steps', holding: 0, steps: [{ from: 1.2, to: 2.7, current: 1 }] })
    const { start, middle, end } = sampleCurrent(odd, { dt: 1, points: 5, substeps: 1 })!
    expect([...start]).toEqual([0, 0, 1, 0])
    expect([...middle]).toEqual([0, 1, 1, 0])
    expect([...end]).toEqual([0, 1, 0, 0])
  })
})

describe('a current ramp on the solver’s steps', () => {
  const ramp = createProtocol({
    kind: 'ramps',
    holding: -1,
    ramps: [{ from: 50, to: 80, start: 2, end: 8 }],
  })

  it.each(grids)('is linear and ends with its last value: dt $dt, substeps $substeps', ({ dt, substeps }) => {
    const points = Math.round(100 / dt) + 1
    const { start, middle, end } = sampleCurrent(ramp, { dt, points, substeps })!
    const [first, last] = [50, 80].map((t) => Math.round((t / dt) * substeps))
    const at = (i: number): number => 1 + (6 * (i - first)) / (last - first)
    const [worstStart, worstMiddle, worstEnd] = [start, middle, end].map((side, k) =>
      Math.max(...side.map((x, i) => Math.abs(x - (i >= first && i < last ? at(i + k / 2) : -1)))),
    )
    expect(worstStart).toBeLessThan(1e-13)
    expect(worstMiddle).toBeLessThan(1e-13)
    expect(worstEnd).toBeLessThan(1e-13)
  })
})

describe('where nothing is injected', () => {
  const grid = { dt: 0.1, points: 11, substeps: 2 }

  it('there is no current to sample', () => {
    expect(sampleCurrent(createProtocol({ kind: 'none' }), grid)).toBeNull()
    const zero = { kind: 'steps', holding: 0, steps: [{ from: 0, to: 1, current: 0 }] } as const
    expect(sampleCurrent(createProtocol({ ...zero, steps: [...zero.steps] }), grid)).toBeNull()
  })

  it('but the holding current, that is the current', () => {
    const held = createProtocol({
      kind: 'steps',
      holding: 0.7,
      steps: [{ from: 0, to: 1, current: 0 }],
    })
    const { start, middle, end } = sampleCurrent(held, grid)!
    for (const side of [start, middle, end]) expect([...side]).toEqual(new Array(20).fill(0.7))
  })
})
