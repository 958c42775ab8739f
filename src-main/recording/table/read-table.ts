import { NagumoError } from '../../contract/errors.ts'
import { mostSamples } from '../limits.ts'
import { lineBlocks } from '../text/line-blocks.ts'
import type { SourceFile } from '../text/source-file.ts'
import { readClock } from './clock.ts'
import type { Dialect } from './dialect.ts'
import { isMissing, readNumber, whyNoNumber } from './numbers.ts'
import { Problems } from './problems.ts'
import { sectionLines } from './section-lines.ts'
import { isBlankRow, isSkipped, splitLines } from './split.ts'

const mostNotes = 200
const mostBreaks = 100_000

/**
 * A column to read. `number`: each cell must be one; `clock`: a time of day, in seconds; `samples`: a number or
 * nothing (NaN); `any`: whatever is no number is NaN.
 */
export interface Wanted {
  column: number
  as: 'number' | 'clock' | 'samples' | 'any'
}

/** The columns of a file as numbers. */
export interface Table {
  rows: number
  /** By number of the column; only those that were asked for. */
  columns: Map<number, Float64Array>
  /** Cells without a value in the columns of samples, by column: how many, and the row of the first. */
  missing: Map<number, { count: number; row: number }>
  /** Rows (from 0) before which lines stand that are none: blank, a comment, names again. */
  breaks: number[]
  /** Such lines as text. */
  notes: string[]
  /** Some of the last rows as written. */
  lastRows: string[][]
  /** Line in the file, from 1, of a row, from 0. */
  lineOf(row: number): number
}

/**
 * Reads the asked columns, block by block.
 * @throws NagumoError CELL_NOT_A_NUMBER, COLUMN_COUNT, FILE_TOO_LARGE, CANCELLED
 */
export async function readTable(
  file: SourceFile,
  dialect: Dialect,
  wanted: readonly Wanted[],
  signal?: AbortSignal,
): Promise<Table> {
  const { delimiter, decimal, grouped, quoted, columns, headerLines, header } = dialect
  const problems = new Problems(file.name, header?.names ?? null, columns)
  const isSection = sectionLines(file.head.split('\n', headerLines))
  const sampled = wanted.filter(({ as }) => as === 'samples' || as === 'any').length
  const most = Math.floor(mostSamples / Math.max(1, sampled))
  const store = wanted.map(() => new Float64Array(Math.min(most, guessRows(file))))
  const missing: Table['missing'] = new Map()
  /** Lines skipped before a row. */
  const skipped = new Map<number, number>()
  const notes: string[] = []
  let line = 0
  let rows = 0
  let lastRows: string[][] = []

  const skip = (row: string[]): void => {
    skipped.set(rows, (skipped.get(rows) ?? 0) + 1)
    const note = notes.length < mostNotes ? row.join(' ').trim() : ''
    if (note !== '') notes.push(note)
  }
  /** The value of a cell that is not simply a number; NaN where it has none, and where it should have one. */
  const unusual = (cell: string, { column, as }: Wanted): number => {
    if (as === 'clock') {
      const seconds = readClock(cell)
      if (!Number.isNaN(seconds)) return seconds
    }
    if (as === 'any' || (as === 'samples' && isMissing(cell))) {
      const known = missing.get(column)
      if (known) known.count++
      else missing.set(column, { count: 1, row: rows })
      return Number.NaN
    }
    problems.badCell(line, column, cell, whyNoNumber(cell, decimal))
    return Number.NaN
  }

  for await (const block of lineBlocks(file, signal)) {
    let text = block
    for (; line < headerLines && text !== ''; line++) text = text.slice(text.indexOf('\n') + 1 || text.length)
    if (text === '') continue
    const cells = splitLines(text, delimiter, quoted)
    if (rows + cells.length > store[0].length) grow(store, rows + cells.length)
    for (const row of cells) {
      line++
      if (isSkipped(row[0], row.length) || (row[0] === '' && isBlankRow(row))) {
        skip(row)
        continue
      }
      if (!startsLikeValue(row[0]) && isSection(row.join(delimiter))) {
        skip(row)
        continue
      }
      if (row.length !== columns && !(row.length === columns + 1 && row[columns].trim() === '')) {
        problems.badRow(line, row.length)
        if (problems.tooMany) problems.throwIfAny()
        continue
      }
      for (let k = 0; k < wanted.length; k++) {
        const cell = row[wanted[k].column]
        const x = wanted[k].as === 'clock' ? Number.NaN : readNumber(cell, decimal, grouped)
        store[k][rows] = Number.isNaN(x) ? unusual(cell, wanted[k]) : x
      }
      if (problems.tooMany) problems.throwIfAny()
      rows++
    }
    if (rows > most) throw tooManySamples(file.name, sampled)
    lastRows = cells.slice(-200)
  }
  problems.throwIfAny()
  const breaks = [...skipped.keys()].filter((row) => row > 0 && row < rows)
  return {
    rows,
    columns: new Map(wanted.map(({ column }, k) => [column, store[k].subarray(0, rows)])),
    missing,
    breaks: breaks.length > mostBreaks ? [] : breaks,
    notes,
    lastRows: lastRows.filter((row) => row.length >= columns),
    lineOf: (row) => {
      let before = 0
      for (const [at, lines] of skipped) if (at <= row) before += lines
      return headerLines + 1 + row + before
    },
  }
}

function startsLikeValue(cell: string): boolean {
  const c = cell.charCodeAt(0)
  return (c > 43 && c < 58) || /^["\s]*[\d.,+\u2212-]/.test(cell) || cell.trim() === ''
}

/** From the length of the first lines; too few is no harm. */
function guessRows({ head, bytes, encoding }: SourceFile): number {
  let lines = 1
  for (let at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) lines++
  const characters = encoding.label.startsWith('utf-16') ? bytes / 2 : bytes
  return Math.ceil((characters * lines * 1.03) / Math.max(1, head.length)) + 16
}

function grow(store: Float64Array[], needed: number): void {
  for (let k = 0; k < store.length; k++) {
    const larger = new Float64Array(Math.ceil(needed * 1.3))
    larger.set(store[k])
    store[k] = larger
  }
}

function tooManySamples(name: string, columns: number): NagumoError {
  return new NagumoError(
    'FILE_TOO_LARGE',
    `${name} holds more than ${mostSamples / 1e6} million samples (${columns === 1 ? 'one column beside the time' : `${columns} columns beside the time`}); at most that many are read. Export a part of the recording, fewer sweeps, or a lower sampling rate.`,
  )
}
