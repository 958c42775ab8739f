import type { Cell } from '../cells.ts'
import type { JudgedCell } from './evidence.ts'

/** The same training with several seeds. */
export type SeedGroup = JudgedCell[]

/** Summary of a number over seeds. */
export interface Spread {
  mean: number
  least: number
  most: number
  /** Standard deviation between seeds; null for one seed. */
  sd: number | null
}

/** Cells that differ only in their seed, in the order of the cells. */
export function bySeeds(cells: readonly JudgedCell[]): SeedGroup[] {
  const groups = new Map<string, SeedGroup>()
  for (const one of cells) {
    const { seed: _, ...rest } = one.result.cell
    const key = JSON.stringify(Object.values(rest))
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** The group of that training, or undefined where it has not been run. */
export function findGroup(
  cells: readonly JudgedCell[],
  wanted: Partial<Omit<Cell, 'seed'>>,
): SeedGroup | undefined {
  const keys = Object.keys(wanted) as (keyof typeof wanted)[]
  return bySeeds(cells).find(([{ result }]) => keys.every((key) => result.cell[key] === wanted[key]))
}

export function spreadOf(values: readonly number[]): Spread {
  const n = values.length
  const mean = values.reduce((a, b) => a + b, 0) / n
  const sd = n > 1 ? Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1)) : null
  return { mean, least: Math.min(...values), most: Math.max(...values), sd }
}
