import { priorOfFirst } from '../../model/composition/prior-of-first.ts'
import { outputCount } from '../../model/outputs.ts'
import type { Random } from '../../model/random.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import type { Mixture } from '../mixture.ts'
import { createTarget } from '../target.ts'
import type { Mode } from './find-mode.ts'
import { findModes, proposalOfModes, startsFrom } from './modes.ts'
import { type PosteriorWork, placesIn } from './posterior-work.ts'

/** Draws of the prior that are evaluated. */
const draws = 4000
/** Fractions of a trace that are fitted in turn, and how many points of the search continue in each. */
const parts = [
  { share: 0.25, started: 16 },
  { share: 0.5, started: 8 },
  { share: 1, started: 4 },
]
/** A part with fewer points than this is skipped. */
const fewestPoints = 60

/**
 * Modes of a posterior without a network: the most probable of many prior draws, each refined by Levenberg–Marquardt.
 * Of a trace over time the beginning is fitted first, then larger and larger parts: for a whole spike train only
 * parameters very near the true ones have all spikes at about the right time.
 * @returns a Student t about each mode; null where the model predicts nothing at any draw
 */
export function searchModes(work: PosteriorWork, random: Random): Mixture | null {
  const { prior } = work
  const D = prior.parameters.length
  const z = new Float64Array(draws * D)
  const values = new Float64Array(D)
  for (let k = 0; k < draws; k++) {
    prior.sample(random, values, 0)
    // The same noise for all draws, so that densities rank them by misfit.
    for (const j of placesIn(prior).noise) values[j] = prior.distributions[j].quantile(0.5)
    prior.toUnbounded(values, 0, z, k * D)
  }
  const { points } = prior.forward.grid
  const overTime = prior.observable.spikeLevel !== null && prior.size === points * outputCount(prior)
  const used = parts.filter(({ share }) => share === 1 || (overTime && share * points >= fewestPoints))
  let modes: Mode[] = []
  used.forEach(({ share, started }, k) => {
    const part = share === 1 ? work : firstPart(work, Math.round(share * points))
    const starts =
      k === 0 ? startsFrom(part, z, draws, started) : modes.slice(0, started).map((mode) => mode.z)
    modes = findModes(part, starts)
  })
  return proposalOfModes(modes)
}

/** The posterior of the beginning of a trace. */
function firstPart({ prior: whole, observed: all }: PosteriorWork, points: number): PosteriorWork {
  const prior = priorOfFirst(whole, points)
  const simulator = createSimulator(prior.forward)
  const outputs = outputCount(whole)
  const observed = new Float32Array(outputs * points)
  for (let k = 0; k < outputs; k++) {
    const from = (k * all.length) / outputs
    observed.set(all.subarray(from, from + points), k * points)
  }
  return { prior, simulator, observed, target: createTarget(prior, simulator, observed) }
}
