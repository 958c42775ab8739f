import { isBareUnit } from '../meaning/units.ts'
import type { Header } from './column-names.ts'
import { knownHead } from './known-heads.ts'
import { type DecimalMark, readNumber } from './numbers.ts'
import { type Delimiter, splitLine } from './split.ts'

interface Found {
  header: Header | null
  /** A line that looks like names but has another number of them. */
  unused: { line: number; names: number } | null
}

/** Whether a row starts with its own number, as R writes it without a name above. */
export type StartsWithNumber = () => boolean

/**
 * Finds the names of the columns in the lines above the first row: the last line with as many texts as there are
 * columns, be it a comment; one less where rows begin with their number; a line of units below the names is joined to them.
 */
export function findHeader(
  above: readonly string[],
  delimiter: Delimiter,
  decimal: DecimalMark,
  columns: number,
  numbered: StartsWithNumber,
): Found {
  const known = knownHead(above, columns)
  if (known) return { header: known, unused: null }
  const at = lastFilled(above, above.length)
  if (at < 0) return { header: null, unused: null }
  const names = namesIn(above[at], delimiter, decimal, columns)
  const unnumbered = names || columns < 3 ? null : namesIn(above[at], delimiter, decimal, columns - 1)
  if (unnumbered && numbered()) return { header: { line: at + 1, names: ['', ...unnumbered] }, unused: null }
  if (!names) {
    const cells = splitLine(uncomment(above[at]), delimiter)
    const unused =
      delimiter !== ' ' && cells.length > 1 && cells.every((cell) => isName(cell, decimal))
        ? { line: at + 1, names: cells.length }
        : null
    return { header: null, unused }
  }
  if (columns > 1 && names.every((cell) => cell === '' || isBareUnit(cell))) {
    const before = lastFilled(above, at)
    const upper = before < 0 ? null : namesIn(above[before], delimiter, decimal, columns)
    if (upper) {
      const joined = upper.map((name, j) =>
        names[j] ? `${name} (${names[j].replace(/^[([]|[)\]]$/g, '')})` : name,
      )
      return { header: { line: before + 1, names: joined }, unused: null }
    }
  }
  return { header: { line: at + 1, names }, unused: null }
}

function lastFilled(lines: readonly string[], end: number): number {
  for (let i = end - 1; i >= 0; i--) if (lines[i].trim() !== '') return i
  return -1
}

function namesIn(line: string, delimiter: Delimiter, decimal: DecimalMark, columns: number): string[] | null {
  const text = uncomment(line)
  const ways: string[][] = [splitLine(text, delimiter)]
  if (delimiter === ' ') ways.push(splitLine(text.replace(/[ \t]+([([])/g, '$1'), ' '))
  for (const other of [',', ';', '\t'] as const) if (other !== delimiter) ways.push(splitLine(text, other))
  for (const cells of ways) {
    const names = cells.map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    // Index columns often have no name.
    if (names.length !== columns || !names.some((n) => n !== '')) continue
    if (isNumberedNames(names) || names.every((n) => n === '' || isName(n, decimal))) return names
  }
  return null
}

function isName(cell: string, decimal: DecimalMark): boolean {
  return cell.trim() !== '' && Number.isNaN(readNumber(cell, decimal))
}

/** “time,1,2,3” */
function isNumberedNames([first, ...rest]: string[]): boolean {
  return rest.length > 0 && /^[^\d.,+-]/.test(first) && rest.every((name) => /^\d{1,4}$/.test(name))
}

function uncomment(line: string): string {
  return line.replace(/^\s*(?:[#%]+|\/\/)\s*/, '')
}
