import { NagumoError } from '../../contract/errors.ts'
import type { Random } from '../../model/random.ts'
import type { Target } from '../target.ts'
import { type Convergence, convergenceOf } from './convergence.ts'
import { createPopulation, type Population } from './population.ts'

export interface McmcSettings {
  /** A whole block of the simulation's kernel. */
  chains: number
  /** Generations between progress reports. */
  round: number
  /** Least and largest number of burn-in rounds. */
  warmUp: readonly [number, number]
  /** Stops when R̂ of every coordinate is below this and their bulk and tail ESS reach `enoughEss`. */
  enoughRHat: number
  enoughEss: number
  /** Largest number of evaluations of the target, burn-in included. */
  evaluations: number
  /** After half of them, the run is stopped if R̂ is above this. */
  hopelessRHat: number
}

export const mcmcSettings: McmcSettings = {
  chains: 32,
  round: 100,
  warmUp: [4, 20],
  enoughRHat: 1.01,
  enoughEss: 400,
  evaluations: 200_000,
  hopelessRHat: Number.POSITIVE_INFINITY,
}

export interface McmcProgress extends Convergence {
  evaluations: number
  warmingUp: boolean
}

/** Equally weighted draws in unbounded coordinates, generation by generation, each of all chains. */
export interface McmcDraws extends McmcProgress {
  converged: boolean
  chains: number
  /** Number of generations in the result. */
  generations: number
  /** Chains × generations, × D. */
  z: Float64Array
  /** × the target's extra numbers of each point. */
  extra: Float64Array
  logTarget: Float64Array
  /** Acceptance rate. */
  acceptance: number
}

/**
 * Samples a target by differential evolution MCMC, independently of importance sampling. During burn-in, chains in
 * modes of negligible weight are moved to the best one and the oldest past states are dropped; of the generations
 * after it the first third is discarded. Yields after each round; the caller may stop there.
 * @param starts n × D, overdispersed, n at least 10 D and the number of chains
 * @param signal aborts between two generations
 * @throws NagumoError CANCELLED
 */
export function* differentialEvolution(
  target: Target,
  starts: Float64Array,
  random: Random,
  settings: McmcSettings = mcmcSettings,
  signal?: AbortSignal,
): Generator<McmcProgress, McmcDraws> {
  const { chains, round } = settings
  const population = createPopulation(target, starts, chains)
  let evaluations = chains
  let accepted = 0
  const run = (each: () => void): void => {
    for (let i = 0; i < round; i++) {
      if (signal?.aborted) throw new NagumoError('CANCELLED', 'The sampling was stopped.')
      accepted += population.step(random)
      evaluations += chains
      each()
    }
  }

  const [fewest, most] = settings.warmUp
  let unmoved = 0
  for (let k = 0; (k < fewest || unmoved < 2) && k < most; k++) {
    const sums = new Float64Array(chains)
    run(() => {
      for (let i = 0; i < chains; i++) sums[i] += Math.max(population.logTarget[i], lowest)
    })
    const moved = moveStrays(
      population,
      sums.map((sum) => sum / round),
      target.dimension,
    )
    unmoved = moved ? 0 : unmoved + 1
    population.forget()
    yield { ...unknown, evaluations, warmingUp: true }
  }

  const kept: Pick<McmcDraws, 'z' | 'extra' | 'logTarget'>[] = []
  let convergence: Convergence = unknown
  let look = 0
  for (;;) {
    run(() => {
      const { z, extra, logTarget } = population
      kept.push({ z: z.slice(), extra: extra.slice(), logTarget: logTarget.slice() })
    })
    const spent = evaluations + round * chains > settings.evaluations
    const used = kept.slice(Math.floor(kept.length / 3))
    // Diagnostics cost time for each draw: they are next computed after a fifth more generations.
    if (spent || kept.length >= look) {
      convergence = worst(used, chains, target.dimension)
      look = 1.2 * kept.length
    }
    yield { ...convergence, evaluations, warmingUp: false }
    const { rHat, bulkEss, tailEss } = convergence
    const converged = rHat < settings.enoughRHat && Math.min(bulkEss, tailEss) >= settings.enoughEss
    const hopeless = 2 * evaluations > settings.evaluations && rHat > settings.hopelessRHat
    if (!converged && !spent && !hopeless) continue
    return {
      ...convergence,
      evaluations,
      warmingUp: false,
      converged,
      chains,
      generations: used.length,
      z: joined(used.map(({ z }) => z)),
      extra: joined(used.map(({ extra }) => extra)),
      logTarget: joined(used.map(({ logTarget }) => logTarget)),
      acceptance: accepted / evaluations,
    }
  }
}

const lowest = -1e9
const unknown: Convergence = { rHat: Number.POSITIVE_INFINITY, bulkEss: 0, tailEss: 0 }

/** A chain whose mean log density is below the best one's by this plus 2 per coordinate is in a negligible mode. */
const strayBelow = 10

/**
 * Moves chains in negligible modes to the best one. @param levels mean log density of each chain over a round
 * @returns whether any was moved
 */
function moveStrays(population: Population, levels: Float64Array, D: number): boolean {
  const best = levels.indexOf(Math.max(...levels))
  let any = false
  levels.forEach((level, k) => {
    if (!(level < levels[best] - strayBelow - 2 * D)) return
    population.move(k, best)
    any = true
  })
  return any
}

/** Largest number of generations for diagnostics; more add nothing, at a cost that is quadratic for slow chains. */
const lookedAt = 800

/** The worst convergence of all coordinates. */
function worst(all: readonly { z: Float64Array }[], chains: number, D: number): Convergence {
  const stride = Math.ceil(all.length / lookedAt)
  const generations = all.filter((_, i) => i % stride === 0)
  const found = Array.from({ length: D }, (_, j) =>
    convergenceOf(
      Array.from({ length: chains }, (_, k) => Float64Array.from(generations, ({ z }) => z[k * D + j])),
    ),
  )
  return {
    rHat: Math.max(...found.map(({ rHat }) => rHat)),
    bulkEss: Math.min(...found.map(({ bulkEss }) => bulkEss)),
    tailEss: Math.min(...found.map(({ tailEss }) => tailEss)),
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
