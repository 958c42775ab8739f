import { readName } from '../meaning/roles.ts'
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

/** Whether rows start with an unnamed row number, as written by R. */
export type StartsWithNumber = () => boolean

/**
 * Finds the column names above the first row: the last line with as many texts as columns, comments included, or one
 * fewer if rows start with their number. A line of units below is joined to the names, and a more informative line
 * above takes precedence.
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
  const commented = names ? null : namesIn(above[at], delimiter, decimal, columns + 1)
  // Rows have no cell for an absent comment.
  if (commented && /^(comments?|notes?|remarks?|kommentare?)$/i.test(commented[columns])) {
    return { header: { line: at + 1, names: commented.slice(0, columns) }, unused: null }
  }
  const higher = names ? null : namesHigher(above, at, (line) => namesIn(line, delimiter, decimal, columns))
  if (!names && !higher) {
    const cells = splitLine(uncomment(above[at]), delimiter)
    const unused =
      delimiter !== ' ' && cells.length > 1 && cells.every((cell) => isName(cell, decimal))
        ? { line: at + 1, names: cells.length }
        : null
    return { header: null, unused }
  }
  const {
    at: named,
    names: best,
    units,
  } = bestNames(above, higher?.at ?? at, (names ?? higher?.names)!, (line) =>
    namesIn(line, delimiter, decimal, columns),
  )
  const joined = best.map((name, j) => (units?.[j] ? `${name} (${units[j]})` : name))
  return { header: { line: named + 1, names: joined }, unused: null }
}

/** Names of times and voltages a few lines above a last line without names (“# data below”). */
function namesHigher(
  above: readonly string[],
  last: number,
  read: (line: string) => string[] | null,
): { at: number; names: string[] } | null {
  for (
    let n = 1, at = lastFilled(above, last);
    n < mostHeadLines && at >= 0;
    n++, at = lastFilled(above, at)
  ) {
    const names = read(above[at])
    if (names && names.length > 1 && said(names) > 0) return { at, names }
  }
  return null
}

/** Maximum number of header lines: names, units, and descriptions of the values. */
const mostHeadLines = 5

interface Names {
  at: number
  names: string[]
  /** From the line of units below the names; empty strings for other cells. */
  units: string[] | null
}

/**
 * Of the lines above the rows with a text for each column, the one with the most names of times and voltages: the last
 * one unless one above has more, or it holds only units.
 */
function bestNames(
  above: readonly string[],
  last: number,
  names: string[],
  read: (line: string) => string[] | null,
): Names {
  if (names.length < 2) return { at: last, names, units: null }
  let best: Names = { at: last, names, units: null }
  let units: string[] | null = null
  const onlyUnits = (cells: readonly string[]): boolean => cells.every((c) => c === '' || isBareUnit(c))
  for (let at = last, cells: string[] | null = names, n = 0; cells && n < mostHeadLines; n++) {
    const better = onlyUnits(best.names) || said(cells) > said(best.names)
    if (at !== last && better) best = { at, names: cells, units }
    if (cells.some((cell) => isBareUnit(cell))) units = cells.map(unitOf)
    at = lastFilled(above, at)
    cells = at < 0 ? null : read(above[at])
  }
  return best
}

/** Number of names of times, voltages and stimuli. */
function said(names: readonly string[]): number {
  const known = ['time', 'voltage', 'stimulus']
  return names.filter((name) => !isBareUnit(name) && known.includes(readName(name).role)).length
}

function unitOf(cell: string): string {
  return isBareUnit(cell) ? cell.replace(/^[([]|[)\]]$/g, '') : ''
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
