import type { Prior } from '../../model/composition/prior.ts'
import { outputCount } from '../../model/outputs.ts'

/** Stride of the displayed samples: 1, or n where they are evenly spaced and denser than the prior's grid. */
export function everyShown({ size, observable, grid, times }: Prior): number {
  return times ? 1 : Math.max(1, Math.round(size / observable.size(grid)))
}

/** How many of the data's numbers, from the first, are compared; the rest are their uncertainties. */
export function shownSize({ size, observable }: Prior): number {
  return Math.min(size, observable.shown ?? size)
}

/** How many of the data's numbers, from the first, are displayed: of several outputs those of the first. */
export function drawnSize(prior: Prior): number {
  return shownSize(prior) / outputCount(prior)
}

/** Every nth of the values, from the first; the same array for n = 1. */
export function everyNthOf(values: Float32Array, n: number): Float32Array {
  return n === 1
    ? values
    : Float32Array.from({ length: Math.ceil(values.length / n) }, (_, i) => values[i * n])
}
