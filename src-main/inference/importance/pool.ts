import { type Mixture, mixtureLogDensity } from '../mixture.ts'
import { effectiveSampleSize, normalize } from './weights.ts'

/**
 * Draws from several proposals, weighted as one sample from the mixture of them all (deterministic mixture weights:
 * Veach & Guibas' balance heuristic; Owen & Zhou 2000). A proposal that misses a part of the target does no harm as
 * long as another covers it.
 */
export interface Pool {
  add(proposal: Mixture, z: Float64Array, logTarget: Float64Array, extra: Float64Array): void
  weigh(): PooledDraws
}

export interface PooledDraws {
  /** n × D. */
  z: Float64Array
  /** n × the target's extra numbers of each point. */
  extra: Float64Array
  /** n; not normalized. */
  logTarget: Float64Array
  logWeights: Float64Array
  /** n, summing to 1. */
  weights: Float64Array
  ess: number
}

interface Batch {
  proposal: Mixture
  z: Float64Array
  n: number
  extra: Float64Array
  logTarget: Float64Array
  /** log Σ over proposals of (its number of draws × its density). */
  logMixture: Float64Array
}

export function createPool(dimension: number): Pool {
  const batches: Batch[] = []

  function include(proposal: Mixture, count: number, batch: Batch): void {
    const density = new Float64Array(batch.n)
    mixtureLogDensity(proposal, batch.z, batch.n, density)
    const share = Math.log(count)
    for (let i = 0; i < batch.n; i++) batch.logMixture[i] = logAddExp(batch.logMixture[i], density[i] + share)
  }

  return {
    add(proposal, z, logTarget, extra) {
      const n = logTarget.length
      const batch: Batch = {
        proposal,
        z,
        n,
        extra,
        logTarget,
        logMixture: new Float64Array(n).fill(Number.NEGATIVE_INFINITY),
      }
      for (const other of batches) {
        include(proposal, n, other)
        include(other.proposal, other.n, batch)
      }
      include(proposal, n, batch)
      batches.push(batch)
    },
    weigh() {
      const n = batches.reduce((sum, b) => sum + b.n, 0)
      const z = new Float64Array(n * dimension)
      const logTarget = new Float64Array(n)
      const extra = new Float64Array(batches.reduce((sum, b) => sum + b.extra.length, 0))
      const logWeights = new Float64Array(n)
      const all = Math.log(n)
      let at = 0
      for (const b of batches) {
        z.set(b.z, at * dimension)
        extra.set(b.extra, (at * extra.length) / n)
        logTarget.set(b.logTarget, at)
        for (let i = 0; i < b.n; i++) logWeights[at + i] = b.logTarget[i] - (b.logMixture[i] - all)
        at += b.n
      }
      const weights = normalize(logWeights)
      return { z, extra, logTarget, logWeights, weights, ess: effectiveSampleSize(weights) }
    },
  }
}

function logAddExp(a: number, b: number): number {
  const most = Math.max(a, b)
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log(Math.exp(a - most) + Math.exp(b - most))
}
