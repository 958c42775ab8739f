import { NagumoError } from '../../contract/errors.ts'
import { findHeader, type Header } from './header.ts'
import { type DecimalMark, readNumber } from './numbers.ts'
import { quote } from './problems.ts'
import { type Delimiter, isSkipped, splitLine } from './split.ts'

/** How the lines of a file are to be read. */
export interface Dialect {
  delimiter: Delimiter
  decimal: DecimalMark
  /** Whether quotation marks stand around cells. */
  quoted: boolean
  columns: number
  /** Lines before the first row of numbers. */
  headerLines: number
  header: Header | null
  /** Rows of numbers that were looked at, and how many of them fit. */
  looked: { rows: number; fitting: number }
  /** A line that looks like names of columns but has another number of them. */
  unusedNames: { line: number; names: number } | null
}

/** A line of the sample, as one way of splitting sees it. */
export interface SampleLine {
  /** Line in the file, from 0. */
  index: number
  cells: string[]
  numeric: number
}

const sampleLines = 500

/** In order of preference where several fit equally well. */
const candidates: readonly [Delimiter, DecimalMark][] = [
  [',', '.'],
  ['\t', '.'],
  [';', '.'],
  [' ', '.'],
  ['\t', ','],
  [';', ','],
  [' ', ','],
  [',', ','],
]

/**
 * Finds separator, decimal mark, header and first row by trying which of them gives numbers.
 * @param head the file's beginning, whole lines
 * @throws NagumoError FILE_EMPTY, CELL_NOT_A_NUMBER where there are no numbers, COLUMN_COUNT, TOO_FEW_POINTS
 */
export function findDialect(head: string, name: string): Dialect {
  const lines = head.split('\n')
  if (lines.every((line) => line.trim() === '')) {
    throw new NagumoError(
      'FILE_EMPTY',
      `${name} holds only blank lines; a table with a time and a voltage column was expected. Export the recording again.`,
    )
  }
  const from = axonPreamble(lines)
  let best: { score: number; columns: number; fitting: number; lines: SampleLine[] } | null = null
  let choice = candidates[0]
  for (const candidate of candidates) {
    const seen = score(sample(lines, from, ...candidate))
    if (seen.score > (best?.score ?? 0)) {
      best = seen
      choice = candidate
    }
  }
  if (!best) throw noNumbers(lines, name)
  const [delimiter, decimal] = choice
  const { columns } = best
  const start = findStart(best.lines, columns)
  const first = best.lines[start].index
  const numbered = (): boolean => countsUp(best.lines.slice(start, start + 20), decimal)
  const found = findHeader(lines.slice(0, first), delimiter, decimal, columns, numbered)
  refuseDoubledCommas(found.unused, columns, delimiter, name)
  const rows = best.lines.slice(start)
  return {
    delimiter,
    decimal,
    quoted: rows.some((row) => lines[row.index].includes('"')),
    columns,
    headerLines: first,
    header: found.header,
    looked: { rows: rows.length, fitting: rows.filter((r) => r.numeric === columns).length },
    unusedNames: found.unused,
  }
}

function sample(lines: string[], from: number, delimiter: Delimiter, decimal: DecimalMark): SampleLine[] {
  const result: SampleLine[] = []
  for (let index = from; index < lines.length && result.length < sampleLines; index++) {
    const line = lines[index]
    if (isSkipped(line, 1)) continue
    const cells = splitLine(line, delimiter)
    const numeric = cells.reduce((sum, cell) => sum + (Number.isNaN(readNumber(cell, decimal)) ? 0 : 1), 0)
    result.push({ index, cells, numeric })
  }
  return result
}

/** How many lines become rows of numbers, all equally long; more than one column counts for more. */
function score(lines: SampleLine[]) {
  const lengths = new Map<number, number>()
  for (const { cells, numeric } of lines) {
    // Half a row counts little, so that the odd text cell does not decide how long rows are.
    const weight = numeric === cells.length ? 1 : numeric > 0 ? 0.1 : 0
    if (weight > 0) lengths.set(cells.length, (lengths.get(cells.length) ?? 0) + weight)
  }
  let columns = 0
  let most = 0
  for (const [length, count] of lengths) if (count > most) [columns, most] = [length, count]
  const fitting = lines.filter((l) => l.cells.length === columns && l.numeric === columns).length
  return { score: most * (columns > 1 ? 1 : 0.4), columns, fitting, lines }
}

