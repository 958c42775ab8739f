import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import type { RecordingFormat } from '../../contract/recording-format.ts'
import type { Doubt, Reading, ReadingChoice } from '../../contract/recordings.ts'
import { millivolts } from '../../contract/units.ts'
import { fewestSamples } from '../limits.ts'
import type { RecordingData } from '../recording-data.ts'
import type { Dialect } from '../table/dialect.ts'
import { quote } from '../table/problems.ts'
import type { Table } from '../table/read-table.ts'
import { arrange } from './arrange.ts'
import { readAxis } from './axis.ts'
import type { ColumnPlan } from './columns.ts'
import { commentEvidence, layoutEvidence, othersEvidence } from './evidence.ts'
import { divideByGain, gainEvidence } from './gain.ts'
import { takeOutMarks } from './marked-samples.ts'
import { missingEvidence, refuseMostlyMissing } from './missing.ts'
import type { NamedRate } from './named-rate.ts'
import { otherTimes } from './other-times.ts'
import { columnDoubts, decimalDoubt, rolesOf } from './questions.ts'
import { regrouped } from './regroup.ts'
import { resample } from './resample.ts'
import { columnRange, sortColumns } from './sort-columns.ts'
import type { Evidence } from './time-unit.ts'
import { readVoltageUnit } from './voltage-unit.ts'
import { columnList, setByHand } from './wording.ts'

/** Inputs beside the table itself. */
export interface Written {
  dialect: Dialect
  plan: ColumnPlan
  /** First rows of the file, as written. */
  firstRows: readonly string[][]
  /** Lines above the numbers. */
  above: readonly string[]
  /** The user's decisions. */
  choice: ReadingChoice
  /** For non-text files: the format, and how the table was obtained. */
  source?: { format: RecordingFormat; layout: Evidence[] }
  /** The sampling rate, if not to be searched for in texts. */
  rate?: NamedRate | null
}

/**
 * Interprets the columns of a file as a recording: sampling, sweeps, roles, units, with evidence.
 * @throws NagumoError TOO_FEW_POINTS, TIME_* (TIME_GAP and TIME_UNEVEN of voltages with a unit), NO_VOLTAGE_COLUMN,
 *   TRACE_CONSTANT, UNITS_IMPLAUSIBLE
 */
export function interpret(read: Table, written: Written, file: string): RecordingData {
  const { dialect, plan, firstRows, above, choice, source, rate } = written
  const table = plan.interleaved ? regrouped(read, plan.sweep) : read
  if (table.rows < fewestSamples) {
    throw new NagumoError(
      'TOO_FEW_POINTS',
      `${file} holds ${table.rows === 1 ? 'one sample' : `${table.rows} samples`}; at least ${fewestSamples} are needed to read a trace, and an estimate needs as many as its model has. Export a longer section.`,
    )
  }
  const asWritten = [...firstRows.slice(0, 200), ...table.lastRows]
  const asRecorded = readAxis({ table, dialect, plan, written: asWritten, above, choice, file, rate })
  const marks = takeOutMarks(table, [...plan.voltages, ...plan.stimuli, ...plan.recovery])
  const sorted = sortColumns(table, plan, asRecorded.numbering, dialect.header !== null)
  const { voltages, stimuli, recovery } = sorted
  refuseMostlyMissing(table, plan, voltages, file)
  refuseConstant(table, voltages, file)
  const names = voltages.map((j) => plan.names[j])
  const mixed = convertToFirstUnit(table, plan, voltages)
  const { gain } = choice
  if (gain) {
    for (const j of voltages) divideByGain(table.columns.get(j)!, gain)
    mixed.push(gainEvidence(gain))
  }
  // Interpolate only recorded samples: missing-value codes removed, one unit.
  const { axis, columns } =
    asRecorded.uneven && choice.resample && plan.time !== null
      ? resample(table.columns.get(plan.time)!, table.columns, asRecorded, file)
      : { axis: asRecorded, columns: table.columns }
  const voltageUnit = readVoltageUnit(voltages, names, columnRange(table, voltages), file)
  // Amplifiers sample evenly, and all processing in millivolts assumes that.
  if (axis.uneven && voltageUnit.unit !== 'none' && choice.voltageUnit !== 'none') {
    throw onRequest(axis.uneven.refusal, plan)
  }
  const roles = rolesOf(plan, axis, sorted)

  const decimal = choice.decimal ? null : decimalDoubt(dialect, plan, asWritten)
  const doubts: Doubt[] = [
    ...axis.doubts,
    ...table.doubts,
    ...marks,
    ...otherTimes(dialect, plan, firstRows),
    ...columnDoubts(dialect, plan, roles, sorted),
    ...voltageUnit.doubts,
    ...(decimal ? [decimal] : []),
  ]
  const evidence: Evidence[] = [
    ...(source?.layout ?? layoutEvidence(dialect)),
    ...axis.evidence,
    voltageUnit.evidence,
    ...mixed,
    ...missingEvidence(table, [...voltages, ...stimuli, ...recovery]),
    ...othersEvidence(plan, roles, sorted),
    ...commentEvidence(table),
  ]
  if (choice.transposed) evidence.push({ conclusion: 'Rows of the file are the columns', because: setByHand })
  if (plan.byHand) evidence.push({ conclusion: 'What each column contains', because: setByHand })
  return {
    reading: {
      format: source?.format ?? 'text',
      delimiter: source ? null : dialect.delimiter,
      decimal: source ? null : dialect.decimal,
      headerLines: source ? null : dialect.headerLines,
      columns: plan.names.map(({ name, unit }, j): Reading['columns'][number] => {
        if (roles[j] === 'time') return { name, role: 'time', unit: axis.unit }
        if (roles[j] === 'voltage') return { name, role: 'voltage', unit: voltageUnit.unit }
        return { name, role: roles[j], unit: unit?.unit || null }
      }),
      timeUnit: axis.unit,
      voltageUnit: voltageUnit.unit,
      evidence,
      doubts,
      ...(axis.rate ? { rate: axis.rate } : {}),
      ...(Object.keys(choice).length > 0 ? { choice } : {}),
    },
    points: axis.points,
    samplingInterval: axis.interval,
    start: axis.start,
    ...(axis.uneven && { places: axis.uneven.places }),
    ...arrange(columns, plan, axis, sorted),
  }
}

/** Adds to the error which column is the time, and how to resample. */
function onRequest({ code, message }: NagumoError, plan: ColumnPlan): NagumoError {
  return new NagumoError(
    code,
    `${message.replace(/ Resample the recording evenly and open it again\.$/, '')} Column ${plan.time! + 1} is the time. Choose interpolation at even times (on the command line: --resample), or resample the recording and open it again.`,
  )
}

function refuseConstant(table: Table, voltages: readonly number[], file: string): void {
  const varies = voltages.some((j) => {
    const { min, max } = columnRange(table, [j])
    return min < max
  })
  if (varies) return
  const value = plain(columnRange(table, voltages).min)
  throw new NagumoError(
    'TRACE_CONSTANT',
    `${file}: the voltage (${columnList(voltages)}) is ${voltages.length === 1 ? `${value} in every row` : 'the same in every row'}; a recorded trace, which has at least noise, was expected. Check that the right channel was exported.`,
  )
}

/** Converts sweeps in different units to the unit of the first. */
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
