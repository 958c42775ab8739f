import { isDate, readClock } from './clock.ts'
import { type DecimalMark, isMissing, readNumber } from './numbers.ts'
import { type Delimiter, isBlankRow, isSkipped, splitCells } from './split.ts'

/** A line of the sample, split in one way. */
export interface SampleLine {
  /** Line in the file, from 0. */
  index: number
  cells: string[]
  kinds: Kind[]
  /** Number of cells that hold a value. */
  valued: number
  missing: number
}

type Kind = 'number' | 'clock' | 'missing' | 'text'

const sampleLines = 500

/**
 * Splits the first non-blank lines by one separator and decimal mark, and classifies them.
 * @param from first line, from 0
 * @param most maximum number of lines
 */
export function sample(
  lines: string[],
  from: number,
  delimiter: Delimiter,
  decimal: DecimalMark,
  grouped: boolean,
  most = sampleLines,
): SampleLine[] {
  const result: SampleLine[] = []
  for (let index = from; index < lines.length && result.length < most; index++) {
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

/** A row in which every cell is valid. */
export function isFull(line: SampleLine, columns = line.cells.length): boolean {
  return line.cells.length === columns && line.valued > 0 && line.valued + line.missing === columns
}

/** Whether all full rows have an empty last cell. */
export function endsInSeparator(lines: readonly SampleLine[], columns: number): boolean {
  const rows = lines.filter((line) => isFull(line, columns))
  return columns > 1 && rows.length > 0 && rows.every(({ cells }) => cells[columns - 1].trim() === '')
}

/** Removes the empty cell after the last column. */
export function shorten(line: SampleLine, columns: number): void {
  if (line.cells.length !== columns + 1 || line.cells[columns].trim() !== '') return
  line.cells = line.cells.slice(0, columns)
  line.kinds = line.kinds.slice(0, columns)
  Object.assign(line, counted(line.kinds))
}

/** Dates and times count only in columns that hold them throughout, so that the date of a preamble is not a row. */
export function onlyOwnClocks(lines: SampleLine[], columns: number): void {
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

/** Number of lines that parse as rows of numbers of equal length; more than one column scores higher. */
export function score(lines: SampleLine[]) {
  const lengths = new Map<number, number>()
  for (const line of lines) {
    const { cells, valued } = line
    // Partial rows count little, so that an occasional text cell does not determine the row length.
    const weight = isFull(line) ? 1 : valued > 0 ? 0.1 : 0
    if (weight > 0) lengths.set(cells.length, (lengths.get(cells.length) ?? 0) + weight)
  }
  let columns = 0
  let most = 0
  for (const [length, count] of lengths) if (count > most) [columns, most] = [length, count]
  const fitting = lines.filter((line) => isFull(line, columns)).length
  return { score: most * (columns > 1 ? 1 : 0.4), columns, fitting, lines }
}
