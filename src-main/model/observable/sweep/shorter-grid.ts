import { whole } from '../../../contract/report-words.ts'
import { indexOf, type ObservationSource } from '../../../signal/sweep.ts'
import type { Grid } from '../../neuron-model.ts'
import type { SweepOptions } from '../../observation.ts'
import { isOwnScale, ownScale } from './own-scale.ts'
import { roomFor } from './refuse.ts'

/** Minimum number of points for an estimate: fewer would hardly show one cycle of a neuron. */
const fewestPoints = 100

/**
 * The grid truncated to the points that fit in a window, where these are fewer than the model’s but enough. Where a
 * rescaling is proposed it makes the window fit, and nothing is truncated.
 * @param unit of the model's data
 * @returns null where the model's own grid fits, or too few points do
 */
export function shorterGrid(
  source: ObservationSource,
  unit: string,
  grid: Grid,
  { window, rescaling }: SweepOptions,
): Grid | null {
  const scale = ownScale(unit, source.voltageUnit)
  if (!scale || !isOwnScale(rescaling, scale)) return null
  const first = window ? indexOf(window.from, source) : 0
  const points = roomFor(source, grid, first, scale, window)
  return points < grid.points && points >= fewestPoints ? { ...grid, points } : null
}

/** What a shorter window means, as a sentence. */
export function describeShorter({ points }: Grid, shorter: Grid): string {
  return `The model’s network takes ${whole(points)} points, and there are ${whole(shorter.points)}: the posterior is sampled with the exact likelihood, without the network.`
}
