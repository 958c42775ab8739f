import type { Doubt } from '../../contract/recordings.ts'
import { milliseconds } from '../../contract/units.ts'
import { type DecimalMark, readNumber } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import type { ColumnPlan } from './columns.ts'

/** Factors between units of time, where a column does not name its own. */
const betweenUnits = [1, 1000, 1e6, 1e9, 60, 60_000, 3600, 3_600_000]
const near = 0.01

/** A second column of times with other steps than the one in use: what stands beside it has another clock. */
export function otherTimes(plan: ColumnPlan, rows: readonly string[][], decimal: DecimalMark): Doubt[] {
  const { names, time, clock, byHand } = plan
  if (time === null || clock || byHand) return []
  const stepOf = (column: number): number => {
    const values = rows.map((row) => readNumber(row[column] ?? '', decimal)).filter((x) => !Number.isNaN(x))
    return values.length < 2 ? 0 : (values[values.length - 1] - values[0]) / (values.length - 1)
  }
  const own = stepOf(time)
  const other = names.findIndex(({ role }, j) => {
    const step = role === 'time' && j !== time ? stepOf(j) : 0
    if (!(step > 0 && own > 0) || step === 1) return false
    const [a, b] = [names[time].unit, names[j].unit]
    const factors =
      a?.kind === 'time' && b?.kind === 'time' ? [milliseconds[a.unit] / milliseconds[b.unit]] : null
    const ratio = step / own
    const alike = (factor: number): boolean => Math.abs(ratio / factor - 1) < near
    return factors ? !factors.some(alike) : !betweenUnits.some((f) => alike(f) || alike(1 / f))
  })
  if (other < 0) return []
  return [
    {
      code: 'TABLE_CHOSEN',
      about: 'columns',
      text: `${quote(names[other].name)} gives times in other steps than ${quote(names[time].name)}, which was taken for the time of all columns. What was recorded by the other clock is not at its right times: put it into a file of its own.`,
    },
  ]
}
