import Papa from 'papaparse'
import type { Reading } from '../../contract/recordings.ts'

export type Delimiter = NonNullable<Reading['delimiter']>

/** Collapses runs of spaces and tabs when the separator is a space. */
function collapseSpaces(text: string): string {
  return text.replace(/[ \t]+/g, ' ').replace(/^ | $/gm, '')
}

/**
 * Splits whole lines into rows of cells, one row per line, including blank lines.
 * @param quoted whether cells may be quoted (slower)
 */
export function splitLines(text: string, delimiter: Delimiter, quoted: boolean): string[][] {
  const body = delimiter === ' ' ? collapseSpaces(text) : text
  const { data } = Papa.parse<string[]>(body, { delimiter, newline: '\n', fastMode: !quoted })
  // The final line end does not start a row.
  const last = data[data.length - 1]
  if (text.endsWith('\n') && last?.length === 1 && last[0] === '') data.pop()
  return data
}

/** Splits one line into cells. */
export function splitCells(line: string, delimiter: Delimiter): string[] {
  return splitLines(line, delimiter, line.includes('"'))[0] ?? ['']
}

/** Splits one line into cells, without an empty last cell left by a trailing separator. */
export function splitLine(line: string, delimiter: Delimiter): string[] {
  const cells = splitCells(line, delimiter)
  if (cells.length > 1 && cells[cells.length - 1].trim() === '') cells.pop()
  return cells
}

/** Lines without a row: blank ones, and comments. */
export function isSkipped(firstCell: string, cells: number): boolean {
  const c = firstCell.charCodeAt(0)
  // Most rows start with a digit, a minus sign or a point.
  if (c > 44 && c < 58) return false
  const text = firstCell.trimStart()
  return (cells === 1 && text === '') || text.startsWith('#') || text.startsWith('%')
}

/** A row of separators only, as spreadsheets leave below a table. */
export function isBlankRow(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '')
}
