import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addPoint,
  type CommandLine,
  cornersOf,
  lineOf,
  movePoint,
  placeAfter,
  pointsOf,
  removePoint,
} from '../../src-renderer/lib/command-points.ts'
import { readSegments, typedSegments } from '../../src-renderer/lib/drawn-command.ts'

const length = 1000
const step = (from: number, to: number, current: number) => ({
  from,
  to,
  start: current,
  end: current,
  ramp: false,
})
const ramp = (from: number, to: number, start: number, end: number) => ({ from, to, start, end, ramp: true })
const time = fc.integer({ min: 0, max: length })
const current = fc.integer({ min: -300, max: 300 })
const stretch = fc
  .tuple(time, time, current, current, fc.boolean())
  .filter(([a, b]) => Math.abs(a - b) >= 1)
  .map(([a, b, start, end, free]) =>
    free ? ramp(Math.min(a, b), Math.max(a, b), start, end) : step(Math.min(a, b), Math.max(a, b), start),
  )
const parts = fc.array(stretch, { maxLength: 5 })
const line = parts.map((some) => lineOf(20, length, some))
const place = fc.record({ time, current })
const seed = 20261129

const read = (of: CommandLine) =>
  readSegments({ holding: '20', length: '1000', segments: typedSegments(of.stretches) })

/** Current of the drawn line at a time that is no corner. */
function drawnAt(of: CommandLine, at: number): number {
  const corners = cornersOf(of)
  const i = corners.findIndex(({ x }, k) => x <= at && (corners[k + 1]?.x ?? -1) > at)
  const [a, b] = [corners[i], corners[i + 1]]
  return a.y + ((b.y - a.y) * (at - a.x)) / (b.x - a.x)
}

function expectInOrder({ stretches }: CommandLine): void {
  stretches.forEach(({ from, to }, i) => {
    expect(from).toBeGreaterThanOrEqual(stretches[i - 1]?.to ?? 0)
    expect(to).toBeGreaterThan(from)
    expect(to).toBeLessThanOrEqual(length)
  })
}

