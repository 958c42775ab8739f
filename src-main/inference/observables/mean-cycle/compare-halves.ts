import { ownRow } from '../../../model/observable/mean-cycle/cycle-rows.ts'
import { covarianceOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { cycleNumbers } from '../../../signal/mean-cycle/nodes.ts'
import { floorVariance } from '../../../signal/mean-cycle/scatter.ts'
import { solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import type { HalvesApart } from '../../inverse.ts'
import { linearize } from '../../modes/linearize.ts'
import { type PosteriorWork, valuesAt } from '../../modes/posterior-work.ts'

const difference = 1e-3
const D = cycleNumbers

/**
 * Changes of the estimated quantities from the difference of two halves' mean cycles, by the linearized posterior of
 * the whole, relative to the scatter between cycles. Model misfit and the floor of the data's variances, which both
 * halves share, are excluded.
 * @param best parameters of the draw with the highest posterior density
 * @param halves their data, with the same design
 */
export function compareHalves(
  work: PosteriorWork,
  best: Float64Array,
  [first, second]: readonly ArrayLike<number>[],
): HalvesApart[] {
  const { prior, observed } = work
  const z = new Float64Array(best.length)
  prior.toUnbounded(best, 0, z, 0)
  const { coordinates, jacobian, precision, whiten } = linearize(work, z, Float64Array.from(observed))
  /** The change of the coordinates caused by a change of the data. */
  const moveOf = (numbers: ArrayLike<number>): Float64Array => {
    const white = whiten(numbers)
    return solveSymmetric(
      precision,
      Float64Array.from(jacobian, (row) => row.reduce((sum, x, i) => sum + x * white[i], 0)),
    )
  }
  const apart = Float64Array.from({ length: D }, (_, j) => second[j] - first[j])
  const move = moveOf(apart)
  const units = Array.from({ length: D }, (_, i) =>
    moveOf(Float64Array.from({ length: D }, (_, j) => (i === j ? 1 : 0))),
  )
  const [one, other] = [covarianceOf(first), covarianceOf(second)]
  const row = ownRow(prior)
  return (prior.neuron.spikeCycles?.told ?? []).flatMap(({ symbol, unit, changes, of }) => {
    const at = (j: number | null, dz: number): number => {
      const point = z.slice()
      if (j !== null) point[j] += dz
      const value = of(row(valuesAt(prior, point)))
      return changes === 'factor' ? Math.log(value) : value
    }
    const slope = coordinates.map((j) => (at(j, difference) - at(j, -difference)) / (2 * difference))
    const along = (step: Float64Array): number => slope.reduce((sum, s, a) => sum + s * step[a], 0)
    const response = units.map(along)
    let variance = 0
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < D; j++) {
        variance += response[i] * response[j] * (one[i * D + j] + other[i * D + j])
      }
      variance -= 2 * response[i] ** 2 * floorVariance(i)
    }
    // What the prior fixes does not change.
    if (!(variance > 0)) return []
    const change = along(move)
    return [
      {
        symbol,
        unit: changes === 'factor' ? null : unit,
        change: changes === 'factor' ? Math.exp(change) : change,
        z: change / Math.sqrt(variance),
      },
    ]
  })
}
