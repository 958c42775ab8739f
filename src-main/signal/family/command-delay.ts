import type { CellProtocol } from '../../contract/cells.ts'
import { solveSymmetric } from '../statistics/solve-symmetric.ts'
import { blockMeans } from './block-means.ts'
import type { Family } from './family.ts'

/** ms. */
const block = 0.5
/** Window before and after the onset, and largest delay searched, ms. */
const beside = 80
const farthest = 40
/** Shortest delay reported, ms. */
const least = 2
/** A delay is clear where a delay of 0 leaves this many times its residual, and this share of the response more. */
const timesWorse = 3
const leastShare = 0.01
/** ms. */
const timeConstants = [2, 3, 5, 8, 12, 18, 27, 40, 60, 90]

/**
 * Delay of the voltage response after step onset, ms (before it: negative); null where it is below 2 ms or unclear. The
 * mean response, weighted by step amplitude, is fitted by a constant and, from each candidate delay on, by a jump, an
 * exponential and a line.
 * @param silent indices of the sweeps without spikes
 */
export function responseDelay(
  family: Family,
  { shape, onset, offset, amplitudes }: CellProtocol,
  silent: readonly number[],
): number | null {
  if (shape !== 'step' || onset === null || offset === null) return null
  const coarse = blockMeans({ ...family, sweeps: silent.map((s) => family.sweeps[s]) }, block)
  const interval = coarse.samplingInterval
  const at = Math.round((onset - coarse.start) / interval)
  const [before, after] = [
    Math.min(at, Math.round(beside / interval)),
    Math.round(Math.min(beside, offset - onset) / interval),
  ]
  const response = new Float64Array(before + after)
  let squares = 0
  coarse.sweeps.forEach(({ voltage }, k) => {
    const amplitude = amplitudes[silent[k]]
    const part = voltage.subarray(at - before, at + after)
    if (amplitude === 0 || part.length < response.length || part.some(Number.isNaN)) return
    squares += amplitude * amplitude
    part.forEach((v, i) => {
      response[i] += amplitude * v
    })
  })
  const reach = Math.min(Math.round(farthest / interval), before - 10, after - 20)
  if (squares === 0 || reach * interval < least) return null
  const scaled = response.map((v) => v / squares)
  const left = (delay: number): number =>
    Math.min(...timeConstants.map((tau) => residual(scaled, before + delay, tau / interval)))
  const total = left(0)
  let [best, smallest] = [0, total]
  for (let delay = -reach; delay <= reach; delay++) {
    const own = left(delay)
    if (own < smallest) [best, smallest] = [delay, own]
  }
  const size = Math.max(...scaled) - Math.min(...scaled)
  const worse = Math.sqrt(Math.max(0, total - smallest) / scaled.length)
  const told = total > timesWorse * smallest && worse > leastShare * size
  return told && Math.abs(best * interval) >= least ? best * interval : null
}

/**
 * Residual sum of squares: a constant before sample `from`, then a jump, an exponential (membrane) and a line (sag).
 * @param tau samples
 */
function residual(y: Float64Array, from: number, tau: number): number {
  const decay = Math.exp(-1 / tau)
  const normal = new Float64Array(9)
  const right = new Float64Array(3)
  let [early, square, e] = [0, 0, 1]
  for (let i = 0; i < y.length; i++) {
    square += y[i] * y[i]
    if (i < from) {
      early += y[i]
      continue
    }
    const columns = [1, 1 - e, (i - from) / y.length]
    e *= decay
    for (let r = 0; r < 3; r++) {
      right[r] += columns[r] * y[i]
      for (let c = 0; c < 3; c++) normal[r * 3 + c] += columns[r] * columns[c]
    }
  }
  const explained = solveSymmetric(normal, right).reduce((sum, x, r) => sum + x * right[r], 0)
  return Math.max(0, square - (early * early) / from - explained)
}
