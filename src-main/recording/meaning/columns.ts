import { NagumoError } from '../../contract/errors.ts'
import type { Dialect } from '../table/dialect.ts'
import { readNumber } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import { type NameReading, readName } from './roles.ts'

/** Which columns of a file are what, as far as names and first rows tell. Columns count from 0. */
export interface ColumnPlan {
  names: NameReading[]
  time: number
  /** Whether the time column was found by its values alone. */
  timeGuessed: boolean
  /** Columns that are voltages, or may be. */
  voltages: number[]
  /** Columns whose name does not say that they are voltages; their values decide once all are read. */
  uncertain: Set<number>
}

/**
 * Decides which columns to read.
 * @param rows the first rows as cells
 * @throws NagumoError NO_TIME_COLUMN, NO_VOLTAGE_COLUMN
 */
export function planColumns(dialect: Dialect, rows: readonly string[][], file: string): ColumnPlan {
  const { columns, header, decimal } = dialect
  const names = Array.from({ length: columns }, (_, j): NameReading => {
    if (header) return { ...readName(header.names[j]), name: distinctName(header.names, j) }
    return { name: `column ${j + 1}`, role: 'unknown', unit: null }
  })
  const values = names.map((_, j) => rows.map((row) => readNumber(row[j] ?? '', decimal)))
  const byName = names.findIndex((n) => n.role === 'time')
  const time =
    byName >= 0 ? byName : names.findIndex((n, j) => n.role === 'unknown' && looksLikeTime(values[j]))
  if (time < 0) throw noTime(dialect, names, file)
  const voltages = names.flatMap((n, j) => {
    if (j === time || n.role === 'other' || n.role === 'time') return []
    // Text from top to bottom in a column that nothing calls a voltage: notes, not a trace.
    const text = n.role === 'unknown' && columns > 2 && values[j].every(Number.isNaN)
    return text ? [] : [j]
  })
  if (voltages.length === 0) throw noVoltage(dialect, names, time, file)
  const sure = voltages.some((j) => names[j].role === 'voltage')
  return {
    names,
    time,
    timeGuessed: byName < 0,
    voltages,
    uncertain: new Set(voltages.filter((j, k) => names[j].role !== 'voltage' && (sure || k > 0))),
  }
}

/** Sweeps are told apart by name. */
function distinctName(names: readonly string[], j: number): string {
  const name = names[j]
  if (name === '') return `column ${j + 1}`
  return names.indexOf(name) === j ? name : `${name} (column ${j + 1})`
}

/** Rises nearly always, nearly always by the same step. */
function looksLikeTime(values: readonly number[]): boolean {
  const steps = values.slice(1).map((x, i) => x - values[i])
  const rising = steps.filter((s) => s > 0).sort((a, b) => a - b)
  if (values.length < 2 || rising.length < 0.6 * steps.length) return false
  const median = rising[rising.length >> 1]
  const even = rising.filter((s) => Math.abs(s - median) < 0.5 * median).length
  return even >= 0.6 * steps.length
}

function noTime(dialect: Dialect, names: NameReading[], file: string): NagumoError {
  const found =
    dialect.columns === 1
      ? 'one column only'
      : `${dialect.columns} columns (${names
          .slice(0, 4)
          .map((n) => n.name)
          .join(', ')}${names.length > 4 ? ' …' : ''})`
  const more = dialect.columns > 50 ? ' If each row holds a whole trace, turn rows into columns.' : ''
  return new NagumoError(
    'NO_TIME_COLUMN',
    `${file}: expected a column of time that rises evenly from row to row, so that the sampling interval is known; found ${found}, none of which is one. Put a time column first, named “time_ms” or “time_s”, and open the file again.${more}`,
  )
}

function noVoltage(dialect: Dialect, names: NameReading[], time: number, file: string): NagumoError {
  const others = names.filter((_, j) => j !== time).map((n) => quote(n.name))
  const found =
    dialect.columns === 1
      ? 'it has one column, which holds the time'
      : `besides the time it has ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}`
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${file}: expected a time column and at least one voltage column; ${found}. Name the voltage “voltage_mV”, and open the file again.`,
  )
}
