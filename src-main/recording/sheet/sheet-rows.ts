import { NagumoError } from '../../contract/errors.ts'

/** Merged cells: the first holds the value of all. Indices from 0. */
export interface Merge {
  row: number
  column: number
  rows: number
  columns: number
}

/** A sheet as lines of tab-separated cells, all rows of equal length. */
export interface Sheet {
  name: string
  lines: string[]
  columns: number
  /** Number of non-empty rows. */
  filled: number
  /** Formulas without a stored value: the count, and the first cell. */
  unvalued: { count: number; first: string } | null
  /** Numbers stored as text with a decimal comma: the count, and the first cell. */
  commas: { count: number; first: string } | null
}

const mostRows = 1_048_576
const mostColumns = 16_384
/** Maximum number of characters over all rows. */
const mostCharacters = 256 * 2 ** 20
/** Merged cells are filled only in this many rows, above the numbers. */
const mergedRows = 200
const longestText = 1000
const commaNumber = /^\s*[+\u2212-]?\d+,\d+(?:e[+-]?\d+)?\s*$/i
const pointNumber = /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i

/** Collects the cells of a sheet, row by row. Rows and columns count from 0. */
export class SheetRows {
  private readonly first: string[][] = []
  private readonly lines: string[] = []
  private readonly merges: Merge[] = []
  private readonly widths: number[] = []
  private columns = 0
  private filled = 0
  private characters = 0
  private unvalued: Sheet['unvalued'] = null
  private commas: Sheet['commas'] = null
  private pointTexts = 0

  constructor(
    private readonly name: string,
    private readonly file: string,
  ) {}

  /** Index of the next row. */
  get next(): number {
    return this.lines.length
  }

  /** Adds a row at its index; skipped rows before it are empty. @throws NagumoError FILE_TOO_LARGE */
  add(row: number, cells: readonly string[], times = 1): void {
    let used = cells.length
    while (used > 0 && cells[used - 1] === undefined) used--
    while (used > 0 && (cells[used - 1] ?? '') === '') used--
    // Trailing empty rows are ignored.
    if (used === 0) return
    if (row + times > mostRows || used > mostColumns || row < this.lines.length) throw this.tooLarge()
    while (this.lines.length < row) this.push([])
    const own = Array.from({ length: used }, (_, j) => cells[j] ?? '')
    this.columns = Math.max(this.columns, used)
    for (let k = 0; k < times; k++) {
      this.push(own)
      this.filled++
    }
  }

  /** Normalizes a text for a cell. */
  text(value: string, name: string): string {
    const text = value
      .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
      .replaceAll('"', '\u201d')
      .slice(0, longestText)
    if (commaNumber.test(text))
      this.commas = { count: (this.commas?.count ?? 0) + 1, first: this.commas?.first ?? name }
    else if (pointNumber.test(text.trim())) this.pointTexts++
    return text
  }

  /** Records a formula without a stored value. */
  formula(formula: string, name: string): string {
    this.unvalued = { count: (this.unvalued?.count ?? 0) + 1, first: this.unvalued?.first ?? name }
    return this.text(`=${formula}`, name)
  }

  merge(merge: Merge): void {
    if (merge.row < mergedRows && this.merges.length < 10_000) this.merges.push(merge)
  }

  done(): Sheet {
    if (this.characters + this.columns * this.lines.length > mostCharacters) throw this.tooLarge()
    for (const merge of this.merges) this.fill(merge)
    this.first.forEach((cells, row) => {
      this.lines[row] = cells.join('\t')
      this.widths[row] = cells.length
    })
    const commas = this.pointTexts === 0 ? this.commas : null
    const lines = this.lines.map((line, row) => {
      const missing = this.columns - Math.max(1, this.widths[row])
      const padded = missing > 0 ? line + '\t'.repeat(missing) : line
      // One decimal mark for all: that of the texts, where these have commas.
      return `${commas ? withCommas(padded) : padded}\n`
    })
    const { name, columns, filled, unvalued } = this
    return { name, lines, columns, filled, unvalued, commas }
  }

  private push(cells: readonly string[]): void {
    const row = this.lines.length
    if (row < mergedRows) this.first.push([...cells])
    const line = cells.join('\t')
    this.characters += line.length + 1
    if (this.characters > mostCharacters) throw this.tooLarge()
    this.lines.push(line)
    this.widths.push(cells.length)
  }

  /** Texts only: a number merged over several rows is one sample. */
  private fill({ row, column, rows, columns }: Merge): void {
    const value = this.first[row]?.[column] ?? ''
    if (value === '' || !Number.isNaN(Number(value.replace(',', '.')))) return
    for (let i = row; i < Math.min(row + rows, this.first.length); i++) {
      const cells = this.first[i]
      for (let j = column; j < Math.min(column + columns, this.columns); j++) {
        while (cells.length <= j) cells.push('')
        if (cells[j] === '') cells[j] = value
      }
    }
  }

  private tooLarge(): NagumoError {
    return new NagumoError(
      'FILE_TOO_LARGE',
      `${this.file}: sheet ${this.name} contains more than is read of a sheet. Save only the trace and its times, as CSV or as a separate sheet.`,
    )
  }
}

function withCommas(line: string): string {
  return line
    .split('\t')
    .map((cell) => (pointNumber.test(cell) ? cell.replace('.', ',') : cell))
    .join('\t')
}

/** “B7”; indices from 0. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return `${letters}${row + 1}`
}

/** Row and column of “B7”; null if it is not a cell name. */
export function cellPlace(name: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(name)
  if (!match) return null
  let column = 0
  for (const letter of match[1].toUpperCase()) column = 26 * column + letter.charCodeAt(0) - 64
  return { row: Number(match[2]) - 1, column: column - 1 }
}
