import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Path of a file in the folder `shared` beside the repository, or null where there is none: skip the test then. */
export function shared(path: string): string | null {
  const file = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url))
  return existsSync(file) ? file : null
}

/** Rows of a plain CSV file with a header, as numbers by column; an empty cell is NaN. */
export function readNumbers(file: string): Record<string, number>[] {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, j) => [name, cells[j] ? Number(cells[j]) : Number.NaN]))
  })
}
