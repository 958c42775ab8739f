import Papa from 'papaparse'
import type { Reading } from '../../contract/recordings.ts'

export type Delimiter = NonNullable<Reading['delimiter']>

/** Runs of spaces and tabs count as one separator where spaces separate. */
function collapseSpaces(text: string): string {
  return text.replace(/[ \t]+/g, ' ').replace(/^ | $/gm, '')
}

/**
 * Text of whole lines as rows of cells, one row a line, blank lines included.
 * @param quoted whether quotation marks may surround cells (slower)
 */
export function splitLines(text: string, delimiter: Delimiter, quoted: boolean): string[][] {
  const body = delimiter === ' ' ? collapseSpaces(text) : text
  const { data } = Papa.parse<string[]>(body, { delimiter, newline: '\n', fastMode: !quoted })
  // The end of the last line opens no row.
  const last = data[data.length - 1]
  if (text.endsWith('\n') && last?.length === 1 && last[0] === '') data.pop()
  return data
}

/** One line as cells. */
export function splitCells(line: string, delimiter: Delimiter): string[] {
  return splitLines(line, delimiter, line.includes('"'))[0] ?? ['']
}

/** One line as cells; an empty cell at the end, left by a trailing separator, is dropped. */
export function splitLine(line: string, delimiter: Delimiter): string[] {
  const cells = splitCells(line, delimiter)
  if (cells.length > 1 && cells[cells.length - 1].trim() === '') cells.pop()
  return cells
}

/** Lines that hold no row: blank ones, and comments. */
export function isSkipped(firstCell: string, cells: number): boolean {
  const c = firstCell.charCodeAt(0)
  // Most rows start with a digit, a minus sign or a point.
  if (c > 44 && c < 58) return false
  const text = firstCell.trimStart()
  return (cells === 1 && text === '') || text.startsWith('#') || text.startsWith('%')
}

/** A row of separators and nothing else, as spreadsheets leave below a table. */
export function isBlankRow(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '')
}
