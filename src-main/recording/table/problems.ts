import { type ErrorCode, NagumoError } from '../../contract/errors.ts'

/** Parsing stops after this many problems: the file is not a table of numbers. */
const patience = 1000
/** Maximum number reported individually. */
const told = 4

interface Problem {
  line: number
  /** From 1; null for the whole line. */
  column: number | null
  found: string
}

type Kind = Extract<ErrorCode, 'CELL_NOT_A_NUMBER' | 'COLUMN_COUNT'>

/** Collects invalid cells of a table, to report the first few and their total number. */
export class Problems {
  private readonly first: Record<Kind, Problem[]> = { CELL_NOT_A_NUMBER: [], COLUMN_COUNT: [] }
  private readonly counts: Record<Kind, number> = { CELL_NOT_A_NUMBER: 0, COLUMN_COUNT: 0 }

  constructor(
    private readonly file: string,
    /** Column names, if the file has a header. */
    private readonly names: readonly string[] | null,
    private readonly columns: number,
  ) {}

  /** @param column from 0 */
  badCell(line: number, column: number, cell: string, why: string): void {
    const what = cell.trim() === '' ? 'nothing (an empty cell)' : quote(cell)
    this.add('CELL_NOT_A_NUMBER', { line, column: column + 1, found: why ? `${what} (${why})` : what })
  }

  badRow(line: number, found: number): void {
    this.add('COLUMN_COUNT', {
      line,
      column: null,
      found: `${found} ${found === 1 ? 'value' : 'values'} instead of ${this.columns}`,
    })
  }

  get tooMany(): boolean {
    return this.counts.CELL_NOT_A_NUMBER + this.counts.COLUMN_COUNT >= patience
  }

  /** @throws NagumoError CELL_NOT_A_NUMBER or COLUMN_COUNT if there were any, whichever came first */
  throwIfAny(): void {
    const { CELL_NOT_A_NUMBER: cells, COLUMN_COUNT: rows } = this.counts
    if (cells + rows === 0) return
    const list = [...this.first.CELL_NOT_A_NUMBER, ...this.first.COLUMN_COUNT]
      .sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0))
      .slice(0, told)
    const code = list[0].column === null ? 'COLUMN_COUNT' : 'CELL_NOT_A_NUMBER'
    throw new NagumoError(
      code,
      `${this.file}: ${this.summary(cells, rows)}. ${list.map((p) => this.place(p)).join('; ')}` +
        `${cells + rows > list.length ? '; and more' : ''}. Correct or delete these rows, then open the file again.`,
    )
  }

  private summary(cells: number, rows: number): string {
    const parts: string[] = []
    if (cells > 0)
      parts.push(
        `${amount(cells, 'cell')} ${cells === 1 ? 'holds' : 'hold'} no number where one was expected`,
      )
    if (rows > 0)
      parts.push(`${amount(rows, 'row')} ${rows === 1 ? 'has' : 'have'} the wrong number of columns`)
    return (this.tooMany ? 'reading stopped: at least ' : '') + parts.join(', and ')
  }

  private place({ line, column, found }: Problem): string {
    if (column === null) return `Line ${line}: ${found}`
    const name = this.names?.[column - 1]
    return `Line ${line}, column ${column}${name ? ` (${shorten(name)})` : ''}: found ${found}`
  }

  private add(kind: Kind, problem: Problem): void {
    if (this.tooMany) return
    this.counts[kind]++
    if (this.first[kind].length < told) this.first[kind].push(problem)
  }
}

function amount(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

/** Quotes text from a file for a message: shortened, on one line. */
export function quote(text: string): string {
  return `“${shorten(text)}”`
}

function shorten(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they come from damaged files and must not reach the window
  const clean = text.trim().replace(/[\u0000-\u001f\u007f-\u009f\ufffd\ufeff]/g, '·')
  const letters = [...clean]
  return letters.length > 32 ? `${letters.slice(0, 31).join('')}…` : clean
}
