import { NagumoError } from '../../contract/errors.ts'
import { frequency, plain } from '../../contract/quantities.ts'
import type { Doubt, ReadingChoice, TimeUnit } from '../../contract/recordings.ts'
import { milliseconds } from '../../contract/units.ts'
import { clockDecimals, clockText, pastMidnight } from '../table/clock.ts'
import type { Dialect } from '../table/dialect.ts'
import { decimalsOf, significantDigits } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import type { Table } from '../table/read-table.ts'
import type { ColumnPlan } from './columns.ts'
import { type NamedRate, namedRate } from './named-rate.ts'
import { contradictedByTimes, isSame } from './rates-apart.ts'
import { checkSampling, type Sampling } from './sampling.ts'
import { findStacked, type Stretch } from './sweeps.ts'
import { type Evidence, isTimeAbsurd, rateConclusion, readTimeUnit, timeConclusion } from './time-unit.ts'
import { columnList, setByHand } from './wording.ts'

/** Sampling rate in Hz assumed if unknown, until the user states it. */
const assumedRate = 10_000
/** Maximum relative uncertainty of the interval for times to determine the rate. */
const tooUncertain = 0.01

/** Sampling times, and the rows of each sweep. */
export interface Axis {
  /** Sampling interval, and time of the first sample, ms. */
  interval: number
  start: number
  unit: TimeUnit
  /** Sampling rate in Hz, if no time column gives it. */
  rate?: number | undefined
  /** Unevenly spaced samples: times in mean intervals from the first, and the error to throw if they must be even. */
  uneven?: Sampling['uneven']
  /** Samples of the longest sweep. */
  points: number
  sweeps: (Stretch & { index: Int32Array | null })[]
  /** A column that numbers the sweeps, detected by its values. */
  numbering: number | null
  evidence: Evidence[]
  doubts: Doubt[]
}

export interface AxisSource {
  table: Table
  dialect: Dialect
  plan: ColumnPlan
  /** Rows as written, from the file's beginning and end. */
  written: readonly string[][]
  /** Lines above the numbers. */
  above: readonly string[]
  choice: ReadingChoice
  file: string
  /** The named rate, if known from elsewhere than these lines. */
  rate?: NamedRate | null | undefined
}

/** @throws NagumoError TIME_DECREASES, TIME_UNEVEN (of several sweeps), UNITS_IMPLAUSIBLE */
export function readAxis(source: AxisSource): Axis {
  const { table, plan, choice, above } = source
  const named = source.rate === undefined ? namedRate([...above, ...table.notes]) : source.rate
  const counts = plan.counter !== null && plan.counter === plan.time && plan.names[plan.counter].unit === null
  if (plan.time === null || (counts && (named || choice.rate))) return withoutTimes(source, named)
  const axis = withTimes(source, plan.time, named?.stated ?? [])
  if (counts && !choice.timeUnit && !choice.roles) axis.doubts.unshift(mayCount(plan, plan.time))
  return axis
}

