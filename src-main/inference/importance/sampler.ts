import { NagumoError } from '../../contract/errors.ts'
import type { McmcSummary } from '../../contract/reports.ts'
import type { Random } from '../../model/random.ts'
import { type Mixture, mixtureLogDensity, sampleMixture } from '../mixture.ts'
import type { Target } from '../target.ts'
import { broaden } from './broaden.ts'
import { fitMixture } from './fit-mixture.ts'
import { paretoK } from './pareto-k.ts'
import { createPool, type Pool, type PooledDraws } from './pool.ts'
import { effectiveSampleSize, logMeanExp, normalize, resample } from './weights.ts'

/** A posterior as weighted draws in unbounded coordinates. */
export interface WeightedPosterior extends PooledDraws {
  essFraction: number
  paretoK: number
  /** log ∫ exp(target). */
  logEvidence: number
  /** Total number of model runs. */
  simulations: number
  /** ESS fraction of the network's own draws, after the first round. */
  networkEssFraction: number
  rounds: { draws: number; essFraction: number }[]
  /**
   * Where importance sampling did not suffice: summary of the MCMC run after it; the draws are from the MCMC if it
   * converged.
   */
  mcmc?: McmcSummary
}

export interface SamplerSettings {
  /** Draws per round from the network, until their ESS reaches `startEss` or after `startRounds` rounds. */
  startDraws: number
  startEss: number
  startRounds: number
  /** Draws per round from adapted proposals; three times as many after `patience` rounds. */
  roundDraws: number
  /** ESS per component of an adapted proposal, times the dimension. */
  drawsPerComponent: number
  maximalRounds: number
  patience: number
  /** Stops after this many rounds if none reached `hopelessFraction`. */
  hopelessRounds: number
  hopelessFraction: number
  /** ESS after the start rounds below which the start has failed and another one is searched for. */
  lostEss: number
  /**
   * Stops when the ESS fraction of two rounds, the pooled ESS fraction and the pooled ESS reach these, and k̂ is
   * below `enoughParetoK`.
   */
  enoughFraction: number
  enoughPooledFraction: number
  enoughEss: number
  enoughParetoK: number
}

export const defaultSettings: SamplerSettings = {
  startDraws: 1500,
  startEss: 50,
  startRounds: 3,
  lostEss: 5,
  roundDraws: 1000,
  drawsPerComponent: 25,
  maximalRounds: 14,
  patience: 4,
  hopelessRounds: Number.POSITIVE_INFINITY,
  hopelessFraction: 0,
  enoughFraction: 0.4,
  enoughPooledFraction: 0,
  enoughEss: 1500,
  enoughParetoK: 0.7,
}

/** The target is 0 at all points that were tried. */
export class NowhereError extends NagumoError {}

/**
 * Adaptive multiple importance sampling (Cornuet, Marin, Mira & Robert 2012) from a network's posterior: weight its
 * draws by the exact target, fit a heavy-tailed mixture to them (with tempered weights while the ESS is small), draw
 * again. All draws are used, weighted against the mixture of all proposals. Yields after each round; the caller may
 * stop there.
 * @param search another start, where the network's fails
 * @throws NagumoError COMPUTE_FAILED where the target is 0 everywhere
 */