/** The first row: mostly numbers, as long as the others, and more of its kind after it. */
function findStart(lines: SampleLine[], columns: number): number {
  const isRow = (line: SampleLine): boolean =>
    line.cells.length === columns && line.numeric >= Math.max(1, columns / 2)
  const isStart = (line: SampleLine, i: number): boolean => {
    if (!isRow(line)) return false
    const next = lines.slice(i + 1, i + 6)
    return next.filter(isRow).length >= next.length / 2
  }
  // “Rate,20000” is no row, unless all rows start with a text (a date, say).
  let start = lines.findIndex((line, i) => startsWithNumber(line) && isStart(line, i))
  if (start < 0) start = lines.findIndex(isStart)
  if (start < 0) start = lines.findIndex((line) => line.numeric > 0)
  if (isNumberedHeader(lines, start)) return start + 1
  // A damaged row before it is a row too; it is to be reported, not to pass for a preamble.
  while (start > 0 && isDamagedRow(lines, start - 1, columns)) start--
  return start
}

function isDamagedRow(lines: SampleLine[], i: number, columns: number): boolean {
  const line = lines[i]
  if (startsWithNumber(line) && line.numeric >= line.cells.length / 2) return true
  const before = lines[i - 1]
  const belowNames = before?.cells.length === columns && before.numeric === 0
  return belowNames && line.cells.length === columns && line.numeric > 0
}

/** “time,1,2,3”: names of sweeps may be numbers. */
function isNumberedHeader(lines: SampleLine[], start: number): boolean {
  const { cells, numeric } = lines[start]
  const next = lines[start + 1]
  return (
    next !== undefined &&
    next.numeric === next.cells.length &&
    numeric === cells.length - 1 &&
    /^[^\d.,+-]/.test(cells[0].trim()) &&
    cells.slice(1).every((cell) => /^"?\d{1,4}"?$/.test(cell.trim()))
  )
}

function startsWithNumber({ cells }: SampleLine): boolean {
  return /^"?[+\u2212-]?[.,]?\d/.test(cells[0].trim())
}

/** Axon text files say on their second line how many lines come before the names. */
function axonPreamble(lines: string[]): number {
  const count = /^\s*"?(\d+)/.exec(lines[1] ?? '')
  return lines[0].startsWith('ATF') && count ? Math.min(2 + Number(count[1]), lines.length - 1) : 0
}

/** Whether the first cells count rows. */
function countsUp(rows: SampleLine[], decimal: DecimalMark): boolean {
  const first = rows.map(({ cells }) => readNumber(cells[0], decimal))
  return first.length > 1 && first.every((x, i) => i === 0 || x - first[i - 1] === 1)
}

function refuseDoubledCommas(
  unused: Dialect['unusedNames'],
  columns: number,
  delimiter: Delimiter,
  name: string,
): void {
  if (!unused || delimiter !== ',' || columns !== 2 * unused.names) return
  throw new NagumoError(
    'COLUMN_COUNT',
    `${name}: line ${unused.line} names ${unused.names} columns, but the rows below have ${columns} values. Commas seem to be both separator and decimal mark. Export with semicolons or tabs between the columns.`,
  )
}

function noNumbers(lines: string[], name: string): NagumoError {
  const at = lines.findIndex((line) => !isSkipped(line, 1))
  if (at < 0) {
    return new NagumoError(
      'FILE_EMPTY',
      `${name} holds only comments; a table with a time and a voltage column was expected. Export the recording again.`,
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
    `${name} holds no numbers; a table with a time and a voltage column was expected. Line ${at + 1}, column 1: found ${quote(lines[at])}. Export the trace as CSV or text, one sample a line.`,
  )
}
