import { NagumoError } from '../../contract/errors.ts'
import { quote } from './problems.ts'
import { type Delimiter, isSkipped } from './split.ts'

/** @throws NagumoError COLUMN_COUNT where commas are both separator and decimal mark */
export function refuseDoubledCommas(
  unused: { line: number; names: number } | null,
  columns: number,
  delimiter: Delimiter,
  name: string,
): void {
  if (!unused || delimiter !== ',' || columns !== 2 * unused.names) return
  throw doubledCommas(
    `line ${unused.line} names ${unused.names} columns, but the rows below have ${columns} values.`,
    name,
  )
}

/** @param found a sentence */
export function doubledCommas(found: string, name: string): NagumoError {
  return new NagumoError(
    'COLUMN_COUNT',
    `${name}: ${found} Commas seem to be both the separator and the decimal mark. Export with semicolons or tabs between the columns.`,
  )
}

/**
 * Whether the commas that split rows are also decimal marks: rows are pairs of integers, and second ones begin with
 * zeros, as only fractions do (“-64,0636”).
 */
export function areFractions(rows: readonly (readonly string[])[]): boolean {
  let zeros = false
  for (const cells of rows) {
    for (const [j, cell] of cells.entries()) {
      if (!(j % 2 === 0 ? /^\s*[+\u2212-]?\d+$/ : /^\d+\s*$/).test(cell)) return false
      zeros ||= j % 2 === 1 && /^0\d/.test(cell)
    }
  }
  return zeros
}

/** Error that explains why no way of splitting gives rows of numbers. */
export function noNumbers(lines: string[], name: string): NagumoError {
  const at = lines.findIndex((line) => !isSkipped(line, 1))
  if (at < 0) {
    return new NagumoError(
      'FILE_EMPTY',
      `${name} contains only comments; a table with a time and a voltage column was expected. Export the recording again.`,
    )
  }
  const rows = lines.filter((line) => !isSkipped(line, 1)).length
  if (rows === 1 && /time|volt|[ms]s?\b/i.test(lines[at])) {
    return new NagumoError(
      'TOO_FEW_POINTS',
      `${name} ends after its header, line ${at + 1} (${quote(lines[at])}); rows of numbers were expected below it. Export the recording again.`,
    )
  }
  return new NagumoError(
    'CELL_NOT_A_NUMBER',
    `${name} contains no numbers; a table with a time and a voltage column was expected. Line ${at + 1}, column 1: found ${quote(lines[at])}. Export the trace as CSV or text, one sample a line.`,
  )
}
