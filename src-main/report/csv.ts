/** A cell of a table: text, a number (written in full, with a point), or nothing. */
export type Cell = string | number | null

/** A table as CSV after RFC 4180: commas, CRLF, quotes where they are needed. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = defused(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Spreadsheets run text that begins like a formula; a leading apostrophe makes it text again. */
function defused(text: string): string {
  return /^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text
}
