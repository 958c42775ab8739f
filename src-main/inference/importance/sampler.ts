import type { Random } from '../../simulation/random.ts'
import { type Mixture, mixtureLogDensity, sampleMixture } from '../mixture.ts'
import type { Target } from '../target.ts'
import { broaden, fitMixture } from './fit-mixture.ts'
import { paretoK } from './pareto-k.ts'

/** A posterior as weighted draws in unbounded coordinates. */
export interface WeightedPosterior {
  /** n × D, the draws of the kept rounds. */
  z: Float64Array
  /** n, summing to 1. */
  weights: Float64Array
  /** n, the target's unnormalized log density at each draw. */
  logTarget: Float64Array
  ess: number
  essFraction: number
  paretoK: number
  /** log ∫ exp(target). */
  logEvidence: number
  /** Model runs in all, the discarded rounds' included. */
  simulations: number
  /** ESS fraction of the network's own draws, weighted once. */
  networkEssFraction: number
  rounds: { draws: number; essFraction: number }[]
}

export interface SamplerSettings {
  firstDraws: number
  roundDraws: number
  maximalRounds: number
  /** Stop when a round's ESS fraction and the pooled ESS reach these. */
  enoughFraction: number
  enoughEss: number
  /** More rounds than this without reaching enoughFraction: be content with the pooled ESS. */
  patience: number
}

export const defaultSettings: SamplerSettings = {
  firstDraws: 1000,
  roundDraws: 1000,
  maximalRounds: 14,
  enoughFraction: 0.4,
  enoughEss: 1500,
  patience: 8,
}

/** A round of draws with its proposal. */
interface Round {
  proposal: Mixture
  z: Float64Array
  n: number
  logTarget: Float64Array
  essFraction: number
}

/**
 * Adaptive multiple importance sampling (Cornuet, Marin, Mira & Robert 2012) from a network's posterior: weigh
 * its draws by the exact target, fit a heavy-tailed mixture to them (tempered while few draws carry the
 * weight), draw again. Rounds are pooled by deterministic mixture weights; early ones that missed are dropped.
 * Yields after each round; the caller may stop there.
 */
export function* adaptiveImportanceSampling(
  target: Target,
  start: Mixture,
  random: Random,
  settings: SamplerSettings = defaultSettings,
): Generator<{ round: number; draws: number; essFraction: number }, WeightedPosterior> {
  const rounds: Round[] = []
  let simulations = 0
  let proposal = start
  for (let r = 0; r < settings.maximalRounds; r++) {
    const n = r === 0 ? settings.firstDraws : settings.roundDraws
    const round = drawRound(target, proposal, n, random)
    rounds.push(round)
    simulations += n
    yield { round: r, draws: n, essFraction: round.essFraction }

    const kept = keptRounds(rounds)
    const pooled = pool(kept, target.dimension)
    const good = round.essFraction >= settings.enoughFraction || r >= settings.patience
    if (r > 0 && good && pooled.ess >= settings.enoughEss) break
    if (r < settings.maximalRounds - 1)
      proposal = nextProposal(pool(rounds, target.dimension), r, target.dimension, random)
  }
  const kept = keptRounds(rounds)
  const { z, logTarget, logWeights, weights, ess } = pool(kept, target.dimension)
  return {
    z,
    weights,
    logTarget,
    ess,
    essFraction: ess / weights.length,
    paretoK: paretoK(logWeights),
    logEvidence: logMeanExp(logWeights),
    simulations,
    networkEssFraction: rounds[0].essFraction,
    rounds: rounds.map((r) => ({ draws: r.n, essFraction: r.essFraction })),
  }
}

