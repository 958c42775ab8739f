import { fixed } from '../contract/numbers.ts'

/** Rows of text as lines with aligned columns; the first row is the header. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)))
  return rows.map((row) =>
    row
      .map((text, column) => text + ' '.repeat(widths[column] - [...text].length))
      .join('  ')
      .trimEnd(),
  )
}

/** A value rounded to two significant digits of its uncertainty. */
export function withUncertainty(value: number, sd: number): string {
  const decimals = sd > 0 ? 1 - Math.floor(Math.log10(sd)) : 3
  return fixed(value, Math.min(Math.max(decimals, 0), 12))
}
