import type { Doubt } from '../../contract/recordings.ts'
import { type DecimalMark, decimalsOf, readNumber } from './numbers.ts'
import { quote } from './problems.ts'

/** Up to this many text lines below the last row are a summary or comment; more are damaged rows. */
export const mostLinesBelow = 20
/** Minimum number of rows to determine how a column is written. */
const enoughRows = 16

/** Doubt about text lines below the last row, and zero bytes at the file’s end. */
export function belowDoubt(lines: readonly { line: number; text: string }[], zeros: number): Doubt[] {
  if (zeros > 0) {
    const text = `The file ends in ${zeros} zero ${zeros === 1 ? 'byte' : 'bytes'}, as if it was not written completely; they were ignored.`
    return [...belowDoubt(lines, 0), { code: 'BELOW_TABLE', about: 'columns', text }]
  }
  if (lines.length === 0) return []
  const [{ line, text }] = lines
  const others = lines.length > 1 ? ` and ${lines.length - 1} more below it were` : ' was'
  return [
    {
      code: 'BELOW_TABLE',
      about: 'columns',
      text: `Line ${line} (${quote(text)})${others} skipped: below the rows, and not a row itself.`,
    },
  ]
}

/**
 * Whether the last row was truncated within its last number: fewer decimals than all rows before it, which agree; or,
 * if the file has no final line end, shorter than all of them.
 * @param rows the last rows, the one in question last
 * @param ended whether the last row has a line end
 */
export function isCut(
  rows: readonly string[][],
  columns: number,
  decimal: DecimalMark,
  ended: boolean,
): boolean {
  const before = rows.slice(0, -1).filter((row) => row.length >= columns)
  const last = rows.at(-1)?.[columns - 1]?.trim() ?? ''
  if (before.length < enoughRows || Number.isNaN(readNumber(last, decimal))) return false
  const cells = before.map((row) => row[columns - 1].trim())
  if (cells.some((cell) => Number.isNaN(readNumber(cell, decimal)))) return false
  const decimals = cells.map((cell) => decimalsOf(cell, decimal))
  const least = Math.min(...decimals)
  if (least === Math.max(...decimals) && decimalsOf(last, decimal) < least) return true
  return !ended && last.length < Math.min(...cells.map((cell) => cell.length))
}

export function cutDoubt(line: number, row: readonly string[]): Doubt {
  return {
    code: 'LAST_ROW_CUT',
    about: 'columns',
    text: `Line ${line}, the last one (${quote(row.join(' '))}), is incomplete and was skipped.`,
  }
}
