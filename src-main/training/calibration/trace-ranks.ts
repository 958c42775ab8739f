import type { Random } from '../../model/random.ts'

/** Draws of a posterior and the true parameters, in any coordinates that preserve the order of each. */
export interface DrawnPosterior {
  /** D. */
  truth: ArrayLike<number>
  /** n × D; independent draws. */
  draws: Float64Array
  /** Log posterior density at the truth and at the draws, up to a common constant. */
  truthLogDensity: number
  drawsLogDensity: Float64Array
}

/** Ranks of the truth among the n draws of its posterior, 0 … n; uniform for a correct posterior. */
export interface TraceRanks {
  /** Draws below the truth, for each parameter. */
  parameters: Int32Array
  /** Draws with higher density than the truth. */
  density: number
  /** Draws nearer than the truth to a random point. */
  tarp: number
}

export function ranksOf(
  { truth, draws, truthLogDensity, drawsLogDensity }: DrawnPosterior,
  random: Random,
): TraceRanks {
  const D = truth.length
  const n = drawsLogDensity.length
  const parameters = new Int32Array(D)
  let density = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < D; j++) if (draws[i * D + j] < truth[j]) parameters[j]++
    if (drawsLogDensity[i] > truthLogDensity) density++
  }
  return { parameters, density, tarp: tarpRank(truth, draws, n, random) }
}

/**
 * The reference point is drawn about the draws' mean, with half their sd, and distances are scaled by their sd:
 * reference points from the whole prior are far from a narrow posterior, and distances depend on the least
 * constrained parameter only. Points this near detect wrong widths and correlations best; bias shows in the ranks.
 * The test remains valid: reference points may depend on the trace, and the truth enters mean and sd just as the
 * draws do.
 */
function tarpRank(truth: ArrayLike<number>, draws: Float64Array, n: number, random: Random): number {
  const D = truth.length
  const reference = new Float64Array(D)
  const scale = new Float64Array(D)
  for (let j = 0; j < D; j++) {
    let mean = truth[j]
    for (let i = 0; i < n; i++) mean += draws[i * D + j]
    mean /= n + 1
    let squares = (truth[j] - mean) ** 2
    for (let i = 0; i < n; i++) squares += (draws[i * D + j] - mean) ** 2
    scale[j] = Math.sqrt(squares / (n + 1)) || 1
    reference[j] = mean + 0.5 * scale[j] * random.normal()
  }
  const distance = (values: ArrayLike<number>, at: number): number => {
    let sum = 0
    for (let j = 0; j < D; j++) sum += ((values[at + j] - reference[j]) / scale[j]) ** 2
    return sum
  }
  const ofTruth = distance(truth, 0)
  let nearer = 0
  for (let i = 0; i < n; i++) if (distance(draws, i * D) < ofTruth) nearer++
  return nearer
}
