import { NagumoError } from '../../contract/errors.ts'
import type { Random } from '../../model/random.ts'
import type { Target } from '../target.ts'
import { type Convergence, convergenceOf } from './convergence.ts'
import { createPopulation, type Population } from './population.ts'

export interface McmcSettings {
  /** A whole block of the simulation's kernel. */
  chains: number
  /** Generations between two looks at how far it is. */
  round: number
  /** Rounds of warming up: at least so many, and at most. */
  warmUp: readonly [number, number]
  /** It ends where R̂ of every coordinate is below this and their ESS, of bulk and tails, above. */
  enoughRHat: number
  enoughEss: number
  /** At most so many evaluations of the target, of the warming up too. */
  evaluations: number
  /** After half of them, chains that are this far apart are given up. */
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

/** Equally weighted draws in unbounded coordinates, one generation of all chains after the other. */
export interface McmcDraws extends McmcProgress {
  converged: boolean
  chains: number
  /** Generations that are kept. */
  generations: number
  /** Chains × generations, × D. */
  z: Float64Array
  /** × what the target keeps with each point. */
  extra: Float64Array
  logTarget: Float64Array
  /** Share of steps that were accepted. */
  acceptance: number
}

/**
 * Draws from a target by differential evolution MCMC, which knows nothing of importance sampling but the target. While it
 * warms up, chains in a mode of no weight are put where the best one is and the first past states are dropped; of what
 * comes then the first third is left out. Yields after each round; the caller may stop there.
 * @param starts n × D, overdispersed, n at least 10 D and the number of chains
 * @param signal stops it between two generations
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
    // A look costs time with each draw: the next one comes when there are a fifth more.
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

/** A chain whose log density is this much below the best one's, and twice as much for each coordinate, is in no mode that counts. */
const strayBelow = 10

/** Puts chains in a mode of no weight where the best one is. @param levels mean log density of each chain over a round */
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

/** More generations than these tell no more of how far it is, and cost time by their square where chains are slow. */
const lookedAt = 800

/** The worst of all coordinates. */
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
