import { type Cell, cellId } from '../cells.ts'
import type { Setting } from '../tasks.ts'
import { type Evidence, readEvidence } from './evidence.ts'
import { groupRows, matrixHead } from './matrix.ts'
import { markdownTable } from './words.ts'

/** Prints the rows of some cells, each followed by the results of the matrix's own seeds, where available. */
export async function printLines(
  cells: readonly Cell[],
  matrix: readonly Cell[],
  setting: Setting,
): Promise<void> {
  const evidence = await readEvidence(withOwnSeeds(cells, matrix), setting)
  console.log(linesTable(evidence, new Set(cells.map(cellId))))
}

/** @param asked ids of the requested cells; the others are marked */
export function linesTable({ cells, parameters }: Evidence, asked: ReadonlySet<string>): string {
  const symbolOf = Object.fromEntries(parameters.map(({ name, symbol }) => [name, symbol]))
  const rows = cells.flatMap((one) => {
    const id = cellId(one.result.cell)
    const [first, ...others] = groupRows([one], symbolOf)
    const name = asked.has(id) ? id : `${id} (of the matrix)`
    return [[name, ...first.slice(1, -1)], ...others.map((row) => row.slice(0, -1))]
  })
  return markdownTable(['cell', ...matrixHead.slice(1, -1)], rows, 2)
}

/** Each cell, followed by those of the matrix of the same kind that were not requested. */
export function withOwnSeeds(cells: readonly Cell[], matrix: readonly Cell[]): Cell[] {
  const asked = new Set(cells.map(cellId))
  return cells.flatMap((cell) => {
    const same = matrix.filter((own) => cellId({ ...own, seed: cell.seed }) === cellId(cell))
    return [cell, ...same.filter((own) => !asked.has(cellId(own)))]
  })
}
