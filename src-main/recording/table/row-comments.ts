/** A comment after the values of a row, as LabChart writes them (“⇥#* current on”). */
export interface RowComment {
  line: number
  /** The row that it follows, from 0. */
  row: number
  text: string
}

const mark = /^(?:#|%|\/\/)/
const inside = /\s(?:#|%|\/\/).*$/

/** Splits a trailing comment from the cells of a row; null if there is none. */
export function withoutComment(
  row: readonly string[],
  columns: number,
): { cells: string[]; comment: string } | null {
  const at = row.findIndex((cell, j) => j > 0 && mark.test(cell.trim()))
  if (at > 0) {
    const cells = row.slice(0, at)
    while (cells.length > columns && cells[cells.length - 1].trim() === '') cells.pop()
    return cells.length === columns ? { cells, comment: plainly(row.slice(at).join(' ')) } : null
  }
  if (row.length !== columns) return null
  const last = row[columns - 1]
  const found = inside.exec(last)
  if (!found) return null
  return { cells: [...row.slice(0, -1), last.slice(0, found.index)], comment: plainly(found[0]) }
}

/** Strips the comment marker. LabChart writes a channel number after #, or “*” for all channels. */
function plainly(text: string): string {
  return text.trim().replace(/^(?:#\*?|%|\/\/)\s*/, '')
}
