import { NagumoError } from '../../contract/errors.ts'
import { isDate, readClock } from './clock.ts'
import type { Header } from './column-names.ts'
import { findHeader } from './header.ts'
import { type DecimalMark, isMissing, readNumber } from './numbers.ts'
import { quote } from './problems.ts'
import { type Delimiter, isBlankRow, isSkipped, splitCells } from './split.ts'

/** How the lines of a file are to be read. */
export interface Dialect {
  delimiter: Delimiter
  decimal: DecimalMark
  /** Whether the other mark separates thousands, where a person said so. */
  grouped: boolean
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
interface SampleLine {
  /** Line in the file, from 0. */
  index: number
  cells: string[]
  kinds: Kind[]
  /** Cells that hold a value. */
  valued: number
  missing: number
}

type Kind = 'number' | 'clock' | 'missing' | 'text'

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
 * Finds separator, decimal mark, header and first row by trying which of them gives numbers (or times of day).
 * @param head the file's beginning, whole lines
 * @param wished the decimal mark, where a person chose it; the other one then separates thousands
 * @throws NagumoError FILE_EMPTY, CELL_NOT_A_NUMBER where there are no numbers, COLUMN_COUNT, TOO_FEW_POINTS
 */
export function findDialect(head: string, name: string, wished?: DecimalMark): Dialect {
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
  const tried = wished === undefined ? candidates : candidates.filter(([, decimal]) => decimal === wished)
  for (const candidate of tried) {
    const seen = score(sample(lines, from, ...candidate, wished !== undefined))
    // Lines above the numbers, too, fit one way or another; a little more is no reason to pass over a likelier one.
    const least = best ? best.score + Math.min(0.9, 0.2 * best.score) : 0
    if (seen.score > least) {
      best = seen
      choice = candidate
    }
  }
  if (!best) throw noNumbers(lines, name)
  const [delimiter, decimal] = choice
  let { columns } = best
  onlyOwnClocks(best.lines, columns)
  // Dates here and there, and nothing else.
  if (best.lines.every(({ valued }) => valued === 0)) throw noNumbers(lines, name)
  let start = findStart(best.lines, columns)
  const first = best.lines[start].index
  const headed = (count: number) =>
    findHeader(lines.slice(0, first), delimiter, decimal, count, () =>
      countsUp(best.lines.slice(start, start + 20), decimal),
    )
  let found = headed(columns)
  // Lines that end in a separator have no column behind it, unless one is named.
  if (!found.header && endsInSeparator(best.lines, columns)) {
    columns--
    for (const line of best.lines) shorten(line, columns)
    start = best.lines.findIndex(({ index }) => index === first)
    found = headed(columns)
  }
  refuseDoubledCommas(found.unused, columns, delimiter, name)
  const rows = best.lines.slice(start)
  return {
    delimiter,
    decimal,
    grouped: wished !== undefined,
    quoted: rows.some((row) => lines[row.index].includes('"')),
    columns,
    headerLines: first,
    header: found.header,
    looked: { rows: rows.length, fitting: rows.filter((r) => isFull(r, columns)).length },
    unusedNames: found.unused,
  }
}

function sample(
  lines: string[],
  from: number,
  delimiter: Delimiter,
  decimal: DecimalMark,
  grouped: boolean,
): SampleLine[] {
  const result: SampleLine[] = []
  for (let index = from; index < lines.length && result.length < sampleLines; index++) {
    const line = lines[index]
    if (isSkipped(line, 1)) continue
    const cells = splitCells(line, delimiter)
    if (isBlankRow(cells)) continue
    const kinds = cells.map((cell): Kind => {
      if (!Number.isNaN(readNumber(cell, decimal, grouped))) return 'number'
      if (isMissing(cell)) return 'missing'
      return Number.isNaN(readClock(cell)) && !isDate(cell) ? 'text' : 'clock'
    })
    result.push({ index, cells, kinds, ...counted(kinds) })
  }
  return result
}

function counted(kinds: readonly Kind[]): { valued: number; missing: number } {
  const missing = kinds.filter((kind) => kind === 'missing').length
  const text = kinds.filter((kind) => kind === 'text').length
  return { valued: kinds.length - missing - text, missing }
}

/** A row without a cell that is out of place. */
function isFull(line: SampleLine, columns = line.cells.length): boolean {
  return line.cells.length === columns && line.valued > 0 && line.valued + line.missing === columns
}

function endsInSeparator(lines: readonly SampleLine[], columns: number): boolean {
  const rows = lines.filter((line) => isFull(line, columns))
  return columns > 1 && rows.length > 0 && rows.every(({ cells }) => cells[columns - 1].trim() === '')
}

function shorten(line: SampleLine, columns: number): void {
  if (line.cells.length !== columns + 1 || line.cells[columns].trim() !== '') return
  line.cells = line.cells.slice(0, columns)
  line.kinds = line.kinds.slice(0, columns)
  Object.assign(line, counted(line.kinds))
}

/** Dates and times count only in columns that hold them throughout: the date of a preamble is none of a row. */
function onlyOwnClocks(lines: SampleLine[], columns: number): void {
  const rows = lines.filter((line) => line.cells.length === columns)
  const own = Array.from(
    { length: columns },
    (_, j) => rows.filter(({ kinds }) => kinds[j] === 'clock').length > rows.length / 2,
  )
  for (const line of lines) {
    line.kinds = line.kinds.map((kind, j) => (kind === 'clock' && !own[j] ? 'text' : kind))
    Object.assign(line, counted(line.kinds))
  }
}

/** How many lines become rows of numbers, all equally long; more than one column counts for more. */
function score(lines: SampleLine[]) {
  const lengths = new Map<number, number>()
  for (const line of lines) {
    const { cells, valued } = line
    // Half a row counts little, so that the odd text cell does not decide how long rows are.
    const weight = isFull(line) ? 1 : valued > 0 ? 0.1 : 0
    if (weight > 0) lengths.set(cells.length, (lengths.get(cells.length) ?? 0) + weight)
  }
  let columns = 0
  let most = 0
  for (const [length, count] of lengths) if (count > most) [columns, most] = [length, count]
  const fitting = lines.filter((line) => isFull(line, columns)).length
  return { score: most * (columns > 1 ? 1 : 0.4), columns, fitting, lines }
}

/** The first row: mostly numbers, as long as the others, and more of its kind after it. */
function findStart(lines: SampleLine[], columns: number): number {
  const isRow = (line: SampleLine): boolean =>
    line.cells.length === columns && line.valued > 0 && line.valued + line.missing >= columns / 2
  const isStart = (line: SampleLine, i: number): boolean => {
    if (!isRow(line)) return false
    const next = lines.slice(i + 1, i + 6)
    return next.filter(isRow).length >= next.length / 2
  }
  // “Rate,20000” is no row, unless all rows start with a text (a date, say).
  let start = lines.findIndex((line, i) => startsWithNumber(line) && isStart(line, i))
  if (start < 0) start = lines.findIndex(isStart)
  if (start < 0) start = lines.findIndex((line) => line.valued > 0)
  if (isNumberedHeader(lines, start)) return start + 1
  // A damaged row before it is a row too; it is to be reported, not to pass for a preamble.
  while (start > 0 && isDamagedRow(lines, start - 1, columns)) start--
  return start
}

function isDamagedRow(lines: SampleLine[], i: number, columns: number): boolean {
  const line = lines[i]
  if (startsWithNumber(line) && line.valued >= line.cells.length / 2) return true
  const before = lines[i - 1]
  const belowNames = before?.cells.length === columns && before.valued === 0
  return belowNames && line.cells.length === columns && line.valued > 0
}

/** “time,1,2,3”: names of sweeps may be numbers. */
function isNumberedHeader(lines: SampleLine[], start: number): boolean {
  const { cells, valued } = lines[start]
  const next = lines[start + 1]
  return (
    next !== undefined &&
    isFull(next) &&
    valued === cells.length - 1 &&
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
