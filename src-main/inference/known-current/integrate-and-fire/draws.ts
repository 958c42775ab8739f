import type { GifResult } from '../../../contract/cells.ts'
import { NagumoError } from '../../../contract/errors.ts'
import {
  type CellClock,
  type CellValues,
  hazardNames,
  weightNames,
} from '../../../model/known-current/integrate-and-fire/cell.ts'

/** Draws as stored in a report, by name: τ and Tref in ms, resistances in GΩ, the rest as in the model. */
export function namedDraws(cells: readonly CellValues[], refractory: number): Record<string, number[]> {
  const draws: Record<string, number[]> = {
    tau: cells.map(({ tau }) => tau),
    Tref: cells.map(() => refractory),
  }
  weightNames.forEach((name, k) => {
    draws[name] = cells.map(({ weights }) => weights[k])
  })
  hazardNames.forEach((name, k) => {
    draws[name] = cells.map(({ hazard }) => hazard[k])
  })
  return draws
}

const afterSpike = new Set<string>(['a0', 'a1', 'a2'])

/** The cells of a report's draws, the first of them where there are more than `most`. @param bin ms */
export function cellsOf(
  draws: GifResult['draws'],
  bin: number,
  most: number,
): { cells: CellValues[]; clock: CellClock } {
  const names = ['tau', 'Tref', ...weightNames, ...hazardNames.filter((name) => !afterSpike.has(name))]
  const missing = names.filter((name) => !draws[name]?.length)
  if (missing.length > 0) {
    throw new NagumoError(
      'NOT_FOUND',
      missing.length === names.length
        ? 'This cell has no integrate-and-fire fit to predict from: its verdict was unreliable, or the model was not requested.'
        : `The draws of this cell lack ${missing.join(', ')}; estimate it again.`,
    )
  }
  const count = Math.min(most, ...names.map((name) => draws[name].length))
  return {
    cells: Array.from({ length: count }, (_, i) => ({
      tau: draws.tau[i],
      weights: weightNames.map((name) => draws[name][i]),
      // Older reports did not fit these: their hazard was the same before and after a spike.
      hazard: hazardNames.map((name) => draws[name]?.[i] ?? 0),
    })),
    clock: { bin, refractory: Math.max(1, Math.round(draws.Tref[0] / bin)) },
  }
}
