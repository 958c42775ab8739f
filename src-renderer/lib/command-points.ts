import type { Point } from '../../src-main/figures/scale/thin.ts'
import { niceStep } from '../../src-main/figures/scale/ticks.ts'

/** A segment of a command, ms and pA: a step has a constant current, a ramp goes from one to another. */
export interface Stretch {
  from: number
  to: number
  start: number
  end: number
  /** Both ends are independent, even where they are equal. */
  ramp: boolean
}

/** A command as a polyline: non-overlapping segments in order of time, with the holding current between them. */
export interface CommandLine {
  /** pA */
  holding: number
  /** ms */
  length: number
  stretches: readonly Stretch[]
}

/** A movable point: an end of a segment, or where one ends and the next begins at the same current. */
export interface CommandPoint {
  time: number
  current: number
  /** Indices of the segments that end and begin there; null where there is none. */
  before: number | null
  after: number | null
}

export interface Place {
  time: number
  current: number
}

/** Minimum length of a segment, ms: one bin of the integrate-and-fire model. */
const least = 0.5
/** Maximum current that the API accepts, pA. */
const largest = 1e5
/** Length of an inserted segment, as a share of the command. */
const newShare = 0.1

/** The polyline of segments, where later ones overwrite earlier ones. */
export function lineOf(holding: number, length: number, parts: readonly Stretch[]): CommandLine {
  const stretches = parts.reduce<Stretch[]>(
    (under, part) => [...under.flatMap((one) => outside(one, part)), part],
    [],
  )
  return { holding, length, stretches: stretches.sort((a, b) => a.from - b.from) }
}

/** What remains of a segment beside another one. */
function outside(one: Stretch, { from, to }: Stretch): Stretch[] {
  if (one.to <= from || one.from >= to) return [one]
  return [
    ...(one.from < from ? [{ ...one, to: from, end: currentAt(one, from) }] : []),
    ...(one.to > to ? [{ ...one, from: to, start: currentAt(one, to) }] : []),
  ]
}

function currentAt({ from, to, start, end }: Stretch, time: number): number {
  return start + ((end - start) * (time - from)) / (to - from)
}

/** All vertices of the polyline as drawn, including those at the holding current. */
export function cornersOf({ holding, length, stretches }: CommandLine): Point[] {
  const corners: Point[] = []
  let at = 0
  for (const { from, to, start, end } of stretches) {
    if (from > at) corners.push({ x: at, y: holding }, { x: from, y: holding })
    corners.push({ x: from, y: start }, { x: to, y: end })
    at = to
  }
  if (at < length) corners.push({ x: at, y: holding }, { x: length, y: holding })
  return corners
}

/** The movable points, in order of time. */
export function pointsOf({ stretches }: CommandLine): CommandPoint[] {
  return stretches.flatMap(({ from, to, start, end }, i) => {
    const next = joined(stretches, i) ? i + 1 : null
    const first = { time: from, current: start, before: null, after: i }
    const last = { time: to, current: end, before: i, after: next }
    return i > 0 && joined(stretches, i - 1) ? [last] : [first, last]
  })
}

/** Whether a segment joins the next one without a jump. */
function joined(stretches: readonly Stretch[], i: number): boolean {
  const [one, next] = [stretches[i], stretches[i + 1]]
  return i >= 0 && next !== undefined && one.to === next.from && one.end === next.start
}

/**
 * Moves a point together with what it is joined to: a boundary between two segments in time, a joined pair of currents,
 * both ends of a step. A point stops at its neighbours and at the ends of the command.
 */
export function movePoint(line: CommandLine, { time, before, after }: CommandPoint, to: Place): CommandLine {
  const moved = line.stretches.map((one) => ({ ...one }))
  if (before !== null) level(line.stretches, moved, before, 'end', to.current)
  if (after !== null) level(line.stretches, moved, after, 'start', to.current)
  const left = before ?? (after && moved[after - 1].to === time ? after - 1 : null)
  const right = after ?? (before !== null && moved[before + 1]?.from === time ? before + 1 : null)
  const lowest = left !== null ? moved[left].from + least : right ? moved[right - 1].to : 0
  const highest = right !== null ? moved[right].to - least : (moved[(left ?? -1) + 1]?.from ?? line.length)
  const at = Math.min(Math.max(lowest, highest), Math.max(lowest, to.time))
  if (left !== null) moved[left].to = at
  if (right !== null) moved[right].from = at
  return { ...line, stretches: moved }
}