describe('a command that is drawn', () => {
  it('is the command that is typed: later stretches lie over earlier ones in both', () => {
    fc.assert(
      fc.property(parts, (some) => {
        const segments = typedSegments(some)
        const { command, line: drawn } = readSegments({ holding: '20', length: '1000', segments })
        expectInOrder(drawn!)
        // Samples halfway between whole ms, where no corner lies; a ramp is at most 320 pA in 1 ms.
        command!.current.forEach((sample, i) => {
          const at = i * command!.interval
          if (!Number.isInteger(at)) expect(drawnAt(drawn!, at)).toBeCloseTo(sample, 6)
        })
      }),
      { seed, numRuns: 60 },
    )
  })

  it('is typed back without a loss', () => {
    fc.assert(
      fc.property(line, (of) => {
        for (const { x, y } of cornersOf(of))
          expect([Number.isFinite(x), Number.isFinite(y)]).toEqual([true, true])
        const again = read(of).line!
        expect(again.stretches).toHaveLength(of.stretches.length)
        // Six significant digits are typed.
        again.stretches.forEach((one, i) => {
          expect(one.start).toBeCloseTo(of.stretches[i].start, 2)
          expect(one.end).toBeCloseTo(of.stretches[i].end, 2)
          expect(one.ramp).toBe(of.stretches[i].ramp)
        })
      }),
      { seed },
    )
  })

  it('keeps its order and its steps wherever a point is moved, and can be typed', () => {
    fc.assert(
      fc.property(line, place, fc.nat(20), (of, to, k) => {
        const points = pointsOf(of)
        fc.pre(points.length > 0)
        const next = movePoint(of, points[k % points.length], to)
        expectInOrder(next)
        expect(next.stretches.map((one) => one.ramp)).toEqual(of.stretches.map((one) => one.ramp))
        for (const { ramp: free, start, end } of next.stretches) if (!free) expect(end).toBe(start)
        expect(read(next).wrong).toEqual({})
      }),
      { seed },
    )
  })

  it('goes where a point is dragged, and back to what it was', () => {
    const of = lineOf(0, length, [step(100, 600, 50)])
    const [, end] = pointsOf(of)
    const next = movePoint(of, end, { time: 700, current: 80 })
    expect(next.stretches).toEqual([step(100, 700, 80)])
    expect(movePoint(next, pointsOf(next)[1], end)).toEqual(of)
  })

  it('keeps together what is joined: a trapezium stays one', () => {
    const of = lineOf(0, length, [ramp(100, 200, 0, 90), step(200, 500, 90), ramp(500, 700, 90, 0)])
    expect(pointsOf(of).map((one) => [one.time, one.current])).toEqual([
      [100, 0],
      [200, 90],
      [500, 90],
      [700, 0],
    ])
    for (const k of [1, 2]) {
      const { time } = pointsOf(of)[k]
      const next = movePoint(of, pointsOf(of)[k], { time, current: 40 })
      expect(next.stretches).toEqual([ramp(100, 200, 0, 40), step(200, 500, 40), ramp(500, 700, 40, 0)])
    }
  })

  it('moves the edge between two steps as one, and each step by itself', () => {
    const of = lineOf(0, length, [step(100, 300, 50), step(300, 600, -50)])
    expect(pointsOf(of)).toHaveLength(4)
    const next = movePoint(of, pointsOf(of)[2], { time: 350, current: -80 })
    expect(next.stretches).toEqual([step(100, 350, 50), step(350, 600, -80)])
  })

  it('stops at what is beside it, at its ends and at the largest current', () => {
    const of = lineOf(0, length, [step(100, 300, 50), step(400, 600, -50)])
    const to = (k: number, time: number) => movePoint(of, pointsOf(of)[k], { time, current: 1e9 }).stretches
    expect(to(0, -50)[0]).toEqual(step(0, 300, 1e5))
    expect(to(0, 900)[0].from).toBe(299.5)
    expect(to(1, 900)[0].to).toBe(400)
    expect(to(2, 0)[1].from).toBe(300)
    expect(to(3, 5000)[1].to).toBe(length)
  })

  it('takes a point on a stretch, and is what it was without it', () => {
    fc.assert(
      fc.property(line, time, (of, at) => {
        const on = of.stretches.find(({ from, to }) => at - from >= 1 && to - at >= 1)
        fc.pre(on !== undefined)
        const level = on!.start + ((on!.end - on!.start) * (at - on!.from)) / (on!.to - on!.from)
        const more = addPoint(of, { time: at, current: level })
        expectInOrder(more)
        expect(more.stretches).toHaveLength(of.stretches.length + 1)
        const point = pointsOf(more).find(
          (one) => one.time === at && one.before !== null && one.after !== null,
        )
        const back = removePoint(more, point!)
        expect(cornersOf(back)).toEqual(cornersOf(of))
      }),
      { seed },
    )
  })

  it('takes a step where there is none, as long as there is room', () => {
    const of = lineOf(0, length, [step(300, 600, 50)])
    expect(addPoint(of, { time: 100, current: -20 }).stretches[0]).toEqual(step(100, 200, -20))
    expect(addPoint(of, { time: 250, current: -20 }).stretches[0]).toEqual(step(250, 300, -20))
    expect(addPoint(of, { time: 990, current: -20 }).stretches[1]).toEqual(step(990, 1000, -20))
    const full = lineOf(0, length, [step(0, length, 5)])
    expect(addPoint(full, { time: 0.2, current: 9 })).toBe(full)
    expect(removePoint(of, pointsOf(of)[1]).stretches).toEqual([])
  })

  it('finds a place for one more point behind each one, as long as there is one', () => {
    fc.assert(
      fc.property(line, fc.nat(20), (of, k) => {
        const points = pointsOf(of)
        const point = points[k % Math.max(1, points.length)]
        const place = placeAfter(of, point, 50)
        const stretch = of.stretches[point?.after ?? point?.before ?? 0]
        fc.pre(stretch === undefined || stretch.to - stretch.from >= 2)
        const next = addPoint(of, place)
        expectInOrder(next)
        if (point?.after != null || !point) expect(next.stretches.length).toBe(of.stretches.length + 1)
      }),
      { seed },
    )
  })
})
