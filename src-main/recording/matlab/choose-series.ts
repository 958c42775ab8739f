import { NagumoError } from '../../contract/errors.ts'
import { fewestSamples } from '../limits.ts'
import type { NameReading } from '../meaning/roles.ts'
import { quote } from '../table/problems.ts'
import type { Headings } from './headings.ts'
import { countOf, describe, familyOf, type MatVariable, variableList } from './variable.ts'

/** An array that may hold samples: a vector, or a matrix of several. */
export interface Series {
  variable: MatVariable
  reading: NameReading
  rows: number
  columns: number
}

/** The arrays that are read together, with those that are not. */
export interface Chosen {
  /** Samples of the longest. */
  length: number
  used: (Series & { turned: boolean })[]
  /** Possible voltages of a different length. */
  passedOver: Series[]
  /** Matrices whose shape does not show which dimension is time. */
  unclear: Series[]
}

/** Ratio of dimensions from which the longer one is time. */
const clearlyLonger = 4

/**
 * Selects the variables that have a sample in each row of one table: voltages by name, else the most common length
 * among candidates.
 * @param turned whether the user said that matrices without a matching vector hold a trace per row
 * @throws NagumoError NO_VOLTAGE_COLUMN, with a list of what was found
 */
export function chooseSeries(
  variables: readonly MatVariable[],
  headings: Headings,
  { file, turned }: { file: string; turned: boolean },
): Chosen {
  const all = variables.flatMap((variable) => seriesOf(variable, headings))
  const of = (role: NameReading['role']): Series[] => all.filter(({ reading }) => reading.role === role)
  const sure = of('voltage')
  const leads = sure.length > 0 ? sure : of('unknown')
  if (leads.length === 0) throw noVoltage(file, variables)
  const vectors = all.filter(isVector)
  const lengthOf = (series: Series): number => {
    const { rows, columns } = series
    if (isVector(series)) return Math.max(rows, columns)
    const [down, across] = [rows, columns].map((side) =>
      vectors.some((v) => Math.max(v.rows, v.columns) === side),
    )
    if (down !== across) return down ? rows : columns
    return turned ? Math.min(rows, columns) : Math.max(rows, columns)
  }
  const size = new Map<number, number>()
  for (const lead of leads) size.set(lengthOf(lead), (size.get(lengthOf(lead)) ?? 0) + countOf(lead.variable))
  const best = [...size].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
  const first = leads.filter((lead) => lengthOf(lead) === best)
  // Elements of one cell or struct array are sweeps of one recording, though some may be shorter.
  const families = new Set(first.filter(isElement).map(({ variable }) => familyOf(variable.path)))
  const belongs = (series: Series): boolean =>
    series.rows === best ||
    series.columns === best ||
    (isVector(series) && isElement(series) && families.has(familyOf(series.variable.path)))
  const used = all.filter(belongs)
  const lengths = used.filter(isVector).map(({ rows, columns }) => Math.max(rows, columns))
  return {
    length: Math.max(best, ...lengths),
    used: used.map((series) => ({ ...series, turned: series.rows !== best && series.columns === best })),
    passedOver: leads.filter((lead) => !belongs(lead)),
    unclear: first.filter((series) => {
      const { rows, columns } = series
      if (isVector(series) || vectors.some((v) => Math.max(v.rows, v.columns) === best && rows !== columns))
        return false
      return Math.max(rows, columns) < clearlyLonger * Math.min(rows, columns)
    }),
  }
}

/** @param because an additional sentence */
export function noVoltage(file: string, variables: readonly MatVariable[], because = ''): NagumoError {
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${file}: expected a variable with a membrane potential, ${fewestSamples} samples at least, as a vector or as a matrix of samples × sweeps; found ${variableList(variables)}.${because && ` ${because}`} In MATLAB, put the trace into a variable “Vm_mV” and its times into “time_ms”, and save these two.`,
  )
}

export function isVector({ rows, columns }: Series): boolean {
  return rows === 1 || columns === 1
}

/** “Vm” (300 × 200 double) */
export function seriesWords({ variable }: Series): string {
  return `${quote(variable.path)} (${describe(variable)})`
}

function isElement({ variable }: Series): boolean {
  return familyOf(variable.path) !== variable.path
}

/** Empty if it is not an array of samples: too short, or more than two dimensions. */
function seriesOf(variable: MatVariable, headings: Headings): Series[] {
  if (!variable.numbers) return []
  const sides = variable.size.filter((n) => n !== 1)
  if (sides.length > 2 || Math.max(0, ...sides) < fewestSamples || sides.includes(0)) return []
  const [rows = 1, columns = 1] = sides.length === 2 ? sides : [sides[0], 1]
  return [{ variable, reading: headings(variable), rows, columns }]
}
