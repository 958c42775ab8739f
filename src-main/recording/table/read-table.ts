import { NagumoError } from '../../contract/errors.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { mostSamples } from '../limits.ts'
import { lineBlocks } from '../text/line-blocks.ts'
import type { SourceFile } from '../text/source-file.ts'
import { belowDoubt, cutDoubt, isCut, mostLinesBelow } from './below-table.ts'
import { readClock } from './clock.ts'
import type { Dialect } from './dialect.ts'
import { isMissing, isOutOfRange, readNumber, whyNoNumber } from './numbers.ts'
import { type PlainRowReader, plainRowReader } from './plain-rows.ts'
import { Problems } from './problems.ts'
import { type RowComment, withoutComment } from './row-comments.ts'
import { sectionLines } from './section-lines.ts'
import { isBlankRow, isSkipped, splitCells, splitLines } from './split.ts'

const mostNotes = 200
const mostBreaks = 100_000
/** Rows at the end that are told as written. */
const mostLast = 200

/**
 * A column to read. `number`: each cell must be one; `clock`: a time of day, in seconds; `samples`: a number or missing
 * (NaN); `any`: non-numeric cells become NaN.
 */
export interface Wanted {
  column: number
  as: 'number' | 'clock' | 'samples' | 'any'
}

/** Cells with a word for out of range: their number, the word, and the row of the first. */
export interface Marks {
  count: number
  text: string
  row: number
}

/** The columns of a file as numbers. */
export interface Table {
  rows: number
  /** By column number; requested columns only. */
  columns: Map<number, Float64Array>
  /** Missing cells in the sample columns, by column: their number, and the row of the first. */
  missing: Map<number, { count: number; row: number; marks?: Marks }>
  /** Rows (from 0) preceded by lines that are not rows: blank lines, comments, repeated names. */
  breaks: number[]
  /** Such lines as text. */
  notes: string[]
  /** Comments at the ends of rows. */
  comments: RowComment[]
  /** Doubts about text after the last row. */
  doubts: Doubt[]
  /** Some of the last rows, as written. */
  lastRows: string[][]
  /** Line in the file (from 1) of a row (from 0). */
  lineOf(row: number): number
}

