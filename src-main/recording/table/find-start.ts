import { isNeuronVector } from './known-heads.ts'
import { isFull, type SampleLine } from './sample-lines.ts'

/** Maximum number of single values in consecutive lines of a preamble. */
const mostValuesAbove = 3

/** The first row: mostly numbers, as long as the others, and followed by more. */
export function findStart(lines: SampleLine[], columns: number): number {
  const isRow = (line: SampleLine): boolean =>
    line.cells.length === columns && line.valued > 0 && line.valued + line.missing >= columns / 2
  const isStart = (line: SampleLine, i: number): boolean => {
    if (!isRow(line)) return false
    const next = lines.slice(i + 1, i + 6)
    if (next.filter(isRow).length < next.length / 2) return false
    // “20000” between “Sampling rate” and “Vm (mV)” is not a row: names follow it, then rows.
    const names = i > 0 && lines[i - 1].valued === 0 ? next.slice(0, mostValuesAbove).findIndex(isText) : -1
    return names < 0 || !next.slice(names + 1).every(isRow)
  }
  // “Rate,20000” is not a row, unless all rows start with a text (a date, say).
  let start = lines.findIndex((line, i) => startsWithNumber(line) && isStart(line, i))
  if (start < 0) start = lines.findIndex(isStart)
  if (start < 0) start = lines.findIndex((line) => line.valued > 0)
  if (isNumberedHeader(lines, start)) return start + 1
  // A damaged row before it is also a row, to be reported rather than treated as preamble.
  while (start > 0 && isDamagedRow(lines, start - 1, columns)) start--
  return start
}

/** A line of names between values of a preamble and the rows. */
function isText({ valued, missing }: SampleLine): boolean {
  return valued === 0 && missing === 0
}

function isDamagedRow(lines: SampleLine[], i: number, columns: number): boolean {
  const line = lines[i]
  if (isText(lines[i + 1])) return false
  if (startsWithNumber(line) && line.valued >= line.cells.length / 2) return true
  const before = lines[i - 1]
  const belowNames = before?.cells.length === columns && before.valued === 0
  return belowNames && line.cells.length === columns && line.valued > 0
}

/** “time,1,2,3”: names of sweeps may be numbers. */
function isNumberedHeader(lines: SampleLine[], start: number): boolean {
  const { cells, valued } = lines[start]
  const next = lines[start + 1]
  return (
    next !== undefined &&
    isFull(next) &&
    valued === cells.length - 1 &&
    /^[^\d.,+-]/.test(cells[0].trim()) &&
    cells.slice(1).every((cell) => /^"?\d{1,4}"?$/.test(cell.trim()))
  )
}

function startsWithNumber({ cells }: SampleLine): boolean {
  return /^"?[+\u2212-]?[.,]?\d/.test(cells[0].trim())
}

/** Number of lines above the names, if the file's first lines have a known form that declares it. */
export function declaredPreamble(lines: string[]): number {
  // NEURON’s vectors: a label, the number of values, then the values.
  if (isNeuronVector(lines)) return 2
  const count = /^\s*"?(\d+)/.exec(lines[1] ?? '')
  return lines[0].startsWith('ATF') && count ? Math.min(2 + Number(count[1]), lines.length - 1) : 0
}
