import type { Dialect } from '../table/dialect.ts'
import { quote } from '../table/problems.ts'
import type { ColumnPlan } from './columns.ts'
import type { Doubt, Evidence } from './time-unit.ts'
import { columnList } from './wording.ts'

const separators = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'spaces' } as const

/** How the lines were split, and where names were found. */
export function layoutEvidence({ delimiter, decimal, columns, header, looked }: Dialect): Evidence[] {
  const layout = columns === 1 ? 'One column' : `${columns} columns separated by ${separators[delimiter]}`
  const head: Evidence = header
    ? { conclusion: `Names of the columns: line ${header.line}`, because: quote(header.names.join(', ')) }
    : { conclusion: 'No names of columns', because: 'no line of names stands above the numbers' }
  return [
    {
      conclusion: `${layout}, decimal ${decimal === '.' ? 'point' : 'comma'}`,
      because: `${looked.fitting === looked.rows ? 'all' : looked.fitting} of the first ${looked.rows} rows are numbers that way`,
    },
    head,
  ]
}

/** Which columns are not used, and why. @param stimuli left out by their values */
export function othersEvidence(
  plan: ColumnPlan,
  voltages: readonly number[],
  stimuli: readonly number[],
): Evidence[] {
  return plan.names.flatMap(({ name, unit }, j) => {
    if (j === plan.time || voltages.includes(j)) return []
    const because = stimuli.includes(j)
      ? 'it has a few levels only, like a stimulus'
      : unit?.kind === 'other'
        ? `its unit is ${unit.unit}`
        : 'by its name it is neither time nor membrane potential'
    return [{ conclusion: `Not used: column ${j + 1}, ${quote(name)}`, because }]
  })
}

/** What is unsure about the columns. @param stimuli left out by their values */
export function columnDoubts(dialect: Dialect, plan: ColumnPlan, stimuli: readonly number[]): Doubt[] {
  const doubts: string[] = []
  const { unusedNames } = dialect
  if (unusedNames) {
    doubts.push(
      `Line ${unusedNames.line} names ${unusedNames.names} columns, but the rows have ${dialect.columns} values; the names were not used.`,
    )
  }
  if (plan.timeGuessed && dialect.header) {
    doubts.push(`${quote(plan.names[plan.time].name)} was taken for the time, because it rises evenly.`)
  }
  if (stimuli.length > 0) {
    doubts.push(
      `Values of ${columnList(stimuli)} look like a stimulus, not like a membrane potential, and are not used.`,
    )
  }
  return doubts.map((text) => ({ about: 'columns', text }))
}
