import type { ColumnRole } from '../../contract/recordings.ts'
import type { Dialect } from '../table/dialect.ts'
import { quote } from '../table/problems.ts'
import type { Table } from '../table/read-table.ts'
import type { ColumnPlan } from './columns.ts'
import type { Sorted } from './sort-columns.ts'
import type { Evidence } from './time-unit.ts'
import { setByHand } from './wording.ts'

const separators = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'spaces' } as const

/** Evidence of how lines were split and where names were found. */
export function layoutEvidence({ delimiter, decimal, columns, header, looked }: Dialect): Evidence[] {
  const layout = columns === 1 ? 'One column' : `${columns} columns separated by ${separators[delimiter]}`
  const head: Evidence = header
    ? { conclusion: `Names of the columns: line ${header.line}`, because: quote(header.names.join(', ')) }
    : { conclusion: 'No names of columns', because: 'there is no line of names above the numbers' }
  return [
    {
      conclusion: `${layout}, decimal ${decimal === '.' ? 'point' : 'comma'}`,
      because: `${looked.fitting === looked.rows ? 'all' : looked.fitting} of the first ${looked.rows} rows are then numbers`,
    },
    head,
  ]
}

const mostComments = 20

/** Comments at the ends of rows. */
export function commentEvidence({ comments }: Table): Evidence[] {
  return comments.slice(0, mostComments).map(({ line, text }) => ({
    conclusion: `A comment: ${quote(text)}`,
    because: `line ${line}${comments.length > mostComments ? `; the file has ${comments.length}` : ''}`,
  }))
}

/** Evidence of which columns are stimuli or unused, with reasons. */
export function othersEvidence(
  plan: ColumnPlan,
  roles: readonly ColumnRole[],
  { byLevels, byRange, apart }: Sorted,
): Evidence[] {
  return plan.names.flatMap(({ name, unit, role }, j) => {
    const column = `column ${j + 1}, ${quote(name)}`
    const byUnit = unit?.kind === 'other' ? `its unit is ${unit.unit}` : null
    if (roles[j] === 'stimulus') {
      const because = byLevels.includes(j)
        ? 'it has only a few levels'
        : byRange.includes(j)
          ? 'its values far exceed those of the voltage'
          : plan.byHand
            ? setByHand
            : (byUnit ?? 'by its name')
      return [{ conclusion: `Stimulus: ${column}`, because }]
    }
    if (roles[j] === 'recovery') {
      const because = `${plan.byHand ? setByHand : 'by its name'}; only models of two outputs use it`
      return [{ conclusion: `Recovery variable: ${column}`, because }]
    }
    if (roles[j] !== 'other') return []
    const because = plan.byHand
      ? setByHand
      : j === plan.counter || plan.counting.includes(j)
        ? 'it counts the rows'
        : apart.includes(j)
          ? 'its values are unlike those of the voltage, and it has no name'
          : role === 'time'
            ? 'another time column is used'
            : (byUnit ??
              (role === 'unknown' || role === 'stimulus'
                ? 'it contains almost no numbers'
                : 'its name is neither that of a time nor of a membrane potential'))
    return [{ conclusion: `Not used: ${column}`, because }]
  })
}
