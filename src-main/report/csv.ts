/** A table cell: text, a number (in full, with a decimal point), or empty. */
export type Cell = string | number | null

/** A table as CSV by RFC 4180: commas, CRLF, quotes where needed. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = defused(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Guards against formula injection: a leading apostrophe keeps a spreadsheet from running such text. */
function defused(text: string): string {
  return /^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text
}
