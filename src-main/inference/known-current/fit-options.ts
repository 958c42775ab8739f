import type { Random } from '../../model/random.ts'

/** What a fit of a cell is given beside its family. */
export interface FitOptions {
  random: Random
}

/** A fit piece by piece: yields what is done of it, 0 … 1. Who goes on with it may stop between any two. */
export type FitSteps<T> = Generator<number, T>

/** All pieces at once. */
export function runToEnd<T>(steps: FitSteps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Pieces of a part, told as pieces of the whole. @param from, to what of the whole is done before and after the part */
export function* asPartOf<T>(steps: FitSteps<T>, from: number, to: number): FitSteps<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield from + (to - from) * step.value
  }
}
