import { NagumoError } from '../../contract/errors.ts'
import type { Header } from './column-names.ts'
import { areFractions, doubledCommas, noNumbers, refuseDoubledCommas } from './dialect-problems.ts'
import { declaredPreamble, findStart } from './find-start.ts'
import { findHeader } from './header.ts'
import { isTableAtEnd, lastLines, startAbove } from './long-preamble.ts'
import { type DecimalMark, readNumber } from './numbers.ts'
import {
  endsInSeparator,
  isFull,
  onlyOwnClocks,
  type SampleLine,
  sample,
  score,
  shorten,
} from './sample-lines.ts'
import type { Delimiter } from './split.ts'

/** How to parse the lines of a file. */
export interface Dialect {
  delimiter: Delimiter
  decimal: DecimalMark
  /** Whether the other mark separates thousands, as chosen by the user. */
  grouped: boolean
  /** Whether cells are quoted. */
  quoted: boolean
  columns: number
  /** Lines before the first row of numbers. */
  headerLines: number
  header: Header | null
  /** Number of rows examined, and of those that fit. */
  looked: { rows: number; fitting: number }
  /** A line that looks like names of columns but has another number of them. */
  unusedNames: { line: number; names: number } | null
  /** Whether rows are known to be samples. */
  upright?: true
}

type Ways = readonly (readonly [Delimiter, DecimalMark])[]

/** In order of preference where several fit equally well. */
const candidates: Ways = [
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
 * Detects separator, decimal mark, header and first row by trying which combination gives numbers (or times of day).
 * @param head the file's beginning, whole lines
 * @param chosen the decimal mark chosen by the user; the other one then separates thousands
 * @param separator if known
 * @throws NagumoError FILE_EMPTY, CELL_NOT_A_NUMBER where there are no numbers, COLUMN_COUNT, TOO_FEW_POINTS
 */
export function findDialect(
  head: string,
  name: string,
  chosen?: DecimalMark,
  separator?: Delimiter,
): Dialect {
  const lines = head.split('\n')
  if (lines.every((line) => line.trim() === '')) {
    throw new NagumoError(
      'FILE_EMPTY',
      `${name} contains only blank lines; a table with a time and a voltage column was expected. Export the recording again.`,
    )
  }
  const ways = candidates.filter(
    ([delimiter, decimal]) =>
      (separator === undefined || delimiter === separator) && (chosen === undefined || decimal === chosen),
  )
  const { from, form } = firstForm(lines, chosen, ways)
  const { best, choice } = (form && withDecimalCommas(form, lines, from, name)) ?? {
    best: null,
    choice: ways[0],
  }
  if (!best) throw noNumbers(lines, name)
  const [delimiter, decimal] = choice
  let { columns } = best
  onlyOwnClocks(best.lines, columns)
  // Only isolated dates.
  if (best.lines.every(({ valued }) => valued === 0)) throw noNumbers(lines, name)
  let start = findStart(best.lines, columns)
  const first = best.lines[start].index
  const headed = (count: number) =>
    findHeader(lines.slice(0, first), delimiter, decimal, count, () =>
      countsUp(best.lines.slice(start, start + 20), decimal),
    )
  let found = headed(columns)
  // A trailing separator does not make a column, unless one is named.
  if (separator === undefined && !found.header && endsInSeparator(best.lines, columns)) {
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
    grouped: chosen !== undefined,
    quoted: rows.some((row) => lines[row.index].includes('"')),
    columns,
    headerLines: first,
    header: found.header,
    looked: { rows: rows.length, fitting: rows.filter((r) => isFull(r, columns)).length },
    unusedNames: found.unused,
  }
}

interface Form {
  best: ReturnType<typeof score>
  choice: (typeof candidates)[number]
}

/** Separator and decimal mark that turn most lines from `from` on into rows of numbers. */
function bestForm(lines: string[], from: number, chosen: DecimalMark | undefined, ways: Ways): Form | null {
  let form: Form | null = null
  for (const choice of ways) {
    const best = score(sample(lines, from, ...choice, chosen !== undefined))
    // Preamble lines also fit some form; a small gain in score does not outweigh a more likely form.
    const least = form ? form.best.score + Math.min(0.9, 0.2 * form.best.score) : 0
    if (best.score > least) form = { best, choice }
  }
  return form
}

/** Handles splitting at decimal commas: one column of such numbers. @throws NagumoError COLUMN_COUNT for several */
function withDecimalCommas(form: Form, lines: string[], from: number, name: string): Form {
  const { columns } = form.best
  if (form.choice[0] !== ',' || columns % 2 === 1) return form
  const rows = form.best.lines.filter((line) => isFull(line, columns)).map(({ cells }) => cells)
  if (!areFractions(rows)) return form
  if (columns > 2) throw doubledCommas(`each row has ${columns} whole numbers between commas.`, name)
  return { best: score(sample(lines, from, ' ', ',', false)), choice: [' ', ','] }
}

/** The line to start from, below a preamble of declared length or one longer than the lines examined; and the form there. */
function firstForm(
  lines: string[],
  chosen: DecimalMark | undefined,
  ways: Ways,
): { from: number; form: Form | null } {
  const declared = declaredPreamble(lines)
  const above = bestForm(lines, declared, chosen, ways)
  const found = { from: declared, form: above }
  if (lines.length <= 2 * lastLines) return found
  const below = lines.length - lastLines
  if (above) {
    const tail = sample(lines, below, ...above.choice, chosen !== undefined)
    if (tail.length === 0 || isTableAtEnd(tail, above.best.columns)) return found
  }
  const last = bestForm(lines, below, chosen, ways)
  if (!last || !isTableAtEnd(last.best.lines, last.best.columns)) return found
  const all = sample(lines, declared, ...last.choice, chosen !== undefined, lines.length)
  const from = startAbove(all, last.best.columns)
  return { from, form: bestForm(lines, from, chosen, ways) }
}

/** Whether the first cells count rows. */
function countsUp(rows: SampleLine[], decimal: DecimalMark): boolean {
  const first = rows.map(({ cells }) => readNumber(cells[0], decimal))
  return first.length > 1 && first.every((x, i) => i === 0 || x - first[i - 1] === 1)
}
