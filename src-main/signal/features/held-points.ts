import type { Artefacts } from '../artefacts/without-artefacts.ts'
import type { Grid } from './grid.ts'

/**
 * Tests whether a grid point lies at a sample clipped at an end of the recording's range.
 * @param of the grid, which begins at 0, and the index in the sweep of its first sample
 */
export function heldPoints(
  { rails }: Artefacts,
  { grid, samplingInterval, first }: { grid: Grid; samplingInterval: number; first: number },
): (point: number) => boolean {
  if (rails.length === 0) return () => false
  const held = new Set(rails.flatMap(({ at }) => at))
  return (point) => {
    const place = first + grid.t[point] / samplingInterval
    return held.has(Math.floor(place)) || held.has(Math.ceil(place))
  }
}