/** Sets the current at an end of a segment; of a step, both its ends, and whatever is joined to its other end. */
function level(
  stretches: readonly Stretch[],
  moved: Stretch[],
  i: number,
  side: 'start' | 'end',
  current: number,
): void {
  const within = Math.min(largest, Math.max(-largest, current))
  moved[i][side] = within
  if (moved[i].ramp) return
  const [other, next] = side === 'start' ? (['end', i + 1] as const) : (['start', i - 1] as const)
  moved[i][other] = within
  if (joined(stretches, Math.min(i, next))) level(stretches, moved, next, side, within)
}

/**
 * Inserts a point: within a segment it splits it into ramps through the point, elsewhere it begins a step of that
 * current, of at most a tenth of the command, if there is room. Without room the polyline is unchanged.
 */
export function addPoint(line: CommandLine, { time, current }: Place): CommandLine {
  const { length, stretches } = line
  const on = stretches.findIndex(({ from, to }) => time > from && time < to)
  const one = stretches[on]
  if (one) {
    if (time - one.from < least || one.to - time < least) return line
    const parts = [
      { ...one, to: time, end: current, ramp: true },
      { ...one, from: time, start: current, ramp: true },
    ]
    return { ...line, stretches: stretches.toSpliced(on, 1, ...parts) }
  }
  const place = stretches.filter(({ to }) => to <= time).length
  const gap = { from: stretches[place - 1]?.to ?? 0, to: stretches[place]?.from ?? length }
  if (gap.to - gap.from < least) return line
  const long = Math.max(least, Math.min(gap.to - gap.from, newShare * length))
  const from = Math.max(gap.from, Math.min(time, gap.to - least))
  const step = { from, to: Math.min(gap.to, from + long), start: current, end: current, ramp: false }
  return { ...line, stretches: stretches.toSpliced(place, 0, step) }
}

/** Removes a point: joined segments are merged; at a free end its segment is removed. */
export function removePoint(line: CommandLine, { before, after }: CommandPoint): CommandLine {
  const { stretches } = line
  if (before === null || after === null)
    return { ...line, stretches: stretches.toSpliced(before ?? after ?? 0, 1) }
  const { from, start } = stretches[before]
  const { to, end } = stretches[after]
  return {
    ...line,
    stretches: stretches.toSpliced(before, 2, { from, to, start, end, ramp: start !== end }),
  }
}

/**
 * Position for an additional point after a given one: the middle of the segment that begins there, else the free space
 * up to the next one, else the middle of the segment that ends there. Without a point, the free space at the beginning.
 */
export function placeAfter(line: CommandLine, point: CommandPoint | undefined, current: number): Place {
  const { length, stretches } = line
  const from = point?.time ?? 0
  const begins = stretches.find((one) => one.from === from)
  const free = (stretches.find((one) => one.from > from)?.from ?? length) - from
  const on = point && (begins ?? (free < least ? stretches[point.before ?? 0] : undefined))
  if (!on) return { time: rounded(from + free / 3, free), current: point?.current ?? current }
  const time = rounded((on.from + on.to) / 2, on.to - on.from)
  return { time, current: rounded(currentAt(on, time), Math.abs(on.end - on.start)) }
}

/** Rounds to within a hundredth of a range; unchanged where the range is 0. */
export function rounded(value: number, range: number): number {
  const step = niceStep(range, 100)
  return range > 0 ? Number((Math.round(value / step) * step).toPrecision(10)) : value
}

/** Index of the nearest point, in fractions of the command's length and of a range of currents. */
export function nearestPoint(line: CommandLine, { time, current }: Place, range: number): number {
  const far = (one: CommandPoint): number =>
    Math.hypot((one.time - time) / line.length, (one.current - current) / range)
  return pointsOf(line).reduce((best, one, i, all) => (far(one) < far(all[best]) ? i : best), 0)
}
