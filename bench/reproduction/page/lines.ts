import { type Cell, cellId } from '../cells.ts'
import type { Setting } from '../tasks.ts'
import { type JudgedCell, readEvidence } from './evidence.ts'
import { digits } from './words.ts'

/**
 * Prints the lines of some cells, and below each what the matrix's own seeds gave for the same, where they are there.
 */
export async function printLines(
  cells: readonly Cell[],
  matrix: readonly Cell[],
  setting: Setting,
): Promise<void> {
  const wanted = withOwnSeeds(cells, matrix)
  const evidence = await readEvidence(wanted, setting)
  const asked = new Set(cells.map(cellId))
  const symbolOf = Object.fromEntries(evidence.parameters.map(({ name, symbol }) => [name, symbol]))
  console.table(
    Object.fromEntries(
      evidence.cells.map((one) => {
        const id = cellId(one.result.cell)
        return [asked.has(id) ? id : `(before) ${id}`, lineOf(one, symbolOf)]
      }),
    ),
  )
}

/** Each cell, followed by the matrix's of the same kind that are not asked for. */
export function withOwnSeeds(cells: readonly Cell[], matrix: readonly Cell[]): Cell[] {
  const asked = new Set(cells.map(cellId))
  return cells.flatMap((cell) => {
    const same = matrix.filter((own) => cellId({ ...own, seed: cell.seed }) === cellId(cell))
    return [cell, ...same.filter((own) => !asked.has(cellId(own)))]
  })
}

export function lineOf({ all, spiking, result }: JudgedCell, symbolOf: Record<string, string>) {
  const entries = Object.entries(all).flatMap(([name, { r2, rmse, percentageError }]) => [
    [`R² ${symbolOf[name]}`, digits(r2, 4)],
    [`R² ${symbolOf[name]}, spiking`, digits(spiking[name].r2, 4)],
    [`RMSE ${symbolOf[name]}`, digits(rmse, 3)],
    [`median error % ${symbolOf[name]}`, digits(percentageError.q50, 2)],
  ])
  return {
    ...Object.fromEntries(entries),
    'loss training': digits(result.trainingLoss, 3),
    'loss unseen': digits(result.validationLoss, 3),
    seconds: digits(result.seconds, 2),
  }
}
