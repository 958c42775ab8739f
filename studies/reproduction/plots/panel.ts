import type { Range } from '../../../src-main/figures/scale/range.ts'
import { niceStep, niceTicks, tickText } from '../../../src-main/figures/scale/ticks.ts'
import { colours, lines, text } from './svg.ts'

/** One axis of a panel. */
export interface Axis {
  range: Range
  /** The quantity, with its unit. */
  title: string
  /** Whether the scale is logarithmic. */
  log?: boolean
  /** Ticks instead of round values. */
  ticks?: readonly number[]
}

export interface Panel {
  left: number
  top: number
  width: number
  height: number
  x: Axis
  y: Axis
}

/** Position of a value in the drawing. */
export interface Scales {
  x(value: number): number
  y(value: number): number
}

export function scalesOf({ left, top, width, height, x, y }: Panel): Scales {
  const share = ({ range, log }: Axis, value: number): number =>
    log
      ? Math.log(value / range.from) / Math.log(range.to / range.from)
      : (value - range.from) / (range.to - range.from)
  return {
    x: (value) => left + width * share(x, value),
    y: (value) => top + height * (1 - share(y, value)),
  }
}

/** Frame, ticks and titles of a panel. */
export function panelFrame(panel: Panel): string[] {
  const { left, top, width, height, x, y } = panel
  const scales = scalesOf(panel)
  const bottom = top + height
  const across = ticksOf(x, width / 70).map(({ value, name }) => ({ at: scales.x(value), name }))
  const up = ticksOf(y, height / 45).map(({ value, name }) => ({ at: scales.y(value), name }))
  const colour = colours.soft
  return [
    lines(
      up.map(({ at }) => [left, at, left + width, at]),
      { colour: colours.grid },
    ),
    lines(
      [
        [left, top, left, bottom],
        [left, bottom, left + width, bottom],
        ...across.map(({ at }) => [at, bottom, at, bottom + 4]),
      ],
      { colour },
    ),
    ...across.map(({ at, name }) => text(at, bottom + 17, name, { anchor: 'middle', colour })),
    ...up.map(({ at, name }) => text(left - 6, at + 4, name, { anchor: 'end', colour })),
    text(left + width / 2, bottom + 34, x.title, { anchor: 'middle' }),
    text(left - 48, top + height / 2, y.title, { anchor: 'middle', upwards: true }),
  ]
}

/** About `count` round values with their labels; 1, 2, 5 · 10ⁿ on a logarithmic axis. */
export function ticksOf(axis: Axis, count: number): { value: number; name: string }[] {
  const { range, log } = axis
  const values = axis.ticks ?? (log ? logTicks(range) : niceTicks(range, count))
  const step = values.length > 1 ? values[1] - values[0] : niceStep(range.to - range.from, count)
  const name = (value: number): string =>
    log ? value.toLocaleString('en-US', { maximumFractionDigits: 9 }) : tickText(value, step)
  return values.map((value) => ({ value, name: name(value) }))
}

/** 1, 2 and 5 times powers of ten; more where that leaves fewer than three. */
function logTicks({ from, to }: Range): number[] {
  const of = (digits: readonly number[]): number[] => {
    const values: number[] = []
    for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
      for (const digit of digits) values.push(Number((digit * 10 ** power).toPrecision(6)))
    }
    return values.filter((value) => value >= from * 0.999 && value <= to * 1.001)
  }
  const few = of([1, 2, 5])
  return few.length >= 3 ? few : of([1, 1.5, 2, 3, 4, 5, 7])
}
