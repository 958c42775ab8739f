import { cycleNumbers, parts, reachOf } from '../../../signal/mean-cycle/nodes.ts'
import type { Random } from '../../random.ts'

const D = cycleNumbers
/** Number of cycles in a simulated recording, log-uniform over the range of recordings. */
const fewestCycles = 3
const mostCycles = 40
/** Standard deviations between cycles, log-normal: of ln(interval), of the potential along and between spikes, mV. */
const intervalSd = { median: 0.06, logSd: 0.7 }
const spikeSd = { median: 0.5, logSd: 0.6 }
const betweenSd = { median: 0.6, logSd: 0.6 }
/** Upper limit of the correlation between neighbouring cycles. */
const mostMemory = 0.4

/** Adds smooth Gaussian errors of standard deviation `sd` to a part of a cycle's numbers (nodeCorrelation). */
export function addSmooth(
  data: Float32Array | Float64Array,
  at: number,
  [from, to]: readonly [number, number],
  sd: number,
  random: Random,
): void {
  const keep = Math.exp(-1 / reachOf(from, to))
  const fresh = Math.sqrt(1 - keep * keep)
  let e = random.normal()
  for (let j = from; j < to; j++) {
    if (j > from) e = keep * e + fresh * random.normal()
    data[at + j] += sd * e
  }
}

/**
 * Cycles of a simulated recording about data[from …): their number, variability and correlation between neighbours are
 * drawn from the ranges found in recordings.
 */
export function drawCycles(
  data: Float32Array | Float64Array,
  from: number,
  random: Random,
): readonly Float64Array[] {
  const n = Math.round(fewestCycles * (mostCycles / fewestCycles) ** random.uniform())
  const sds = [intervalSd, spikeSd, betweenSd].map(
    ({ median, logSd }) => median * Math.exp(logSd * random.normal()),
  )
  const memory = mostMemory * random.uniform()
  const fresh = Math.sqrt(1 - memory * memory)
  let before: Float64Array | null = null
  return Array.from({ length: n }, () => {
    const error = new Float64Array(D)
    error[0] = sds[0] * random.normal()
    addSmooth(error, 0, parts.after, sds[1], random)
    addSmooth(error, 0, parts.before, sds[1], random)
    addSmooth(error, 0, parts.middle, sds[2], random)
    if (before) for (let j = 0; j < D; j++) error[j] = memory * before[j] + fresh * error[j]
    before = error
    return error.map((e, j) => data[from + j] + e)
  })
}
