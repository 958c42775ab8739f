import { isFull, type SampleLine } from './sample-lines.ts'

/** Lines of a preamble that are looked at, the names of columns among them. */
const keptAbove = 60
/** So many lines of another form end the rows, seen from below. */
const tolerated = 5
/** So many lines at the end of what is known of a file tell whether the rows have the form that was found. */
export const lastLines = 60

/** Whether the last lines are rows of so many columns: then what was found at the beginning is the table. */
export function isTableAtEnd(last: readonly SampleLine[], columns: number): boolean {
  return last.filter((line) => isFull(line, columns)).length >= last.length / 2
}

/**
 * Where to begin looking for the table, where it stands below a preamble that is longer than what is looked at: some
 * lines above its first row, found from its end.
 * @param rows the lines of the file, as the form of the last ones splits them
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
