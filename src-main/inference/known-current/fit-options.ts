import type { Random } from '../../model/random.ts'

/** What a fit of a cell is given beside its family. */
export interface FitOptions {
  random: Random
}

/** A fit piece by piece: yields what is done of it, 0 … 1. Who goes on with it may stop between any two. */
export type FitSteps<T> = Generator<number, T>

/** A fit to be gone on with: what is done of it after each piece, and at their end what it has found. */
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

/** All pieces at once. */
export function runToEnd<T>(steps: FitSteps<T>): T {
  const { shares, result } = goingOn(steps)
  for (const _ of shares);
  return result()
}

/** Pieces of a part, told as pieces of the whole. @param from, to what of the whole is done before and after the part */
export function* asPartOf<T>(steps: FitSteps<T>, from: number, to: number): FitSteps<T> {
  const { shares, result } = goingOn(steps)
  for (const share of shares) yield from + (to - from) * share
  return result()
}
