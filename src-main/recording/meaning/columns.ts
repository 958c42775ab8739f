import { NagumoError } from '../../contract/errors.ts'
import type { ColumnRole } from '../../contract/recordings.ts'
import { fewestSamples } from '../limits.ts'
import { readClock } from '../table/clock.ts'
import type { Dialect } from '../table/dialect.ts'
import { readNumber } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import type { Wanted } from '../table/read-table.ts'
import { isCounterName, type NameReading, readName } from './roles.ts'

/** Roles of a file's columns, from names and first rows. Columns count from 0. */
export interface ColumnPlan {
  names: NameReading[]
  /** Null if no column gives the time: the rate must be known. */
  time: number | null
  /** Whether the time column holds times of day. */
  clock: boolean
  /** Whether the time column was detected by its values alone. */
  timeGuessed: boolean
  /** A row counter, if nothing else gives the time. */
  counter: number | null
  /** Whether the time was detected as non-decreasing with uneven steps. */
  timeUneven: boolean
  /** Row counters beside a time. */
  counting: number[]
  /** Other columns that might be the time. */
  timeRivals: number[]
  /** Column that numbers stacked sweeps. */
  sweep: number | null
  /** Whether their rows are interleaved. */
  interleaved: boolean
  /** Columns that are voltages, or may be. */
  voltages: number[]
  /** Columns that are stimuli by name. */
  stimuli: number[]
  /** Columns that the user marked as recovery variables. */
  recovery: number[]
  /** Columns not named as voltages; decided by their values after reading. */
  uncertain: Set<number>
  /** Whether the user decided. */
  byHand: boolean
}

/**
 * Decides which columns to read.
 * @param rows the first rows as cells
 * @param roles chosen by the user
 * @throws NagumoError NO_TIME_COLUMN, NO_VOLTAGE_COLUMN
 */
export function planColumns(
  dialect: Dialect,
  rows: readonly string[][],
  file: string,
  roles?: readonly ColumnRole[],
): ColumnPlan {
  const { columns, header, decimal, grouped } = dialect
  const known = besideVoltages(header?.names.map(readName) ?? [])
  const names = Array.from({ length: columns }, (_, j): NameReading => {
    if (header) return { ...known[j], name: distinctName(header.names, j) }
    return { name: `column ${j + 1}`, role: 'unknown', unit: null }
  })
  const values = names.map((_, j) => rows.map((row) => readNumber(row[j] ?? '', decimal, grouped)))
  const clocks = names.map((_, j) => isClock(rows, j))
  const plan =
    roles?.length === columns ? planByHand(names, roles) : planByFile(names, values, clocks, dialect, file)
  plan.interleaved =
    plan.sweep !== null && !numbersSweeps(values[plan.sweep]) && interleaves(values[plan.sweep])
  plan.clock = plan.time !== null && clocks[plan.time]
  if (plan.voltages.length === 0) throw noVoltage(dialect, names, plan.time, file)
  return plan
}

/** The columns to read from the file. */
export function wantedColumns({ time, clock, sweep, voltages, stimuli, recovery }: ColumnPlan): Wanted[] {
  const wanted: Wanted[] = []
  if (time !== null) wanted.push({ column: time, as: clock ? 'clock' : 'number' })
  if (sweep !== null) wanted.push({ column: sweep, as: 'number' })
  for (const column of [...voltages, ...recovery]) wanted.push({ column, as: 'samples' })
  for (const column of stimuli) wanted.push({ column, as: 'any' })
  return wanted
}

function planByHand(names: NameReading[], roles: readonly ColumnRole[]): ColumnPlan {
  const all = (role: ColumnRole): number[] => roles.flatMap((r, j) => (r === role ? [j] : []))
  return {
    names,
    time: all('time')[0] ?? null,
    clock: false,
    timeGuessed: false,
    timeUneven: false,
    counting: [],
    counter: null,
    timeRivals: [],
    sweep: all('sweep')[0] ?? null,
    interleaved: false,
    voltages: all('voltage'),
    stimuli: all('stimulus'),
    recovery: all('recovery'),
    uncertain: new Set(),
    byHand: true,
  }
}

function planByFile(
  names: NameReading[],
  values: readonly number[][],
  clocks: readonly boolean[],
  dialect: Dialect,
  file: string,
): ColumnPlan {
  const { columns } = dialect
  const all = names.map((_, j) => j)
  const named = all.filter((j) => names[j].role === 'time')
  const open = all.filter((j) => names[j].role === 'unknown' && (clocks[j] || looksLikeTime(values[j])))
  // A time of day beside elapsed seconds, or a row counter beside a time: the finer one gives the interval.
  const candidates = (named.length > 0 ? named : open).filter((j) => !isCounter(values[j]))
  const counters = all.filter(
    (j) =>
      isCounter(values[j]) && (['time', 'unknown'].includes(names[j].role) || isCounterName(names[j].name)),
  )
  const namedCounter = named.find((j) => isCounter(values[j]))
  const even = candidates.find((j) => !clocks[j]) ?? candidates[0] ?? namedCounter ?? null
  const time = even ?? unevenTime(names, values)
  const counter = time === null ? (counters[0] ?? null) : namedCounter === time ? time : null
  const rows = values[0].length
  if (time === null && columns > 50 && rows <= columns && !dialect.upright)
    throw rowsOfTraces(dialect, rows, file)
  const sweep =
    all.find((j) => names[j].role === 'sweep' && (numbersSweeps(values[j]) || interleaves(values[j]))) ?? null

  const counting = all.filter(
    (j) =>
      time !== null && j !== time && names[j].role === 'unknown' && dialect.header && isCounter(values[j]),
  )
  const voltages = all.filter((j) => {
    const { role } = names[j]
    if (j === time || j === counter || j === sweep || counting.includes(j)) return false
    if (role === 'other' || role === 'time' || role === 'stimulus') return false
    // A column of text throughout that is not named as a voltage holds notes.
    const notes = role === 'unknown' && columns > 2 && values[j].every(Number.isNaN)
    return !notes && !(clocks[j] && role !== 'voltage')
  })
  const sure = voltages.some((j) => names[j].role === 'voltage')
  return {
    names,
    time,
    clock: false,
    timeGuessed: named.length === 0,
    timeUneven: even === null && time !== null,
    counting,
    counter,
    timeRivals: named.length > 0 ? [] : candidates.filter((j) => j !== time),
    sweep,
    interleaved: false,
    voltages,
    stimuli: all.filter((j) => names[j].role === 'stimulus' && values[j].some((x) => !Number.isNaN(x))),
    recovery: [],
    uncertain: new Set(voltages.filter((j, k) => names[j].role !== 'voltage' && (sure || k > 0))),
    byHand: false,
  }
}

