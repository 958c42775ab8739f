import { readFileSync } from 'node:fs'

/** Traces with posteriors by an independent sampler; not part of the program. */
export const referenceFolder = '../shared/reference'

/** The columns of a table, by name. */
export function readReference(name: string): Record<string, number[]> {
  const [head, ...rows] = readFileSync(`${referenceFolder}/${name}`, 'utf8').trim().split('\n')
  const cells = rows.map((row) => row.split(',').map(Number))
  return Object.fromEntries(head.split(',').map((column, j) => [column, cells.map((row) => row[j])]))
}

/** The traces by name, in model units on the preset's grid. */
export function referenceTraces(): Record<string, number[]> {
  const columns = Object.entries(readReference('traces.csv'))
  return Object.fromEntries(columns.filter(([name]) => name.startsWith('trace_')))
}
