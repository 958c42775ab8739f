import { plain } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { fewestSamples } from '../limits.ts'
import { shortEnds } from '../short-last-sweep.ts'
import type { Table } from '../table/read-table.ts'
import type { ColumnPlan } from './columns.ts'
import type { Evidence } from './time-unit.ts'
import { columnList } from './wording.ts'

/** Rows of one sweep: `from` inclusive, `to` exclusive. */
export interface Stretch {
  from: number
  to: number
  name: string
}

/** Sweeps stacked in the same columns. */
export interface Stacked {
  stretches: Stretch[]
  evidence: Evidence
  /** A column found to number them. */
  numbering: number | null
  /** Reports a last sweep too short to be read. */
  doubts: Doubt[]
}

/**
 * Finds stacked sweeps: by a column that numbers them, a time that restarts, or blank lines or repeated names between
 * them. Null for a single segment.
 * @param time null if no column gives it
 */
export function findStacked(table: Table, plan: ColumnPlan, time: Float64Array | null): Stacked | null {
  const { columns, breaks } = table
  if (plan.sweep !== null) {
    const numbers = columns.get(plan.sweep)!
    const { starts, rows, doubts } = withoutShortEnd(changes(numbers), table)
    if (starts.length > 0 && longEnough(starts, rows)) {
      const because = `${columnList([plan.sweep])} counts them`
      return { ...stacked(starts, rows, because, (row) => plain(numbers[row])), doubts }
    }
  }
  if (time) {
    const falls = fallsOf(time)
    const { starts: back, rows, doubts } = withoutShortEnd(falls, table)
    if (falls.length > 0 && longEnough(back, rows) && startAlike(time, falls)) {
      const numbering = numberingColumn(table, plan, back)
      const because = `time starts again at ${plain(time[0])} ${falls.length === 1 ? 'once' : `${falls.length} times`}`
      const numbers = numbering === null ? null : columns.get(numbering)!
      const named = numbers ? (row: number) => plain(numbers[row]) : null
      return { ...stacked(back, rows, because, named), numbering, doubts }
    }
    if (breaks.length > 0 && longEnough(breaks, table.rows) && breaks.every((row) => jumps(time, row))) {
      return stacked(breaks, table.rows, 'blank or other lines separate them, and time jumps there', null)
    }
    return null
  }
  const { starts, rows, doubts } = withoutShortEnd(breaks, table)
  const even = starts.length > 0 && longEnough(starts, rows) && equallyLong(starts, rows)
  return even ? { ...stacked(starts, rows, 'blank or other lines separate them', null), doubts } : null
}

/** Sweep starts and row count after dropping and reporting a last sweep that is too short. */
function withoutShortEnd(
  starts: readonly number[],
  { rows, lineOf }: Table,
): { starts: readonly number[]; rows: number; doubts: Doubt[] } {
  const last = starts[starts.length - 1]
  if (last === undefined || rows - last >= fewestSamples) return { starts, rows, doubts: [] }
  const found = rows - last === 1 ? 'one sample' : `${rows - last} samples`
  const text = `The last sweep, from line ${lineOf(last)} on, has ${found} and is excluded; at least ${fewestSamples} are needed.`
  return { starts: starts.slice(0, -1), rows: last, doubts: [{ code: 'SWEEP_CUT', about: 'columns', text }] }
}

function stacked(
  starts: readonly number[],
  rows: number,
  because: string,
  numberOf: ((row: number) => string) | null,
): Stacked {
  const all = [0, ...starts]
  const stretches = all.map((from, k) => ({
    from,
    to: all[k + 1] ?? rows,
    name: `sweep ${numberOf ? numberOf(from) : k + 1}`,
  }))
  const named = new Map<string, number>()
  for (const stretch of stretches) {
    const before = named.get(stretch.name) ?? 0
    named.set(stretch.name, before + 1)
    if (before > 0) stretch.name += ` (${before + 1})`
  }
  const lengths = stretches.map(({ from, to }) => to - from)
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)]
  const unequal =
    least === most || shortEnds(lengths).length > 0
      ? ''
      : `; they have ${least} to ${most} samples, and the shorter ones end with missing samples`
  return {
    stretches,
    evidence: { conclusion: `${all.length} sweeps one below the other`, because: because + unequal },
    numbering: null,
    doubts: [],
  }
}

function changes(numbers: Float64Array): number[] {
  const starts: number[] = []
  for (let i = 1; i < numbers.length; i++) if (numbers[i] !== numbers[i - 1]) starts.push(i)
  return starts
}

function fallsOf(time: Float64Array): number[] {
  const starts: number[] = []
  for (let i = 1; i < time.length; i++) if (time[i] < time[i - 1]) starts.push(i)
  return starts
}

function longEnough(starts: readonly number[], rows: number): boolean {
  return (
    starts.every((row, k) => row - (starts[k - 1] ?? 0) >= fewestSamples) &&
    rows - (starts[starts.length - 1] ?? 0) >= fewestSamples
  )
}

/** Equal lengths, except for a truncated last sweep. */
function equallyLong(starts: readonly number[], rows: number): boolean {
  const ends = [...starts.slice(1), rows]
  const last = starts.length - 1
  // Two alone may differ in length for any reason.
  return starts.every(
    (row, k) => ends[k] - row === starts[0] || (k === last && last > 0 && ends[k] - row < starts[0]),
  )
}

/** Whether every sweep starts within two samples of the first sweep's start time. */
function startAlike(time: Float64Array, starts: readonly number[]): boolean {
  const near = 2 * (time[1] - time[0])
  return starts.every((row) => Math.abs(time[row] - time[0]) <= near)
}

function jumps(time: Float64Array, row: number): boolean {
  return time[row] - time[row - 1] > 1.5 * (time[1] - time[0])
}

/** A column of integers that change exactly where sweeps begin. */
function numberingColumn({ columns }: Table, plan: ColumnPlan, starts: readonly number[]): number | null {
  const found = plan.voltages.find((j) => {
    if (plan.names[j].role === 'voltage' || plan.voltages.length < 2) return false
    const numbers = columns.get(j)!
    const own = changes(numbers)
    return (
      own.length === starts.length &&
      own.every((row, k) => row === starts[k]) &&
      numbers.every(Number.isInteger)
    )
  })
  return found ?? null
}
