import { composeForward } from './forward.ts'
import type { Prior } from './prior.ts'

/** The same prior on the first `points` points of its data, for an observable that is a trace over time. */
export function priorOfFirst(prior: Prior, points: number): Prior {
  const forward = composeForward({ ...prior.forward, grid: { ...prior.forward.grid, points } })
  return { ...prior, forward, size: forward.size, grid: { ...prior.grid, points } }
}
