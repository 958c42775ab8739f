import { NagumoError } from '../../contract/errors.ts'
import type { Doubt, ReadingChoice } from '../../contract/recordings.ts'
import { whole } from '../../contract/report-words.ts'
import { planColumns, wantedColumns } from '../meaning/columns.ts'
import { interpret } from '../meaning/interpret.ts'
import type { Evidence } from '../meaning/time-unit.ts'
import { columnList } from '../meaning/wording.ts'
import type { RecordingData } from '../recording-data.ts'
import type { Dialect } from '../table/dialect.ts'
import { type Chosen, chooseSeries, noVoltage, seriesWords } from './choose-series.ts'
import { headingsOf } from './headings.ts'
import { rateOf } from './rates.ts'
import { columnsOf, firstRowsOf, type MatColumn, tableOf } from './table-of-series.ts'
import { familyOf, type MatVariable, parentOf } from './variable.ts'

const told = 4

/**
 * Builds a recording from the variables of a MATLAB file: those that belong together become the columns of a table,
 * which is interpreted like that of a text file.
 * @param version “MATLAB 7.3 file”
 * @throws NagumoError NO_VOLTAGE_COLUMN with a list of the variables, FILE_TOO_LARGE, and those of `interpret`
 */
export function readVariables(
  variables: readonly MatVariable[],
  { file, version, choice }: { file: string; version: string; choice: ReadingChoice },
): RecordingData {
  refuseLabChart(variables, file)
  const chosen = chooseSeries(variables, headingsOf(variables), { file, turned: choice.transposed === true })
  const columns = columnsOf(chosen, file)
  const named = rateOf(variables, parentsOf(chosen))
  const dialect = dialectOf(columns)
  const rows = firstRowsOf(columns)
  const plan = planned(() => planColumns(dialect, rows, file, choice.roles), file, variables)
  const single = (heading: string): boolean => columns.filter((c) => c.heading === heading).length === 1
  plan.names = plan.names.map((name, j) => {
    const { heading, label, path } = columns[j]
    return { ...name, name: label === path && single(heading) ? heading : label }
  })
  const table = tableOf(columns, wantedColumns(plan), file)
  table.doubts.push(...doubtsOf(chosen, columns, plan.voltages, choice))
  const source = { format: 'matlab' as const, layout: layoutOf(columns, version) }
  return interpret(table, { dialect, plan, firstRows: rows, above: [], choice, source, rate: named }, file)
}

function dialectOf(columns: readonly MatColumn[]): Dialect {
  return {
    delimiter: '\t',
    decimal: '.',
    grouped: false,
    quoted: false,
    columns: columns.length,
    headerLines: 0,
    header: { line: 0, names: columns.map(({ heading }) => heading) },
    looked: { rows: 0, fitting: 0 },
    unusedNames: null,
    upright: true,
  }
}

/** Replaces an error about a missing voltage column by one that lists the file's variables. */
function planned<T>(plan: () => T, file: string, variables: readonly MatVariable[]): T {
  try {
    return plan()
  } catch (error) {
    if (error instanceof NagumoError && error.code === 'NO_VOLTAGE_COLUMN') throw noVoltage(file, variables)
    throw error
  }
}

/** Structs that contain the voltages, judged by names. */
function parentsOf({ used }: Chosen): string[] {
  const voltages = used.filter(({ reading }) => reading.role === 'voltage')
  return (voltages.length > 0 ? voltages : used).map(({ variable }) => parentOf(variable.path))
}

/** Evidence of which column is which variable. */
function layoutOf(columns: readonly MatColumn[], version: string): Evidence[] {
  const families = new Map<string, number[]>()
  columns.forEach(({ path }, j) => {
    families.set(familyOf(path), [...(families.get(familyOf(path)) ?? []), j])
  })
  const list = [...families].map(([family, places]) => `${columnList(places)}: ${family}`)
  const shown = list.slice(0, 12).join('; ') + (list.length > 12 ? '; and more' : '')
  const [{ samples }] = columns
  return [
    {
      conclusion: `${version}: ${columns.length === 1 ? 'one column' : `${columns.length} columns`} of ${whole(samples.length)} samples`,
      because: shown,
    },
  ]
}

function doubtsOf(
  { passedOver, unclear, length }: Chosen,
  columns: readonly MatColumn[],
  voltages: readonly number[],
  choice: ReadingChoice,
): Doubt[] {
  const doubts: Doubt[] = []
  if (passedOver.length > 0) {
    const list = passedOver.slice(0, told).map(seriesWords).join(', ')
    const more = passedOver.length > told ? ` and ${passedOver.length - told} more` : ''
    doubts.push({
      code: 'TABLE_CHOSEN',
      about: 'columns',
      text: `${list}${more} may also be a voltage, but not of ${whole(length)} samples, like the one read; ${passedOver.length === 1 ? 'it was' : 'they were'} left out. To read it, save it in a separate file.`,
    })
  }
  if (unclear.length > 0 && !choice.transposed) {
    const [{ rows, columns: across }] = unclear
    const other = Math.min(rows, across)
    doubts.push({
      code: 'TABLE_CHOSEN',
      about: 'columns',
      text: `The sides of ${unclear.slice(0, told).map(seriesWords).join(', ')} do not show which one is time: ${length === rows ? 'rows were read as samples and columns' : 'columns were read as samples and rows'} for sweeps. Save the times as a vector beside it${other === length ? '' : ', or, if it is the other way round, transpose it'}.`,
      ...(other < length && {
        answers: [
          {
            label: `${whole(length)} samples in each of ${whole(other)} sweeps`,
            because: 'the longer side',
            choice: {},
          },
          {
            label: `${whole(other)} samples in each of ${whole(length)} sweeps`,
            because: 'the shorter side',
            choice: { transposed: true as const },
          },
        ],
      }),
    })
  }
  const counts = voltages.filter((j) => /^u?int/.test(columns[j].type))
  if (counts.length > 0) {
    doubts.push({
      code: 'VOLTAGE_UNIT_GUESSED',
      about: 'voltageUnit',
      text: `Values of ${columnList(counts)} are stored as whole numbers (${columns[counts[0]].type}), like the counts of an analog-to-digital converter. If they are, multiply them by the converter’s scale in MATLAB and save again.`,
    })
  }
  return doubts
}

/** Rejects LabChart exports, which put all channels and blocks into one row, with tables of their starts. */
function refuseLabChart(variables: readonly MatVariable[], file: string): void {
  const names = variables.map(({ path }) => path)
  if (!['data', 'datastart', 'dataend'].every((name) => names.includes(name))) return
  throw new NagumoError(
    'FILE_BINARY',
    `${file} is LabChart’s export for MATLAB, in which all channels are concatenated in “data”; that is not read. In LabChart, export it as text (.txt) with times, and open that.`,
  )
}
