import type { Prior } from '../../model/composition/prior.ts'
import { outputCount } from '../../model/outputs.ts'

/** Of how many samples one is drawn: all, or every nth where they are evenly spaced and denser than the prior's grid. */
export function everyShown({ size, observable, grid, times }: Prior): number {
  return times ? 1 : Math.max(1, Math.round(size / observable.size(grid)))
}

/** How many of the data's numbers, from the first, are compared with; those behind them only say how sure these are. */
export function shownSize({ size, observable }: Prior): number {
  return Math.min(size, observable.shown ?? size)
}

/** How many of the data's numbers, from the first, are drawn and looked at: of several outputs those of the first. */
export function drawnSize(prior: Prior): number {
  return shownSize(prior) / outputCount(prior)
}

/** Every nth of the values, from the first on; themselves where that is all. */
export function everyNthOf(values: Float32Array, n: number): Float32Array {
  return n === 1
    ? values
    : Float32Array.from({ length: Math.ceil(values.length / n) }, (_, i) => values[i * n])
}