/**
 * Reads the requested columns, block by block.
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
  /** Number of lines skipped before each row. */
  const skipped = new Map<number, number>()
  const notes: string[] = []
  let line = 0
  let rows = 0
  /** The last blocks, with `mostLast` lines or more. */
  const lastTexts: { text: string; lines: number }[] = []
  const comments: RowComment[] = []
  /** Text lines since the last row: damaged rows if another row follows. */
  let below: { line: number; text: string; tell: () => void }[] = []
  /** The last row: its line, and whether it ends with a line end. */
  let last = { line: 0, ended: true }
  let cut: Doubt | null = null
  const readPlain = wanted.some(({ as }) => as === 'clock') ? null : plainRowReader(dialect)
  const values = new Float64Array(columns)
  const needsFirst = wanted.some(({ column, as }) => column === 0 && as !== 'any')

  const skip = (row: string[]): void => {
    skipped.set(rows, (skipped.get(rows) ?? 0) + 1)
    const note = notes.length < mostNotes ? row.join(delimiter).trim() : ''
    if (note !== '') notes.push(note)
  }
  /** The value of a cell that is not a plain number; NaN if missing or invalid. */
  const unusual = (cell: string, { column, as }: Wanted): number => {
    if (as === 'clock') {
      const seconds = readClock(cell)
      if (!Number.isNaN(seconds)) return seconds
    }
    if (as === 'any' || (as === 'samples' && isMissing(cell))) {
      const known = missing.get(column)
      if (known) known.count++
      else missing.set(column, { count: 1, row: rows })
      const found = missing.get(column)!
      if (isOutOfRange(cell)) found.marks = countedMark(found.marks, cell.trim(), rows)
      return Number.NaN
    }
    problems.badCell(line, column, cell, whyNoNumber(cell, decimal))
    return Number.NaN
  }

  /** @param isEnd whether it is the last line, without a line end */
  const take = (read: string[], isEnd: boolean): void => {
    let row = read
    line++
    if (rows === store[0].length) grow(store, rows + 1)
    if (isSkipped(row[0], row.length) || (row[0] === '' && isBlankRow(row))) {
      skip(row)
      return
    }
    if (!startsLikeValue(row[0]) && isSection(row.join(delimiter))) {
      skip(row)
      return
    }
    const fits = row.length === columns || (row.length === columns + 1 && row[columns].trim() === '')
    const bare = !fits || mayRemark.test(row[columns - 1]) ? withoutComment(row, columns) : null
    if (bare) {
      row = bare.cells
      comments.push({ line, row: rows, text: bare.comment })
    }
    if (!fits && !bare) {
      const [number, found] = [line, row.length]
      if (isEnd && rows > 0 && startsLikeValue(row[0])) cut = cutDoubt(line, row)
      else if (rows > 0 && !startsLikeValue(row[0]))
        below.push({ line, text: row.join(delimiter), tell: () => problems.badRow(number, found) })
      else problems.badRow(line, row.length)
      if (below.length > mostLinesBelow) below = told(below)
      if (problems.tooMany) problems.throwIfAny()
      return
    }
    if (rows > 0 && needsFirst && isTextRow(row)) {
      const [number, cell, column] = [line, row[wanted[0].column], wanted[0].column]
      const tell = (): void => problems.badCell(number, column, cell, whyNoNumber(cell, decimal))
      below.push({ line, text: row.join(delimiter), tell })
      if (below.length > mostLinesBelow) below = told(below)
      if (problems.tooMany) problems.throwIfAny()
      return
    }
    if (isEnd && rows > 0 && wanted.some(({ column }) => isUnfinished(row[column]))) {
      cut = cutDoubt(line, row)
      return
    }
    if (below.length > 0) below = told(below)
    for (let k = 0; k < wanted.length; k++) {
      const cell = row[wanted[k].column]
      const x = wanted[k].as === 'clock' ? Number.NaN : readNumber(cell, decimal, grouped)
      store[k][rows] = Number.isNaN(x) ? unusual(cell, wanted[k]) : x
    }
    if (problems.tooMany) problems.throwIfAny()
    rows++
    last = { line, ended: !isEnd }
  }
  /** Plain rows are read without cells; wanted cells that are not numbers make it another row. */
  const takeText = (text: string, read: PlainRowReader): void => {
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at)
      const end = newline < 0 ? text.length : newline
      if (read(text, at, end, values)) {
        line++
        if (below.length > 0) below = told(below)
        if (problems.tooMany) problems.throwIfAny()
        if (rows === store[0].length) grow(store, rows + 1)
        for (let k = 0; k < wanted.length; k++) store[k][rows] = values[wanted[k].column]
        rows++
        last = { line, ended: newline >= 0 }
      } else take(splitCells(text.slice(at, end), delimiter), newline < 0)
      at = end + 1
    }
  }

  for await (const block of lineBlocks(file, signal)) {
    let text = block
    for (; line < headerLines && text !== ''; line++) text = text.slice(text.indexOf('\n') + 1 || text.length)
    if (text === '') continue
    const before = line
    if (readPlain) takeText(text, readPlain)
    else {
      const cells = splitLines(text, delimiter, quoted)
      const ended = text.endsWith('\n')
      for (const [at, row] of cells.entries()) take(row, !ended && at === cells.length - 1)
    }
    lastTexts.push({ text, lines: line - before })
    while (lastTexts.slice(1).reduce((sum, { lines }) => sum + lines, 0) >= mostLast) lastTexts.shift()
    if (rows > most) throw tooManySamples(file.name, sampled)
  }
  problems.throwIfAny()
  const lastRows = lastTexts
    .flatMap(({ text }) => splitLines(text, delimiter, quoted).slice(-mostLast))
    .slice(-mostLast)
  const whole = lastRows.filter((row) => row.length >= columns && startsLikeValue(row[0]))
  if (!cut && rows > 1 && isCut(whole, columns, decimal, last.ended)) {
    cut = cutDoubt(last.line, whole[whole.length - 1])
    rows--
  }
  const breaks = [...skipped.keys()].filter((row) => row > 0 && row < rows)
  return {
    rows,
    columns: new Map(wanted.map(({ column }, k) => [column, store[k].subarray(0, rows)])),
    missing,
    breaks: breaks.length > mostBreaks ? [] : breaks,
    notes,
    comments,
    doubts: [...belowDoubt(below, file.zeros), ...(cut ? [cut] : [])],
    lastRows: lastRows.filter((row) => row.length >= columns),
    lineOf: (row) => {
      let before = 0
      for (const [at, lines] of skipped) if (at <= row) before += lines
      return headerLines + 1 + row + before
    },
  }
}

/** Fast check whether a cell may hold a comment. */
const mayRemark = /\s[#%/]/

/** Reports damaged rows; returns an empty list. */
function told(below: readonly { tell: () => void }[]): [] {
  for (const { tell } of below) tell()
  return []
}

/** “Mean, -60.1”: starts with a text that is not a missing-value word. */
function isTextRow([first]: readonly string[]): boolean {
  return !startsLikeValue(first) && !isMissing(first) && Number.isNaN(readClock(first))
}

/** A truncated number: “-”, “6.5E-”. */
function isUnfinished(cell: string): boolean {
  return cell.trim() !== '' && /^\s*[+\u2212-]?(?:\d+[.,]?\d*[eE][+-]?)?$/.test(cell)
}

function countedMark(marks: Marks | undefined, text: string, row: number): Marks {
  return marks ? { ...marks, count: marks.count + 1 } : { count: 1, text, row }
}

function startsLikeValue(cell: string): boolean {
  const c = cell.charCodeAt(0)
  return (c > 43 && c < 58) || /^["\s]*[\d.,+\u2212-]/.test(cell) || cell.trim() === ''
}

/** Estimated from the length of the first lines; an underestimate is harmless. */
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
