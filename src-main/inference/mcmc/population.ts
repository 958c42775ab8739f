import type { Random } from '../../model/random.ts'
import type { Target } from '../target.ts'

/** Parallel chains, and the past states from which their steps are proposed. */
export interface Population {
  chains: number
  /** chains × D, current states. */
  z: Float64Array
  logTarget: Float64Array
  /** chains × the target's extra numbers of each point. */
  extra: Float64Array
  /** One step of every chain. @returns number accepted */
  step(random: Random): number
  /** Copies the state of chain `to` to `chain`. */
  move(chain: number, to: number): void
  /** Drops the older half of the past states: burn-in. */
  forget(): void
}

/** Share of snooker steps, and of full jumps among the others (ter Braak & Vrugt 2008; ter Braak 2006). */
const [snooker, fullJump] = [0.1, 0.1]
/** Generations between two that are added to the past states. */
const thinning = 10
/** Jitter, relative to the standard deviation of the past states, that makes every state reachable. */
const jitter = 1e-4

/**
 * Differential evolution MCMC with past states and snooker updates, DE-MC_Z (ter Braak & Vrugt 2008): a step is
 * 2.38/√(2D) times the difference of two past states, sometimes the full difference, which moves a chain between
 * modes; or it is along the line to a past state (snooker). All chains of a generation step in parallel, which leaves
 * the target invariant, since the past states are fixed during a generation.
 * @param starts n × D, overdispersed; the first past states
 * @param chains number of chains, started at the first of these
 */
export function createPopulation(target: Target, starts: Float64Array, chains: number): Population {
  const D = target.dimension
  const e = target.extra
  let past = starts.slice()
  let count = starts.length / D
  let generation = 0
  let spread = spreadOf(past, count, D)
  const z = starts.slice(0, chains * D)
  const logTarget = new Float64Array(chains)
  const extra = new Float64Array(chains * e)
  target.logDensity(z, chains, logTarget, extra)
  const proposed = new Float64Array(chains * D)
  const density = new Float64Array(chains)
  const found = new Float64Array(chains * e)
  const logRatio = new Float64Array(chains)

  const pick = (random: Random): number => D * Math.floor(count * random.uniform())

  function difference(chain: number, random: Random): void {
    const gamma = random.uniform() < fullJump ? 1 : 2.38 / Math.sqrt(2 * D)
    const a = pick(random)
    let b = pick(random)
    while (b === a) b = pick(random)
    for (let j = 0; j < D; j++) {
      const at = chain * D + j
      proposed[at] = z[at] + gamma * (past[a + j] - past[b + j]) + jitter * spread[j] * random.normal()
    }
  }

  /** Snooker update: along the line from the chain to a past state, by the projected difference of two others. */
  function along(chain: number, random: Random): void {
    const [to, a, b] = [pick(random), pick(random), pick(random)]
    const gamma = 1.2 + random.uniform()
    let [length, projected] = [0, 0]
    for (let j = 0; j < D; j++) {
      const line = (z[chain * D + j] - past[to + j]) / spread[j]
      length += line * line
      projected += (line * (past[a + j] - past[b + j])) / spread[j]
    }
    const share = length > 0 ? (gamma * projected) / length : 0
    for (let j = 0; j < D; j++) {
      const at = chain * D + j
      proposed[at] = z[at] + share * (z[at] - past[to + j])
    }
    logRatio[chain] = (D - 1) * Math.log(Math.abs(1 + share))
  }

  return {
    chains,
    z,
    logTarget,
    extra,
    step(random) {
      logRatio.fill(0)
      for (let k = 0; k < chains; k++) (random.uniform() < snooker ? along : difference)(k, random)
      target.logDensity(proposed, chains, density, found)
      let accepted = 0
      for (let k = 0; k < chains; k++) {
        // From a state of zero density any step to a finite one is accepted.
        const nowhere = logTarget[k] === Number.NEGATIVE_INFINITY && density[k] > logTarget[k]
        if (!nowhere && !(Math.log(random.uniform()) < density[k] - logTarget[k] + logRatio[k])) continue
        z.set(proposed.subarray(k * D, (k + 1) * D), k * D)
        extra.set(found.subarray(k * e, (k + 1) * e), k * e)
        logTarget[k] = density[k]
        accepted++
      }
      if (++generation % thinning === 0) {
        if ((count + chains) * D > past.length) {
          const larger = new Float64Array(2 * past.length + chains * D)
          larger.set(past)
          past = larger
        }
        past.set(z, count * D)
        count += chains
      }
      return accepted
    },
    move(chain, to) {
      z.copyWithin(chain * D, to * D, (to + 1) * D)
      extra.copyWithin(chain * e, to * e, (to + 1) * e)
      logTarget[chain] = logTarget[to]
    },
    forget() {
      const left = Math.max(2, Math.floor(count / 2))
      past.copyWithin(0, (count - left) * D, count * D)
      count = left
      spread = spreadOf(past, count, D)
    },
  }
}

/** Standard deviation of each coordinate. */
function spreadOf(points: Float64Array, n: number, D: number): Float64Array {
  return Float64Array.from({ length: D }, (_, j) => {
    let [sum, squares] = [0, 0]
    for (let i = 0; i < n; i++) sum += points[i * D + j] / n
    for (let i = 0; i < n; i++) squares += (points[i * D + j] - sum) ** 2 / n
    return Math.sqrt(squares) || 1
  })
}