/** @param stated rates named in the file's text */
function withTimes(source: AxisSource, column: number, stated: NamedRate['stated']): Axis {
  const { table, dialect, plan, written, choice, file } = source
  const time = table.columns.get(column)!
  if (plan.clock) pastMidnight(time)
  const digits = Math.max(
    ...written.map((row) =>
      plan.clock ? clockDecimals(row[column] ?? '') : decimalsOf(row[column] ?? '', dialect.decimal),
    ),
  )
  const significant = plan.clock
    ? 17
    : Math.max(...written.map((row) => significantDigits(row[column] ?? '')))
  const stacked = findStacked(table, plan, time)
  const stretches = stacked?.stretches ?? [{ from: 0, to: table.rows, name: '' }]
  const samplings = stretches.map(({ from, to }) =>
    checkSampling(
      time.subarray(from, to),
      10 ** -digits,
      significant,
      (row) => table.lineOf(row + from),
      file,
      choice.resample === true,
    ),
  )
  refuseOtherSteps(samplings, stretches, file)
  const [first] = samplings
  const { uneven } = first
  const name = plan.names[column]
  const doubts: Doubt[] = []
  const evidence: Evidence[] = []
  let { step } = first
  let unit: TimeUnit = 's'
  let rate: number | undefined
  const uncertain = first.uncertainty > tooUncertain
  if (choice.rate && uncertain) {
    rate = choice.rate
    step = 1 / rate
    evidence.push({ conclusion: rateConclusion(rate), because: setByHand })
  } else if (plan.clock) {
    evidence.push({
      conclusion: timeConclusion(column, step, unit),
      because: `times of day from ${clockText(time[0])} to ${clockText(time[time.length - 1])}; the first is 0 here`,
    })
  } else {
    const reading = readTimeUnit(column, name, step, stated)
    unit = reading.unit
    evidence.push(reading.evidence)
    doubts.push(...reading.doubts)
  }
  if (isTimeAbsurd(step, unit)) throw absurdTime(file, step, unit)
  const hertz = 1000 / (step * milliseconds[unit])
  const apart = uncertain || rate ? null : contradictedByTimes(hertz, stated, quote(name.name))
  if (apart && choice.rate && !isSame(choice.rate, hertz)) {
    rate = choice.rate
    step = 1 / (rate * 1e-3 * milliseconds[unit])
    evidence.push({ conclusion: rateConclusion(rate), because: setByHand })
  } else if (apart && !choice.rate && !choice.timeUnit) doubts.unshift(apart)
  if (uncertain && !rate) {
    doubts.push({
      code: 'RATE_UNKNOWN',
      about: 'rate',
      text: `The times have too few digits for the sampling rate: about ${frequency(hertz)}, give or take ${Math.ceil(100 * first.uncertainty)} %. What is the sampling rate?`,
    })
  } else if (first.doubt && !rate) doubts.push({ code: 'TIMES_COARSE', about: 'columns', text: first.doubt })
  if (stacked) {
    evidence.push(stacked.evidence)
    doubts.push(...stacked.doubts)
  }
  const gap = gapEvidence(samplings, stretches, table)
  if (gap) evidence.push(gap)
  if (uneven) evidence.push(unevenEvidence(time, step))
  return {
    interval: step * milliseconds[unit],
    start: plan.clock || rate ? 0 : first.start * milliseconds[unit],
    unit,
    rate,
    ...(uneven && { uneven }),
    points: longest(
      samplings.map((s) => s.points),
      table.rows,
      file,
    ),
    sweeps: stretches.map((stretch, k) => ({ ...stretch, index: samplings[k].index })),
    numbering: stacked?.numbering ?? null,
    evidence,
    doubts,
  }
}

function withoutTimes({ table, plan, choice, file }: AxisSource, named: NamedRate | null): Axis {
  const rate = choice.rate ?? named?.rate ?? assumedRate
  const counted = plan.counter === null ? '' : `; ${columnList([plan.counter])} counts the samples`
  const because = choice.rate
    ? setByHand
    : named
      ? named.because + counted
      : `assumed: no column gives the time, and the file gives no rate${counted}`
  const doubts: Doubt[] = choice.rate ? [] : named ? (named.doubt ? [named.doubt] : []) : [rateUnknown(plan)]
  const stacked = findStacked(table, plan, null)
  const stretches = stacked?.stretches ?? [{ from: 0, to: table.rows, name: '' }]
  const evidence: Evidence[] = [{ conclusion: rateConclusion(rate), because }]
  if (stacked) {
    evidence.push(stacked.evidence)
    doubts.push(...stacked.doubts)
  }
  return {
    interval: 1000 / rate,
    start: 0,
    unit: 's',
    rate,
    points: longest(
      stretches.map(({ from, to }) => to - from),
      table.rows,
      file,
    ),
    sweeps: stretches.map((stretch) => ({ ...stretch, index: null })),
    numbering: null,
    evidence,
    doubts,
  }
}

function rateUnknown(plan: ColumnPlan): Doubt {
  if (plan.counter !== null) return countsOnly(plan, plan.counter)
  return {
    code: 'RATE_UNKNOWN',
    about: 'rate',
    text: 'No column gives the time. What is the sampling rate?',
  }
}

