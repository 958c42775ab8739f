import { isFull, type SampleLine } from './sample-lines.ts'

/** Maximum number of preamble lines examined, including column names. */
const keptAbove = 60
/** This many lines of another form end the table, searching upwards. */
const tolerated = 5
/** Number of lines at the end that are used to verify the form of the rows. */
export const lastLines = 60

/** Whether the last lines are rows with this number of columns, which confirms the table found at the beginning. */
export function isTableAtEnd(last: readonly SampleLine[], columns: number): boolean {
  return last.filter((line) => isFull(line, columns)).length >= last.length / 2
}

/**
 * Line from which to search for a table below a long preamble: some lines above its first row, found from its end.
 * @param rows the lines of the file, split in the form of the last ones
 * @param columns of the last ones
 */
export function startAbove(rows: readonly SampleLine[], columns: number): number {
  let first = rows.length - 1
  for (let i = rows.length - 1, odd = 0; i >= 0 && odd < tolerated; i--) {
    if (isFull(rows[i], columns)) [first, odd] = [i, 0]
    else odd++
  }
  return rows[Math.max(0, first - keptAbove)]?.index ?? 0
}
