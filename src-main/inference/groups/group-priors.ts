import type { Pair } from '../../contract/paired-cells.ts'
import { average, variance } from '../../signal/statistics/moments.ts'
import type { PairedPriors } from './paired-chain.ts'
import type { PriorOnScale } from './prior-on-scale.ts'

/** A sweep prepared for the model: its draws on the scale of the effect, its prior and likelihood. */
export interface Prepared {
  draws: Float64Array
  prior: PriorOnScale
}

/** Sd of the centres' prior in sds of the sweeps' prior: weakly informative. */
const centreWidth = 3
/** The scale of the prior of an sd of cells or sweeps is at least this fraction of the sweeps' prior sd. */
const leastScale = 0.02

/**
 * Centres: normal, three times as wide as the sweeps' prior. Sds of cells, of sweeps and of differences within cells:
 * half-t with three degrees of freedom; each scale is the sd of the posterior means of cells (sweeps, differences)
 * within a condition (a cell; among paired cells). Near its scale such a density falls as 1/sd, so that few cells
 * make the intervals neither too wide nor too narrow.
 * @param pairs cells that are in both of two conditions; none where cells are unpaired
 */
export function groupPriors(
  prepared: readonly (readonly (readonly Prepared[])[])[],
  pairs: readonly Pair[],
): PairedPriors {
  const all = prepared.flat(2).map(({ prior }) => prior)
  const sd = average(all.map((prior) => prior.sd))
  const means = prepared.map((cells) => cells.map((sweeps) => sweeps.map(({ draws }) => average(draws))))
  const scaleOf = (values: readonly (readonly number[])[]): number =>
    Math.min(sd, Math.max(leastScale * sd, pooledSd(values)))
  const several = means.flat().filter((sweeps) => sweeps.length > 1)
  const differences = pairs.map(([i, j]) => average(means[1][j]) - average(means[0][i]))
  return {
    centre: { mean: average(all.map((prior) => prior.mean)), sd: centreWidth * sd },
    cellScale: scaleOf(means.map((cells) => cells.map(average))),
    sweepScale: several.length > 0 ? scaleOf(several) : null,
    differenceScale: scaleOf([differences]),
  }
}

/** About the mean of each group. */
function pooledSd(groups: readonly (readonly number[])[]): number {
  const freedom = groups.reduce((sum, { length }) => sum + length - 1, 0)
  const squares = groups.reduce((sum, group) => sum + group.length * variance(group), 0)
  return freedom > 0 ? Math.sqrt(squares / freedom) : 0
}
