import { weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import type { Random } from '../../../model/random.ts'
import { choleskyFactor } from '../../../signal/statistics/cholesky.ts'
import { pick } from '../../mixture.ts'
import type { FitSteps } from '../fit-options.ts'
import type { BinnedFamily } from './prepare.ts'
import { fitNode, offsetPrior, offsetSds } from './voltage-node.ts'
import { noiseTimes, type SweepSums, scratchFor, sweepSums } from './voltage-sums.ts'

/** ms; τ is log-uniform in between. */
export const shortestTau = 4
export const longestTau = 80
/** The grid of 40 nodes is evaluated at every third one first, then at all near the posterior's mass. */
const coarseNodes = 40
const coarseStep = 3
/** The grid is fine enough where this many nodes have at least a twentieth of the highest density. */
const enoughNodes = 9
const mostRounds = 9
/** Nodes with a log weight this far below the highest are dropped. */
const leftOut = 10

/** The posterior at one time constant, one noise time and one sd of the offsets. */
export interface VoltageNode {
  tau: number
  noise: number
  /** Posterior weight; all sum to 1. */
  weight: number
  mean: Float64Array
  covariance: Float64Array
}

export interface VoltagePosterior {
  /** Nodes with non-negligible weight, τ ascending. */
  nodes: VoltageNode[]
  /** Posterior weight of τ near the limits of its prior, 4 and 80 ms: in the outer tenth of the grid on each side. */
  atEnd: { low: number; high: number }
}

/** Computes the sums of each sweep at each τ, cached across fits. */
export type SumsAt = (tau: number, sweeps: readonly number[]) => SweepSums[]

export function rememberedSums({ sweeps, clock }: BinnedFamily): SumsAt {
  const made = new Map<number, (SweepSums | undefined)[]>()
  const longest = Math.max(...sweeps.map(({ voltage }) => voltage.length))
  const scratch = scratchFor(longest)
  return (tau, wanted) => {
    const at = made.get(tau) ?? []
    made.set(tau, at)
    return wanted.map((s) => {
      at[s] ??= sweepSums(sweeps[s], clock, tau, scratch)
      return at[s]
    })
  }
}

interface GridNode {
  /** Index on the log grid, 0 … coarseNodes − 1, an integer for nodes of the coarse grid. */
  place: number
  tau: number
  fits: ReturnType<typeof fitNode>[]
}

/**
 * The exact posterior of the potential between spikes: τ and the noise's correlation time on a grid, the grid of τ
 * refined by halving about the posterior's mass until it is resolved, and the weights normal at each node.
 * @param sweeps indices in the family of the fitted sweeps @yields progress, 0 … 1, by the usual number of rounds
 */
export function* fitVoltage(sumsAt: SumsAt, sweeps: readonly number[]): FitSteps<VoltagePosterior> {
  let variance = 1
  const nodeAt = (place: number): GridNode => {
    const tau = shortestTau * (longestTau / shortestTau) ** (place / (coarseNodes - 1))
    const sums = sumsAt(tau, sweeps)
    const fits = noiseTimes.map((_, noise) => {
      const fit = fitNode(sums, noise, variance, offsetPrior)
      variance = fit.variance
      return fit
    })
    return { place, tau, fits }
  }
  const count = (coarseNodes - 1) / coarseStep + 1
  const nodes: GridNode[] = []
  for (let i = 0; i < count; i++) {
    yield (0.5 * i) / count
    nodes.push(nodeAt(i * coarseStep))
  }
  for (let round = 0; round < mostRounds; round++) {
    const density = densities(nodes)
    if (density.filter((d) => d > 0.05).length >= enoughNodes) break
    const places = new Set<number>()
    density.forEach((d, i) => {
      if (d < 1e-3) return
      for (const j of [i - 1, i + 1]) if (nodes[j]) places.add((nodes[i].place + nodes[j].place) / 2)
    })
    for (const place of places) {
      // Each round halves the remaining progress.
      yield 1 - 0.5 ** (round + 1)
      nodes.push(nodeAt(place))
    }
    nodes.sort((a, b) => a.place - b.place)
  }
  return weighted(nodes, sumsAt, sweeps)
}

/** Density of log τ, marginalized over the noise times, scaled to a maximum of 1. */
function densities(nodes: readonly GridNode[]): number[] {
  const highest = Math.max(...nodes.flatMap(({ fits }) => fits.map((f) => f.logEvidence)))
  const sums = nodes.map(({ fits }) => fits.reduce((sum, f) => sum + Math.exp(f.logEvidence - highest), 0))
  const top = Math.max(...sums)
  return sums.map((s) => s / top)
}

/** The nodes with non-negligible weight, weights summing to 1, each at every sd of the sweeps' offsets. */
function weighted(nodes: readonly GridNode[], sumsAt: SumsAt, sweeps: readonly number[]): VoltagePosterior {
  const cells = nodes.flatMap(({ tau, fits }, i) => {
    const before = nodes[Math.max(0, i - 1)].place
    const after = nodes[Math.min(nodes.length - 1, i + 1)].place
    return fits.map((fit, noise) => ({ tau, noise, fit, log: Math.log(after - before) }))
  })
  const most = Math.max(...cells.map(({ fit, log }) => fit.logEvidence + log))
  const spread = cells
    .filter(({ fit, log }) => fit.logEvidence + log > most - leftOut)
    .flatMap(({ tau, noise, fit: { variance }, log }) =>
      offsetSds.map((sd) => {
        const { mean, covariance, logEvidence } = fitNode(sumsAt(tau, sweeps), noise, variance, sd)
        // Half-normal, on a grid uniform in log sd.
        const prior = Math.log(sd) - 0.5 * (sd / offsetPrior) ** 2
        return { tau, noise, mean, covariance, log: log + logEvidence + prior }
      }),
    )
  const highest = Math.max(...spread.map(({ log }) => log))
  const kept = spread
    .filter(({ log }) => log > highest - leftOut)
    .map(({ log, ...node }): VoltageNode => ({ ...node, weight: Math.exp(log - highest) }))
  const sum = kept.reduce((s, n) => s + n.weight, 0)
  for (const node of kept) node.weight /= sum
  const within = (from: number, to: number): number =>
    kept.reduce((s, n) => s + (n.tau >= from && n.tau <= to ? n.weight : 0), 0)
  const tenth = (longestTau / shortestTau) ** 0.1
  return {
    nodes: kept,
    atEnd: {
      low: within(0, shortestTau * tenth),
      high: within(longestTau / tenth, Number.POSITIVE_INFINITY),
    },
  }
}

/** A draw: τ in ms and the weights by their names. */
export interface VoltageDraw {
  tau: number
  weights: Float64Array
}

export function drawVoltage({ nodes }: VoltagePosterior, count: number, random: Random): VoltageDraw[] {
  const K = weightNames.length
  const factors = new Map<VoltageNode, Float64Array>()
  const shares = Float64Array.from(nodes, ({ weight }) => weight)
  return Array.from({ length: count }, () => {
    const node = nodes[pick(shares, random.uniform())]
    let L = factors.get(node)
    if (!L) {
      L = new Float64Array(K * K)
      choleskyFactor(node.covariance, K, L, () => 1e-12)
      factors.set(node, L)
    }
    const z = Float64Array.from({ length: K }, () => random.normal())
    const weights = node.mean.slice()
    for (let r = 0; r < K; r++) for (let c = 0; c <= r; c++) weights[r] += L[r * K + c] * z[c]
    return { tau: node.tau, weights }
  })
}
