import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import { mostSamples } from '../limits.ts'
import { quote } from '../table/problems.ts'
import type { Table, Wanted } from '../table/read-table.ts'
import type { Chosen } from './choose-series.ts'
import { isVector } from './choose-series.ts'
import { familyOf, parentOf } from './variable.ts'

/** A column of the table built from variables. */
export interface MatColumn {
  /** Unique name: “Vm”, “Vm(:,3)”. */
  label: string
  /** Column header. */
  heading: string
  path: string
  type: string
  samples: Float64Array
}

const mostColumns = 5000
const shownRows = 2000

/**
 * Arranges vectors and matrix columns as columns of one table, padded to the longest with NaN.
 * @throws NagumoError FILE_TOO_LARGE, TIME_UNEVEN where sweeps have different times of their own
 */
export function columnsOf({ length, used }: Chosen, file: string): MatColumn[] {
  const count = used.reduce((sum, s) => sum + (isVector(s) ? 1 : s.turned ? s.rows : s.columns), 0)
  if (count > mostColumns || count * length > mostSamples) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${file} holds ${count} columns of ${length} samples; at most ${mostColumns} columns and ${mostSamples / 1e6} million samples are read. Save fewer sweeps, or a part of the recording.`,
    )
  }
  const columns = used.flatMap((series): MatColumn[] => {
    const { variable, reading, rows, turned } = series
    const values = variable.numbers!()
    const { path, type } = variable
    const one = (samples: Float64Array, place: string): MatColumn => ({
      label: path + place,
      // In a matrix [t V] the name is that of the voltage, not of the time.
      heading: place !== '' && risesEvenly(samples) ? 'column' : reading.name,
      path,
      type,
      samples: filled(samples, length),
    })
    if (isVector(series)) return [one(values, '')]
    return Array.from({ length: turned ? rows : series.columns }, (_, k) =>
      turned
        ? one(
            Float64Array.from({ length: series.columns }, (_, i) => values[k + i * rows]),
            `(${k + 1},:)`,
          )
        : one(values.slice(k * rows, (k + 1) * rows), `(:,${k + 1})`),
    )
  })
  const times = columns.filter((_, j) => isTime(used, columns[j].path))
  refuseOtherTimes(times, file)
  // Shorter sweeps use the times of the longest.
  const [longest] = times.filter(({ samples }) => !Number.isNaN(samples[length - 1]))
  const doubled = times.filter((time) => longest && time !== longest && sameFamily(time, longest))
  return columns.filter((column) => !doubled.includes(column))
}

/** Table of the wanted columns. @throws NagumoError CELL_NOT_A_NUMBER where a time is not a number */
export function tableOf(columns: readonly MatColumn[], wanted: readonly Wanted[], file: string): Table {
  const rows = columns[0].samples.length
  const missing: Table['missing'] = new Map()
  for (const { column, as } of wanted) {
    const { samples, label } = columns[column]
    const row = samples.findIndex(Number.isNaN)
    if (row < 0) continue
    const count = samples.reduce((sum, x) => sum + (Number.isNaN(x) ? 1 : 0), 0)
    if (as !== 'number') missing.set(column, { count, row })
    else
      throw new NagumoError(
        'CELL_NOT_A_NUMBER',
        `${file}: ${quote(label)} was expected to contain a number for each sample; ${count === 1 ? 'one of them is' : `${count} of them are`} NaN or infinite, the first in row ${row + 1}. Take these rows out and save it again.`,
      )
  }
  return {
    rows,
    columns: new Map(wanted.map(({ column }) => [column, columns[column].samples])),
    missing,
    breaks: [],
    notes: [],
    comments: [],
    doubts: [],
    lastRows: writtenRows(columns, Math.max(0, rows - 200), rows),
    lineOf: (row) => row + 1,
  }
}

/** The first rows as text cells. */
export function firstRowsOf(columns: readonly MatColumn[]): string[][] {
  return writtenRows(columns, 0, Math.min(shownRows, columns[0].samples.length))
}

function writtenRows(columns: readonly MatColumn[], from: number, to: number): string[][] {
  return Array.from({ length: to - from }, (_, i) =>
    columns.map(({ samples }) => (Number.isNaN(samples[from + i]) ? '' : String(samples[from + i]))),
  )
}

/** Non-finite values become missing. */
function filled(samples: Float64Array, length: number): Float64Array {
  const all = samples.length === length ? samples : new Float64Array(length).fill(Number.NaN)
  if (all !== samples) all.set(samples)
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(all[i])) all[i] = Number.NaN
  return all
}

/** Whether values rise by a constant step throughout, as no recorded signal does. */
function risesEvenly(samples: Float64Array): boolean {
  const step = (samples[samples.length - 1] - samples[0]) / (samples.length - 1)
  return step > 0 && samples.every((x, i) => Math.abs(x - samples[0] - i * step) < 0.01 * step)
}

function isTime(used: Chosen['used'], path: string): boolean {
  return used.some(({ variable, reading }) => variable.path === path && reading.role === 'time')
}

function sameFamily(a: MatColumn, b: MatColumn): boolean {
  return familyOf(a.path) === familyOf(b.path)
}

function refuseOtherTimes(times: readonly MatColumn[], file: string): void {
  const stepOf = ({ samples }: MatColumn): number => {
    let last = samples.length - 1
    while (last > 0 && Number.isNaN(samples[last])) last--
    return (samples[last] - samples[0]) / last
  }
  const [first] = times
  const other = times.find(
    (time) =>
      (sameFamily(time, first) || parentOf(time.path) !== parentOf(first.path)) &&
      Math.abs(stepOf(time) / stepOf(first) - 1) > 1e-3,
  )
  if (!other) return
  throw new NagumoError(
    'TIME_UNEVEN',
    `${file}: one sampling interval was expected for all sweeps; it is ${plain(stepOf(first))} in ${quote(first.path)} and ${plain(stepOf(other))} in ${quote(other.path)}. Save them as separate files.`,
  )
}
