import type { Random } from '../../model/random.ts'

/** Inputs of a cell's fit beside its family. */
export interface FitOptions {
  random: Random
}

/** A fit in steps: yields its progress, 0 … 1. The caller may stop between any two. */
export type FitSteps<T> = Generator<number, T>

/** A fit to be advanced step by step: its progress after each step, and the result at the end. */
export function goingOn<T>(steps: FitSteps<T>): { shares: Iterable<number>; result(): T } {
  let found: { value: T } | null = null
  function* shares(): Generator<number> {
    found = { value: yield* steps }
  }
  return {
    shares: shares(),
    result: () => {
      if (!found) throw new Error('the result of a fit was asked for before its end')
      return found.value
    },
  }
}

/** Runs all steps at once. */
export function runToEnd<T>(steps: FitSteps<T>): T {
  const { shares, result } = goingOn(steps)
  for (const _ of shares);
  return result()
}

/**
 * Steps of a part, with progress mapped to that of the whole. @param from, to progress of the whole before and after
 * the part
 */
export function* asPartOf<T>(steps: FitSteps<T>, from: number, to: number): FitSteps<T> {
  const { shares, result } = goingOn(steps)
  for (const share of shares) yield from + (to - from) * share
  return result()
}
