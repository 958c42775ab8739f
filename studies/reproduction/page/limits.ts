import type { Cell } from '../cells.ts'
import type { Evidence, JudgedCell } from './evidence.ts'
import { bySeeds, findGroup, type SeedGroup, spreadOf } from './groups.ts'

/** How the error of one parameter decreases with training samples, and the residual error at the largest set. */
export interface Fall {
  name: string
  /** RMSE at the smallest and the largest training set. */
  from: number
  to: number
  /** Relative reduction of the RMSE by the last two doublings of the set; null where they were not run. */
  lately: number | null
  /** Relative difference expected between two seeds (two standard deviations); null with one seed. */
  seeds: number | null
  /** Unexplained fraction of the truth's variance, decomposed; null where a part was not measured. */
  left: Parts | null
  /** The same on the spiking traces. */
  leftSpiking: Parts | null
}

/** Mean squared error over the variance of the truth (1 − R²), decomposed by cause. */
export interface Parts {
  /** At the largest training set. */
  whole: number
  /** Part eliminated by training the same network on fresh simulations. */
  data: number
  /** The remainder in excess of the exact posterior's. */
  network: number
  /** The exact posterior's: information that the traces do not contain. */
  limit: number
}

/** One network on one input, over the training-set sizes. */
export interface Line {
  cell: Pick<Cell, 'network' | 'input' | 'targets'>
  sizes: number[]
  falls: Fall[]
  /** Validation loss over training loss, at the largest set. */
  overfit: number
}

/** Every network × input × targets that was trained on more than one size of set. */
export function linesOf(evidence: Evidence): Line[] {
  const lines = new Map<string, SeedGroup[]>()
  for (const group of bySeeds(evidence.cells)) {
    const { network, input, targets, data } = group[0].result.cell
    if (data === 'fresh') continue
    const key = [network, input, targets].join()
    lines.set(key, [...(lines.get(key) ?? []), group])
  }
  return [...lines.values()]
    .filter((groups) => groups.length > 1)
    .map((groups) =>
      lineOf(
        evidence,
        groups.toSorted((a, b) => samplesOf(a) - samplesOf(b)),
      ),
    )
}

function lineOf(evidence: Evidence, groups: SeedGroup[]): Line {
  const { network, input, targets } = groups[0][0].result.cell
  const last = groups[groups.length - 1]
  const fresh = findGroup(evidence.cells, { network, input, targets, data: 'fresh' })
  return {
    cell: { network, input, targets },
    sizes: groups.map(samplesOf),
    falls: Object.keys(last[0].all).map((name) => {
      const rmse = (group: SeedGroup): number => mean(group, ({ all }) => all[name].rmse)
      const quarter = groups.find((group) => samplesOf(group) === samplesOf(last) / 4)
      const several = groups.find((group) => group.length > 1)
      const spread = several && spreadOf(several.map(({ all }) => all[name].rmse))
      const parts = (key: 'all' | 'spiking'): Parts | null => {
        if (!fresh || !evidence.exact) return null
        const unexplained = (group: SeedGroup): number => 1 - mean(group, (one) => one[key][name].r2)
        return partsOf(unexplained(last), unexplained(fresh), 1 - evidence.exact[key][name].r2)
      }
      return {
        name,
        from: rmse(groups[0]),
        to: rmse(last),
        lately: quarter ? 1 - rmse(last) / rmse(quarter) : null,
        seeds: spread?.sd == null ? null : (2 * Math.SQRT2 * spread.sd) / spread.mean,
        left: parts('all'),
        leftSpiking: parts('spiking'),
      }
    }),
    overfit: mean(last, ({ result }) => result.validationLoss / result.trainingLoss),
  }
}

export function partsOf(whole: number, fresh: number, exact: number): Parts {
  return { whole, data: whole - fresh, network: fresh - exact, limit: exact }
}

function samplesOf(group: SeedGroup): number {
  return group[0].result.cell.samples
}

function mean(group: SeedGroup, of: (one: JudgedCell) => number): number {
  return spreadOf(group.map(of)).mean
}
