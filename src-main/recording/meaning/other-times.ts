import { frequency, plain } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { milliseconds } from '../../contract/units.ts'
import { capital } from '../../contract/wording.ts'
import { median } from '../../signal/robust.ts'
import type { Dialect } from '../table/dialect.ts'
import { readNumber } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import type { ColumnPlan } from './columns.ts'
import { columnList } from './wording.ts'

/** Relative tolerance for equal steps, and the spread allowed for too few digits. */
const same = 0.02
const fewestSteps = 8

/**
 * Reports further time columns, in exports with a pair of columns per sweep, whose steps differ from those of the time
 * column in use, since that sweep has another sampling rate.
 * @param rows the first ones, as written
 */
export function otherTimes(dialect: Dialect, plan: ColumnPlan, rows: readonly string[][]): Doubt[] {
  const { names, time, clock, byHand } = plan
  if (time === null || clock || byHand) return []
  const step = stepOf(dialect, time, rows)
  const unitOf = (j: number) => (names[j].unit?.kind === 'time' ? names[j].unit.unit : null)
  const apart = names.flatMap(({ role }, j) => {
    const other = j !== time && role === 'time' ? stepOf(dialect, j, rows) : null
    const [own, its] = [unitOf(time), unitOf(j)]
    if (step === null || other === null || (own === null) !== (its === null)) return []
    const ratio = (other / step) * (own && its ? milliseconds[its] / milliseconds[own] : 1)
    return Math.abs(ratio - 1) <= same ? [] : [{ j, other, unit: its }]
  })
  if (step === null || apart.length === 0) return []
  const [{ j, other, unit }] = apart
  const shown = (s: number): string =>
    unit ? frequency(1000 / (s * milliseconds[unit])) : `steps of ${plain(Number(s.toPrecision(4)))}`
  const own = unitOf(time)
  const used = own ? frequency(1000 / (step * milliseconds[own])) : shown(step)
  return [
    {
      code: 'RATE_CONTRADICTED',
      about: 'columns',
      text: `${capital(columnList([j]))} (${quote(names[j].name)}) also has times, at ${shown(other)}; all sweeps were read at ${used}, as ${columnList([time])} says. Put sweeps of other rates into separate files.`,
    },
  ]
}

/** The median step of a rising column; null if it does not rise, or counts rows. */
function stepOf({ decimal, grouped }: Dialect, column: number, rows: readonly string[][]): number | null {
  const values = rows.map((row) => readNumber(row[column] ?? '', decimal, grouped))
  const steps = values.slice(1).map((x, i) => x - values[i])
  const rising = steps.filter((s) => s > 0)
  if (rising.length < fewestSteps || rising.length < 0.6 * steps.length) return null
  if (steps.every((s) => s === 1)) return null
  return median(Float64Array.from(rising).sort())
}