function drawRound(target: Target, proposal: Mixture, n: number, random: Random): Round {
  const z = new Float64Array(n * target.dimension)
  sampleMixture(proposal, n, random, z)
  const logTarget = new Float64Array(n)
  target.logDensity(z, n, logTarget)
  const logProposal = new Float64Array(n)
  mixtureLogDensity(proposal, z, n, logProposal)
  const logWeights = logTarget.map((t, i) => t - logProposal[i])
  return { proposal, z, n, logTarget, essFraction: effectiveSampleSize(normalize(logWeights)) / n }
}

/** Rounds whose own ESS fraction is at least half of the best one's. */
function keptRounds(rounds: Round[]): Round[] {
  const best = Math.max(...rounds.map((r) => r.essFraction))
  return rounds.filter((r) => r.essFraction >= 0.5 * best)
}

/** Draws of several rounds weighed against the mixture of their proposals (Veach & Guibas' balance heuristic). */
function pool(rounds: Round[], D: number) {
  const n = rounds.reduce((s, r) => s + r.n, 0)
  const z = new Float64Array(n * D)
  const logTarget = new Float64Array(n)
  let at = 0
  for (const r of rounds) {
    z.set(r.z, at * D)
    logTarget.set(r.logTarget, at)
    at += r.n
  }
  const logMixture = new Float64Array(n).fill(Number.NEGATIVE_INFINITY)
  const one = new Float64Array(n)
  for (const r of rounds) {
    mixtureLogDensity(r.proposal, z, n, one)
    const share = Math.log(r.n / n)
    for (let i = 0; i < n; i++) logMixture[i] = logAddExp(logMixture[i], one[i] + share)
  }
  const logWeights = logTarget.map((t, i) => t - logMixture[i])
  const weights = normalize(logWeights)
  return { z, logTarget, logWeights, weights, ess: effectiveSampleSize(weights) }
}

/** Fits the next proposal to the pooled draws; weights are tempered until enough draws count. */
function nextProposal(pooled: ReturnType<typeof pool>, round: number, D: number, random: Random): Mixture {
  const wanted = 20 * D
  let power = 1
  let weights = pooled.weights
  while (effectiveSampleSize(weights) < wanted && power > 0.01) {
    power *= 0.8
    weights = normalize(pooled.logWeights.map((w) => w * power))
  }
  const components = power < 1 ? 2 : Math.max(1, Math.min(4, Math.floor(pooled.ess / (40 * D))))
  const fit = fitMixture(pooled.z, weights, { dimension: D, components, degrees: 6, iterations: 12 }, random)
  return broaden(fit, power < 1 ? 1.6 : round < 2 ? 1.25 : 1.1, 0.12, 2.2)
}

/** Weights summing to 1; −∞ and NaN count as none. */
export function normalize(logWeights: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (const w of logWeights) if (w > most) most = w
  if (most === Number.NEGATIVE_INFINITY)
    return new Float64Array(logWeights.length).fill(1 / logWeights.length)
  let sum = 0
  const weights = logWeights.map((w) => {
    const x = Math.exp(w - most)
    return x > 0 ? x : 0
  })
  for (const w of weights) sum += w
  return weights.map((w) => w / sum)
}

/** (Σw)²/Σw² of normalized weights. */
export function effectiveSampleSize(weights: Float64Array): number {
  let squares = 0
  for (const w of weights) squares += w * w
  return 1 / squares
}

/** n equally weighted draws by systematic resampling; returns row indices. */
export function resample(weights: Float64Array, n: number, random: Random): Int32Array {
  const rows = new Int32Array(n)
  let i = 0
  let sum = weights[0]
  const offset = random.uniform()
  for (let k = 0; k < n; k++) {
    while ((k + offset) / n > sum && i < weights.length - 1) sum += weights[++i]
    rows[k] = i
  }
  return rows
}

function logAddExp(a: number, b: number): number {
  const most = Math.max(a, b)
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log(Math.exp(a - most) + Math.exp(b - most))
}

function logMeanExp(x: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (const v of x) if (v > most) most = v
  let sum = 0
  for (const v of x) sum += Math.exp(v - most)
  return most + Math.log(sum / x.length)
}