/** Doubt about a time column that counts 0, 1, 2 …; it was read as milliseconds. */
function mayCount({ names }: ColumnPlan, column: number): Doubt {
  return {
    code: 'RATE_UNKNOWN',
    about: 'rate',
    text: `${quote(names[column].name)} counts 0, 1, 2 …: it may be sample numbers rather than times. Milliseconds were assumed (1 kHz). What is the sampling rate?`,
  }
}

/** Doubt about a column not named as time that counts 0, 1, 2 …; the rate was assumed. */
function countsOnly({ names, voltages, stimuli }: ColumnPlan, column: number): Doubt {
  const roles = names.map((_, j) =>
    j === column
      ? ('time' as const)
      : voltages.includes(j)
        ? ('voltage' as const)
        : stimuli.includes(j)
          ? ('stimulus' as const)
          : ('other' as const),
  )
  return {
    code: 'RATE_UNKNOWN',
    about: 'rate',
    text: `No column gives the time; ${columnList([column])} counts the samples. What is the sampling rate?`,
    answers: [
      {
        label: 'It is the time in ms',
        because: 'that would be 1 kHz',
        choice: { roles, timeUnit: 'ms' },
      },
    ],
  }
}

function refuseOtherSteps(samplings: readonly Sampling[], stretches: readonly Stretch[], file: string): void {
  const [first] = samplings
  const uneven = samplings.length > 1 && samplings.find((s) => s.uneven)?.uneven
  if (uneven) throw uneven.refusal
  const other = samplings.findIndex(
    (s) => Math.abs(s.step - first.step) > (1e-3 + s.uncertainty + first.uncertainty) * first.step,
  )
  if (other < 0) return
  throw new NagumoError(
    'TIME_UNEVEN',
    `${file} contains sweeps one below the other, for which one sampling interval was expected; it is ${plain(first.step)} in ${stretches[0].name} and ${plain(samplings[other].step)} in ${stretches[other].name}. Put them into separate files.`,
  )
}

/** Length to which short sweeps are padded; an error if that would be mostly padding. */
function longest(points: readonly number[], rows: number, file: string): number {
  const most = Math.max(...points)
  if (points.length * most <= 4 * rows + 1000) return most
  throw new NagumoError(
    'TIME_UNEVEN',
    `${file} holds ${points.length} sweeps one below the other, which were expected to have about the same length; they have ${Math.min(...points)} to ${most} samples. Put the long ones into separate files.`,
  )
}

function gapEvidence(
  samplings: readonly Sampling[],
  stretches: readonly Stretch[],
  table: Table,
): Evidence | null {
  const first = samplings.findIndex(({ gap }) => gap !== null)
  if (first < 0) return null
  const rows = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  const missing = samplings.reduce((sum, { points }) => sum + points, 0) - rows
  const row = stretches[first].from + samplings[first].gap!
  return {
    conclusion: `${missing} ${missing === 1 ? 'sample is' : 'samples are'} missing`,
    because: `time jumps by whole steps, first at line ${table.lineOf(row)}`,
  }
}

/** In the file's unit, which the user may correct. */
function unevenEvidence(time: Float64Array, mean: number): Evidence {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (let i = 1; i < time.length; i++) {
    least = Math.min(least, time[i] - time[i - 1])
    most = Math.max(most, time[i] - time[i - 1])
  }
  const short = (x: number): string => plain(Number(x.toPrecision(3)))
  return {
    conclusion: 'Each sample has its own time: they are not evenly spaced',
    because: `steps from ${short(least)} to ${short(most)}, ${short(mean)} on average`,
  }
}

function absurdTime(file: string, step: number, unit: TimeUnit): NagumoError {
  return new NagumoError(
    'UNITS_IMPLAUSIBLE',
    `${file}: samples were expected fractions of a millisecond apart; they are ${plain(step * milliseconds[unit])} ms apart if the unit is ${unit === 'us' ? 'µs' : unit}. Check the unit in the header and which column holds the time.`,
  )
}
