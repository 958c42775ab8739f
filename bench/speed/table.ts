import { type Figure, type Section, shown } from './figure.ts'

const header = ['measured', 'result', 'target', 'met']

export function cellsOf({ name, value, unit, expected, met }: Figure): string[] {
  const result = value === null ? 'not measured' : `${shown(value)} ${unit}`.trim()
  return [name, result, expected, met === null ? '' : met ? 'yes' : 'NO']
}

/** Formats aligned columns for a terminal. */
export function plainTable({ title, figures }: Section): string {
  const rows = [header, ...figures.map(cellsOf)]
  const widths = header.map((_, j) => Math.max(...rows.map((row) => row[j].length)))
  const lines = rows.map((row) =>
    row
      .map((cell, j) => cell.padEnd(widths[j]))
      .join('  ')
      .trimEnd(),
  )
  return [`\n${title}`, ...lines].join('\n')
}

export function markdownTable({ title, figures }: Section): string {
  const row = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [
    `## ${title}`,
    '',
    row(header),
    row(header.map(() => '---')),
    ...figures.map((f) => row(cellsOf(f))),
  ].join('\n')
}