/** The name, made unique. */
function distinctName(names: readonly string[], j: number): string {
  const name = names[j]
  if (name === '') return `column ${j + 1}`
  return names.indexOf(name) === j ? name : `${name} (column ${j + 1})`
}

function isClock(rows: readonly string[][], j: number): boolean {
  const found = rows.slice(0, 50).filter((row) => !Number.isNaN(readClock(row[j] ?? ''))).length
  return found > Math.min(rows.length, 50) / 2
}

/** Rises nearly always, mostly by the same step; it may restart with the next sweep. */
function looksLikeTime(values: readonly number[]): boolean {
  const steps = values.slice(1).map((x, i) => x - values[i])
  const rising = steps.filter((s) => s > 0).sort((a, b) => a - b)
  if (values.length < 2 || rising.length < 0.6 * steps.length) return false
  const median = rising[rising.length >> 1]
  const even = rising.filter((s) => Math.abs(s - median) < 0.5 * median).length
  return even >= 0.6 * steps.length
}

/**
 * The first of several columns that never falls, whatever its steps, since solvers use adaptive steps and repeat a time
 * at an event. Null if there is none.
 */
function unevenTime(names: readonly NameReading[], values: readonly number[][]): number | null {
  if (names.length < 2) return null
  const found = values.findIndex((column, j) => {
    if (names[j].role !== 'unknown' || column.length < fewestSamples || isCounter(column)) return false
    const same = column.filter((x, i) => i > 0 && x === column[i - 1]).length
    return column.every((x, i) => i === 0 || x >= column[i - 1]) && same < 0.05 * column.length
  })
  return found < 0 ? null : found
}

/** Beside volts, arbitrary units are not model units but those of another instrument. */
function besideVoltages(names: readonly NameReading[]): NameReading[] {
  const volts = names.some(({ unit }) => unit?.kind === 'voltage' && unit.unit !== 'none')
  return names.map((name) => {
    if (!volts || name.unit?.kind !== 'voltage' || name.unit.unit !== 'none') return name
    return { ...name, role: 'stimulus', unit: { kind: 'other', unit: 'a.u.' } }
  })
}

/** 0, 1, 2 … or 1, 2, 3 … */
function isCounter(values: readonly number[]): boolean {
  const [first] = values
  return values.length > 1 && (first === 0 || first === 1) && values.every((x, i) => x === first + i)
}

/** 1, 1, 1 … 2, 2, 2 … */
function numbersSweeps(values: readonly number[]): boolean {
  const changes = values.filter((x, i) => i > 0 && x !== values[i - 1]).length
  return values.every(Number.isInteger) && changes <= values.length / 8
}

/** 1, 2, 3, 1, 2, 3 …: interleaved rows of several sweeps, as simulators record them. */
function interleaves(values: readonly number[]): boolean {
  return values.every(Number.isInteger) && new Set(values).size <= values.length / fewestSamples
}

/**
 * Rejects files with a few long rows that hold a trace each.
 * @param rows the first ones
 * @throws NagumoError NO_TIME_COLUMN
 */
export function refuseRowsOfTraces(dialect: Dialect, rows: readonly string[][], file: string): void {
  if (rows.length >= fewestSamples || dialect.columns <= 50) return
  throw rowsOfTraces(dialect, rows.length, file)
}

function rowsOfTraces({ columns, header }: Dialect, rows: number, file: string): NagumoError {
  const names = header?.names.slice(0, 4).map((name) => quote(name)) ?? []
  return new NagumoError(
    'NO_TIME_COLUMN',
    `${file}: expected one sample a line, in a column for each sweep; found ${rows} rows of ${columns} columns${names.length > 0 ? ` (${names.join(', ')} …)` : ''} with no time among them. If each row holds a whole trace, turn rows into columns and open it again; on the command line --transposed does so.`,
  )
}

function noVoltage(dialect: Dialect, names: NameReading[], time: number | null, file: string): NagumoError {
  const others = names.filter((_, j) => j !== time).map((n) => quote(n.name))
  const found =
    dialect.columns === 1
      ? 'it has one column, which is the time'
      : `besides the time it has ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}`
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${file}: expected a time column and at least one voltage column; ${found}. Name the voltage “voltage_mV”, and open the file again.`,
  )
}
