import { NagumoError } from '../../contract/errors.ts'
import { lineBlocks } from '../text/line-blocks.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Dialect } from './dialect.ts'
import { readNumber, whyNoNumber } from './numbers.ts'
import { Problems } from './problems.ts'
import { isSkipped, splitLines } from './split.ts'

/** At most so many voltage samples, over all sweeps, are read. */
export const mostSamples = 20_000_000

/** The columns of a file as numbers. */
export interface Table {
  rows: number
  /** By number of the column; only those that were asked for. */
  columns: Map<number, Float64Array>
  /** Some of the last rows as written. */
  lastRows: string[][]
  /** Line in the file, from 1, of a row, from 0. */
  lineOf(row: number): number
}

/**
 * Reads the asked columns, block by block.
 * @param keep columns to read, from 0; each cell must be a number
 * @throws NagumoError CELL_NOT_A_NUMBER, COLUMN_COUNT, FILE_TOO_LARGE, CANCELLED
 */
export async function readTable(
  file: SourceFile,
  dialect: Dialect,
  keep: readonly number[],
  signal?: AbortSignal,
): Promise<Table> {
  const { delimiter, decimal, quoted, columns, headerLines, header } = dialect
  const problems = new Problems(file.name, header?.names ?? null, columns)
  const most = Math.floor(mostSamples / Math.max(1, keep.length - 1))
  const store = keep.map(() => new Float64Array(Math.min(most, guessRows(file))))
  /** Lines skipped before a row. */
  const skipped = new Map<number, number>()
  let line = 0
  let rows = 0
  let lastRows: string[][] = []

  for await (const block of lineBlocks(file, signal)) {
    let text = block
    for (; line < headerLines && text !== ''; line++) text = text.slice(text.indexOf('\n') + 1 || text.length)
    if (text === '') continue
    const cells = splitLines(text, delimiter, quoted)
    if (rows + cells.length > store[0].length) grow(store, rows + cells.length)
    for (const row of cells) {
      line++
      if (isSkipped(row[0], row.length)) {
        skipped.set(rows, (skipped.get(rows) ?? 0) + 1)
        continue
      }
      if (row.length !== columns && !(row.length === columns + 1 && row[columns].trim() === '')) {
        problems.badRow(line, row.length)
        if (problems.tooMany) problems.throwIfAny()
        continue
      }
      for (let k = 0; k < keep.length; k++) {
        const x = readNumber(row[keep[k]], decimal)
        store[k][rows] = x
        if (Number.isNaN(x)) {
          problems.badCell(line, keep[k], row[keep[k]], whyNoNumber(row[keep[k]], decimal))
          if (problems.tooMany) problems.throwIfAny()
        }
      }
      rows++
    }
    if (rows > most) throw tooManySamples(file.name, keep.length - 1)
    lastRows = cells.slice(-200)
  }
  problems.throwIfAny()
  return {
    rows,
    columns: new Map(keep.map((column, k) => [column, store[k].slice(0, rows)])),
    lastRows: lastRows.filter((row) => row.length >= columns),
    lineOf: (row) => {
      let before = 0
      for (const [at, lines] of skipped) if (at <= row) before += lines
      return headerLines + 1 + row + before
    },
  }
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

function tooManySamples(name: string, sweeps: number): NagumoError {
  return new NagumoError(
    'FILE_TOO_LARGE',
    `${name} holds more than ${mostSamples / 1e6} million samples (${sweeps === 1 ? 'one voltage column' : `${sweeps} voltage columns`}); at most that many are read. Export a part of the recording, fewer sweeps, or a lower sampling rate.`,
  )
}