export function* adaptiveImportanceSampling(
  target: Target,
  network: Mixture,
  random: Random,
  settings: SamplerSettings = defaultSettings,
  search: () => Mixture | null = () => null,
): Generator<{ round: number; draws: number; essFraction: number }, WeightedPosterior> {
  const pool = createPool(target.dimension)
  const rounds: WeightedPosterior['rounds'] = []
  const draw = (proposal: Mixture, n: number): number => {
    const essFraction = drawRound(target, proposal, n, random, pool.add)
    rounds.push({ draws: n, essFraction })
    return essFraction
  }

  let pooled: PooledDraws
  let start = network
  do {
    const essFraction = draw(start, settings.startDraws)
    pooled = pool.weigh()
    yield { round: rounds.length - 1, draws: settings.startDraws, essFraction }
    // Far outside its training distribution, a network can place all draws at the prior's limits, where the target is
    // 0.
    if (pooled.ess === 0) start = everywhere(target.dimension)
  } while (pooled.ess < settings.startEss && rounds.length < settings.startRounds)
  if (pooled.ess < settings.lostEss) {
    const found = search()
    if (found) {
      const essFraction = draw(found, settings.startDraws)
      pooled = pool.weigh()
      yield { round: rounds.length - 1, draws: settings.startDraws, essFraction }
    }
  }
  if (pooled.ess === 0) {
    throw new NowhereError(
      'COMPUTE_FAILED',
      'No parameters within the prior give this trace any probability, so that there is nothing to estimate. ' +
        'Expected a trace in the model’s units; check the voltage unit and the window.',
    )
  }

  let good = 0
  for (let adapted = 0; rounds.length < settings.maximalRounds; adapted++) {
    const n = settings.roundDraws * (adapted < settings.patience ? 1 : 3)
    const essFraction = draw(nextProposal(pooled, adapted, target.dimension, settings, random), n)
    pooled = pool.weigh()
    yield { round: rounds.length - 1, draws: n, essFraction }
    // One good round may cover only a part of the target; a second one would show this.
    if (essFraction >= settings.enoughFraction) good++
    const enough =
      good >= 2 &&
      pooled.ess >= settings.enoughEss &&
      pooled.ess >= settings.enoughPooledFraction * pooled.weights.length
    if (enough && paretoK(pooled.logWeights) < settings.enoughParetoK) break
    const best = rounds.reduce((most, round) => Math.max(most, round.essFraction), 0)
    if (rounds.length >= settings.hopelessRounds && best < settings.hopelessFraction) break
  }
  const n = pooled.weights.length
  return {
    ...pooled,
    essFraction: pooled.ess / n,
    paretoK: paretoK(pooled.logWeights),
    logEvidence: logMeanExp(pooled.logWeights),
    simulations: n,
    networkEssFraction: rounds[0].essFraction,
    rounds,
  }
}

/** A Gaussian over the whole of the unbounded coordinates: nearly uniform between the limits of the prior. */
function everywhere(D: number): Mixture {
  const factors = new Float64Array(D * D)
  for (let j = 0; j < D; j++) factors[j * D + j] = 1 / 1.8
  return {
    dimension: D,
    components: 1,
    degrees: Number.POSITIVE_INFINITY,
    weights: Float64Array.of(1),
    means: new Float64Array(D),
    factors,
  }
}

/** Draws and weights a round. @returns its ESS fraction, by its own proposal alone */
function drawRound(target: Target, proposal: Mixture, n: number, random: Random, keep: Pool['add']): number {
  const z = new Float64Array(n * target.dimension)
  sampleMixture(proposal, n, random, z)
  const logTarget = new Float64Array(n)
  const extra = new Float64Array(n * target.extra)
  target.logDensity(z, n, logTarget, extra)
  const logProposal = new Float64Array(n)
  mixtureLogDensity(proposal, z, n, logProposal)
  keep(proposal, z, logTarget, extra)
  return effectiveSampleSize(normalize(logTarget.map((t, i) => t - logProposal[i]))) / n
}

/** Fits the next proposal to the pooled draws; weights are tempered until their ESS suffices. */
function nextProposal(
  pooled: PooledDraws,
  round: number,
  D: number,
  { drawsPerComponent }: SamplerSettings,
  random: Random,
): Mixture {
  const wanted = 20 * D
  let power = 1
  let weights = pooled.weights
  while (effectiveSampleSize(weights) < wanted && power > 0.01) {
    power *= 0.8
    weights = normalize(pooled.logWeights.map((w) => w * power))
  }
  const components =
    power < 1 ? 6 : Math.max(1, Math.min(8, Math.floor(pooled.ess / (drawsPerComponent * D))))
  const points = thin(pooled.z, weights, D, random)
  const options = { dimension: D, components, degrees: 6, iterations: 12 }
  const fit = fitMixture(points.z, points.weights, options, random)
  const spread = power < 1 ? 1.6 : round < 2 ? 1.25 : 1.1
  // Tails of two widths: for a slightly inaccurate fit, and for one that covers only a part of a long ridge.
  return broaden(fit, spread, [
    { share: 0.12, width: 2.2 },
    { share: 0.05, width: 6 },
  ])
}

/** Largest number of points for a fit; more cost time without improving it. */
const fitPoints = 3000

function thin(z: Float64Array, weights: Float64Array, D: number, random: Random) {
  if (weights.length <= fitPoints) return { z, weights }
  const rows = resample(weights, fitPoints, random)
  const kept = new Float64Array(fitPoints * D)
  rows.forEach((row, i) => {
    kept.set(z.subarray(row * D, (row + 1) * D), i * D)
  })
  return { z: kept, weights: new Float64Array(fitPoints).fill(1 / fitPoints) }
}
