import { NagumoError } from '../../contract/errors.ts'
import type { Reading } from '../../contract/recordings.ts'
import type { Dialect } from '../table/dialect.ts'
import { decimalsOf } from '../table/numbers.ts'
import { quote } from '../table/problems.ts'
import type { Table } from '../table/read-table.ts'
import type { ColumnPlan } from './columns.ts'
import { columnDoubts, layoutEvidence, othersEvidence } from './evidence.ts'
import { checkSampling } from './sampling.ts'
import { type Doubt, type Evidence, isTimeAbsurd, readTimeUnit } from './time-unit.ts'
import { milliseconds, millivolts } from './units.ts'
import { type Range, readVoltageUnit } from './voltage-unit.ts'
import { columnList, plain } from './wording.ts'

/** A stimulus in its own unit, and the index of the sweep that it belongs to (null: all). */
export interface StimulusData {
  name: string
  unit: string | null
  sweep: number | null
  samples: Float64Array
}

/** A recording as read from a file. Samples in the file's own unit of voltage. */
export interface RecordingData {
  reading: Reading
  /** Samples in each sweep. */
  points: number
  /** Milliseconds between samples. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** All with as many samples; a shorter one ends in NaN. */
  sweeps: { name: string; samples: Float64Array }[]
  /** What was given to the cell; as long as the sweeps. */
  stimuli: StimulusData[]
}

const fewest = 16

/**
 * Turns the columns of a file into a recording: sampling, roles, units, and the evidence for them.
 * @param firstRows rows at the file's beginning, as written
 * @throws NagumoError TOO_FEW_POINTS, TIME_*, NO_VOLTAGE_COLUMN, TRACE_CONSTANT, UNITS_IMPLAUSIBLE
 */
export function interpret(
  table: Table,
  dialect: Dialect,
  plan: ColumnPlan,
  firstRows: readonly string[][],
  file: string,
): RecordingData {
  if (table.rows < fewest) {
    throw new NagumoError(
      'TOO_FEW_POINTS',
      `${file} holds ${table.rows === 1 ? 'one sample' : `${table.rows} samples`}; at least ${fewest} are needed to read a trace, and an estimate needs as many as its model has. Export a longer stretch.`,
    )
  }
  const written = [...firstRows.slice(0, 200), ...table.lastRows]
  const digits = Math.max(...written.map((row) => decimalsOf(row[plan.time] ?? '', dialect.decimal)))
  const time = table.columns.get(plan.time)!
  const sampling = checkSampling(time, 10 ** -digits, table.lineOf, file)

  const timeUnit = readTimeUnit(plan.time, plan.names[plan.time], sampling.step, sampling.start)
  if (isTimeAbsurd(sampling.step, timeUnit.unit)) throw absurdTime(file, sampling.step, timeUnit.unit)

  const { voltages, others } = sortVoltages(table, plan)
  refuseConstant(table, voltages, file)
  const names = voltages.map((j) => plan.names[j])
  const mixed = convertToFirstUnit(table, plan, voltages)
  const voltageUnit = readVoltageUnit(voltages, names, rangeOf(table, voltages), file)

  const doubts: Doubt[] = [...timeUnit.doubts, ...voltageUnit.doubts]
  if (sampling.doubt) doubts.push({ about: 'columns', text: sampling.doubt })
  doubts.push(...columnDoubts(dialect, plan, others))
  return {
    reading: {
      format: 'text',
      delimiter: dialect.delimiter,
      decimal: dialect.decimal,
      headerLines: dialect.headerLines,
      columns: plan.names.map(({ name, unit }, j) => {
        if (j === plan.time) return { name, role: 'time', unit: timeUnit.unit }
        if (voltages.includes(j)) return { name, role: 'voltage', unit: voltageUnit.unit }
        return { name, role: 'other', unit: unit?.unit ?? null }
      }),
      timeUnit: timeUnit.unit,
      voltageUnit: voltageUnit.unit,
      evidence: [
        ...layoutEvidence(dialect),
        timeUnit.evidence,
        voltageUnit.evidence,
        ...mixed,
        ...othersEvidence(plan, voltages, others),
      ],
      doubts,
    },
    points: table.rows,
    samplingInterval: sampling.step * milliseconds[timeUnit.unit],
    start: sampling.start * milliseconds[timeUnit.unit],
    sweeps: voltages.map((j) => ({ name: plan.names[j].name, samples: table.columns.get(j)! })),
    stimuli: [],
  }
}

/** Columns beside a voltage that look like a stimulus by their values are left out. */
function sortVoltages(table: Table, plan: ColumnPlan): { voltages: number[]; others: number[] } {
  const isStimulus = (j: number): boolean =>
    plan.uncertain.has(j) &&
    levels(table.columns.get(j)!) <= 12 &&
    levels(table.columns.get(plan.voltages[0])!) > 12
  return {
    voltages: plan.voltages.filter((j) => !isStimulus(j)),
    others: plan.voltages.filter(isStimulus),
  }
}

/** How many different values there are among some thousand samples. */
function levels(samples: Float64Array): number {
  const stride = Math.max(1, Math.floor(samples.length / 5000))
  const seen = new Set<number>()
  for (let i = 0; i < samples.length && seen.size < 100; i += stride) seen.add(samples[i])
  return seen.size
}

function refuseConstant(table: Table, voltages: readonly number[], file: string): void {
  const varies = voltages.some((j) => {
    const samples = table.columns.get(j)!
    return samples.some((v) => v !== samples[0])
  })
  if (varies) return
  const value = plain(table.columns.get(voltages[0])![0])
  throw new NagumoError(
    'TRACE_CONSTANT',
    `${file}: the voltage (${columnList(voltages)}) is ${voltages.length === 1 ? `${value} in every row` : 'the same in every row'}; a recorded trace was expected, which has noise at least. Check that the right channel was exported.`,
  )
}

/** Sweeps in different units are brought to the unit of the first. */
function convertToFirstUnit(table: Table, plan: ColumnPlan, voltages: readonly number[]): Evidence[] {
  const unitOf = (j: number) => {
    const { unit } = plan.names[j]
    return unit?.kind === 'voltage' && unit.unit !== 'none' ? unit.unit : null
  }
  const first = unitOf(voltages[0])
  const evidence: Evidence[] = []
  for (const j of voltages) {
    const unit = unitOf(j)
    if (!first || !unit || unit === first) continue
    const factor = millivolts[unit] / millivolts[first]
    const samples = table.columns.get(j)!
    for (let i = 0; i < samples.length; i++) samples[i] *= factor
    evidence.push({
      conclusion: `Values of column ${j + 1} multiplied by ${plain(factor)}`,
      because: `its header ${quote(plan.names[j].name)} has another unit than the first voltage`,
    })
  }
  return evidence
}

function rangeOf(table: Table, voltages: readonly number[]): Range {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const j of voltages) {
    for (const v of table.columns.get(j)!) {
      if (v < min) min = v
      if (v > max) max = v
    }
  }
  return { min, max }
}

function absurdTime(file: string, step: number, unit: keyof typeof milliseconds): NagumoError {
  return new NagumoError(
    'UNITS_IMPLAUSIBLE',
    `${file}: samples were expected fractions of a millisecond apart; they are ${plain(step * milliseconds[unit])} ms apart if the unit is ${unit === 'us' ? 'µs' : unit}. Check the unit in the header and which column holds the time.`,
  )
}
