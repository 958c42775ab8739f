import { fixed } from '../../contract/numbers.ts'
import { withUnit } from './format.ts'
import { type Range, span } from './range.ts'
import { niceStep, tickDecimals } from './ticks.ts'

/** Approximate length of a bar as a share of the visible range. */
const share = 1 / 5

/** Length of a scale bar: the 1, 2 or 5 · 10ⁿ nearest, by ratio, to a fifth of the visible range, in its unit. */
export function barLength(shown: Range): number {
  return Number(niceStep(span(shown), 1 / share).toPrecision(1))
}

/** “50 ms”, from one second on “2 s”. @param length ms */
export function timeBarText(length: number): string {
  return length < 1000 ? barText(length, 'ms') : barText(length / 1000, 's')
}

/** “20 mV”, “0.5 model units”, “1 model unit”. */
export function barText(length: number, unit: string): string {
  return withUnit(fixed(length, tickDecimals(length)), length === 1 ? unit.replace(/\bunits$/, 'unit') : unit)
}
