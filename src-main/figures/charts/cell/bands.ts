import type { Band } from '../../../contract/cells.ts'
import { rangeText } from '../../../contract/estimate-text.ts'
import type { Series } from '../../plot/plot-spec.ts'
import { byUncertainty, withUnit } from '../../scale/format.ts'
import { type ColorRole, faded } from '../../theme/theme.ts'

/** A 90 % band over x with its median; the lower edge has no line, the upper one fills down to it. */
export function bandWithMedian({ x, q05, q50, q95 }: Band, color: ColorRole = 'accent'): Series[] {
  const along = (y: readonly number[]) => x.map((at, i) => ({ x: at, y: y[i] }))
  return [
    { data: along(q05) },
    { data: along(q95), area: faded(color, 0.3) },
    { data: along(q50), line: { color, width: 2 } },
  ]
}

/** “12.4 mV, 90 % 11.8–13.1”; empty if there is no value. */
export function quantilesText(low: number, mid: number, high: number, unit: string | null): string {
  if (![low, mid, high].every(Number.isFinite)) return ''
  const text = (value: number): string => byUncertainty(value, high - low)
  return `${withUnit(text(mid), unit)}, 90 % ${rangeText(text(low), text(high))}`
}
