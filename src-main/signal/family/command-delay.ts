import type { CellProtocol } from '../../contract/cells.ts'
import { blockMeans } from './block-means.ts'
import type { Family } from './family.ts'

/** ms. */
const block = 0.5
/** So much is looked at before and after the onset, and so far the answer is searched, ms. */
const beside = 80
const farthest = 40
/** Fewer ms are no delay that can be told. */
const least = 2
/** Where the answer begins is told by what it leaves unexplained: at the onset so many times as much, and so much of its size. */
const timesWorse = 3
const leastShare = 0.01
/** ms. */
const timeConstants = [2, 3, 5, 8, 12, 18, 27, 40, 60, 90]

/**
 * By how many ms the voltage answers steps after their onset (before it: negative); null where it does so within 2 ms, or
 * where that can't be told. The sweeps' answers, weighed by their steps, are explained by a constant, a jump and an
 * exponential from each delay on.
 * @param silent places of the sweeps without spikes
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

/** Sum of squares that a constant, a jump and an exponential from sample `from` on leave. @param tau samples */
function residual(y: Float64Array, from: number, tau: number): number {
  const n = y.length
  const m = n - from
  // Before the answer there is the constant alone; after it the normal equations of three columns.
  let [g, gg, sum, after, cross, square] = [0, 0, 0, 0, 0, 0]
  const decay = Math.exp(-1 / tau)
  let e = 1
  for (let i = 0; i < n; i++) {
    sum += y[i]
    square += y[i] * y[i]
    if (i < from) continue
    const rise = 1 - e
    e *= decay
    g += rise
    gg += rise * rise
    after += y[i]
    cross += rise * y[i]
  }
  // A constant before and one after are free of each other, so that the jump is a constant of its own.
  const [early, late] = [sum - after, after]
  const spread = gg - (g * g) / m
  const along = cross - (g * late) / m
  const explained = (from > 0 ? (early * early) / from : 0) + (late * late) / m
  return Math.max(0, square - explained - (spread > 0 ? (along * along) / spread : 0))
}
