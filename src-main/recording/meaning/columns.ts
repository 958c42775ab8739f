import { NagumoError } from '../../contract/errors.ts'
import type { ColumnRole } from '../../contract/recordings.ts'
import { fewestSamples } from '../limits.ts'
import { readClock } from '../table/clock.ts'
import type { Dialect } from '../table/dialect.ts'
import { readNumber } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import type { Wanted } from '../table/read-table.ts'
import { isCounterName, type NameReading, readName } from './roles.ts'

/** Which columns of a file are what, as far as names and first rows tell. Columns count from 0. */
export interface ColumnPlan {
  names: NameReading[]
  /** Null where no column gives the time: the rate has to be known. */
  time: number | null
  /** Whether the time column holds times of day. */
  clock: boolean
  /** Whether the time column was found by its values alone. */
  timeGuessed: boolean
  /** A column that counts the rows, where nothing else gives the time. */
  counter: number | null
  /** Whether the time was found because it never falls, though its steps differ. */
  timeUneven: boolean
  /** Columns that count the rows beside a time. */
  counting: number[]
  /** Other columns that might be the time. */
  timeRivals: number[]
  /** Numbers the sweeps that stand one below the other. */
  sweep: number | null
  /** Whether their rows take turns. */
  interleaved: boolean
  /** Columns that are voltages, or may be. */
  voltages: number[]
  /** Columns that are stimuli by their names. */
  stimuli: number[]
  /** Columns that a person called recovery variables. */
  recovery: number[]
  /** Columns whose name does not say that they are voltages; their values decide once all are read. */
  uncertain: Set<number>
  /** Whether a person decided. */
  byHand: boolean
}

/**
 * Decides which columns to read.
 * @param rows the first rows as cells
 * @param roles as a person chose them
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

/** What to read of the file. */
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
  // A clock beside the seconds since the start, a count of rows beside the time: the finer one tells the interval.
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
    // Text from top to bottom in a column that nothing calls a voltage: notes, not a trace.
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

/** Sweeps are told apart by name. */
function distinctName(names: readonly string[], j: number): string {
  const name = names[j]
  if (name === '') return `column ${j + 1}`
  return names.indexOf(name) === j ? name : `${name} (column ${j + 1})`
}

function isClock(rows: readonly string[][], j: number): boolean {
  const found = rows.slice(0, 50).filter((row) => !Number.isNaN(readClock(row[j] ?? ''))).length
  return found > Math.min(rows.length, 50) / 2
}

/** Rises nearly always, nearly always by the same step; once it may start again, with the next sweep. */
function looksLikeTime(values: readonly number[]): boolean {
  const steps = values.slice(1).map((x, i) => x - values[i])
  const rising = steps.filter((s) => s > 0).sort((a, b) => a - b)
  if (values.length < 2 || rising.length < 0.6 * steps.length) return false
  const median = rising[rising.length >> 1]
  const even = rising.filter((s) => Math.abs(s - median) < 0.5 * median).length
  return even >= 0.6 * steps.length
}

/**
 * The first of several columns that never falls, whatever its steps: solvers choose their own. (At an event they write
 * a time twice.) Null where there is none.
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

/** Arbitrary units beside volts are not the model’s own: what has them was recorded with something else. */
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

/** 1, 2, 3, 1, 2, 3 …: rows of several sweeps take turns, as recorders of simulators write them. */
function interleaves(values: readonly number[]): boolean {
  return values.every(Number.isInteger) && new Set(values).size <= values.length / fewestSamples
}

/**
 * A few long rows hold a trace each.
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
      ? 'it has one column, which holds the time'
      : `besides the time it has ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}`
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${file}: expected a time column and at least one voltage column; ${found}. Name the voltage “voltage_mV”, and open the file again.`,
  )
}
