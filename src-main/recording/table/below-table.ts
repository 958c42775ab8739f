import type { Doubt } from '../../contract/recordings.ts'
import { type DecimalMark, decimalsOf, readNumber } from './numbers.ts'
import { quote } from './problems.ts'

/** So many lines of text below the last row are a summary or a remark; more are damaged rows. */
export const mostLinesBelow = 20
/** So many rows tell how a column is written. */
const enoughRows = 16

/** Lines below the last row that are no rows, and zero bytes at the file’s end, told so. */
export function belowDoubt(lines: readonly { line: number; text: string }[], zeros: number): Doubt[] {
  if (zeros > 0) {
    const text = `The file ends in ${zeros} zero ${zeros === 1 ? 'byte' : 'bytes'}, as where it was not written to its end; they were left out.`
    return [...belowDoubt(lines, 0), { code: 'BELOW_TABLE', about: 'columns', text }]
  }
  if (lines.length === 0) return []
  const [{ line, text }] = lines
  const others = lines.length > 1 ? ` and ${lines.length - 1} more below it were` : ' was'
  return [
    {
      code: 'BELOW_TABLE',
      about: 'columns',
      text: `Line ${line} (${quote(text)})${others} left out: below the rows, and no row itself.`,
    },
  ]
}

/**
 * Whether the last row was cut off within its last number: it has fewer decimals than every row before it, all of which
 * have as many; or, where the file ends without a line end, it is shorter than them all.
 * @param rows the last rows, the one in question last
 * @param ended whether a line end stands behind it
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
    text: `Line ${line}, the last one (${quote(row.join(' '))}), was cut off, and is left out.`,
  }
}
