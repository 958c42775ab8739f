import type { Random } from '../../model/random.ts'

/** A posterior that was drawn from, and the truth that it is about, in any coordinates that keep each one's order. */
export interface DrawnPosterior {
  /** D. */
  truth: ArrayLike<number>
  /** n × D; independent draws. */
  draws: Float64Array
  /** A density of the posterior at the truth and at the draws, by any factor the same for both. */
  truthLogDensity: number
  drawsLogDensity: Float64Array
}

/** Where the truth ranks among the n draws of its posterior, 0 … n. Where the posterior is right, each is as likely. */
export interface TraceRanks {
  /** Draws below the truth, for each parameter. */
  parameters: Int32Array
  /** Draws with more density than the truth. */
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
 * The reference point is drawn about the draws, half as wide as they are spread, and distances are in their spreads:
 * from points all over the prior one would see a narrow posterior from afar, and of its parameters the least known
 * only. Of points this near most tell of a width or a correlation that is wrong; a place that is wrong shows in the
 * ranks. The test is as valid: it holds for points that depend on the trace, and truth and draws enter mean and spread
 * alike.
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
