import { createRandom, type Random } from '../src-main/model/random.ts'

/** Random choices of a scenario, from its seed alone. */
export interface Chance {
  uniform(): number
  below(n: number): number
  pick<T>(of: readonly T[]): T
}

/** A separate stream per step, so that each step can be repeated alone. */
export function chanceOf(seed: number, step: number): Chance {
  const random: Random = createRandom((Math.imul(seed, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b)) >>> 0)
  const below = (n: number) => Math.min(n - 1, Math.floor(random.uniform() * n))
  return { uniform: () => random.uniform(), below, pick: (of) => of[below(of.length)] }
}
