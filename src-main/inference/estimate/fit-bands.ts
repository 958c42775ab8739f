import type { Fit } from '../../contract/fit.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { leastFrom, select } from '../../signal/robust.ts'
import { drawnSize, everyNthOf, everyShown } from './shown-samples.ts'

/** Draws for the band of u, and for the predictive band (each represents `strata.length` recordings). */
const bandDraws = 200
const predictiveDraws = 60
/** Standard normal quantiles at (i + ½)/9. */
const strata = [-1.5932, -0.9674, -0.5895, -0.2822, 0, 0.2822, 0.5895, 0.9674, 1.5932]

/**
 * The data with 90 % bands of the membrane potential u and of a new recording d (posterior predictive), at each
 * displayed sample: every sample, or every jth where they are denser than the prior's grid.
 * @param draws n × D equally weighted draws, n ≥ 200, in random order
 * @param t times of the data, ms
 */
export function fitBands(
  prior: Prior,
  simulator: Simulator,
  draws: Float64Array,
  observed: Float32Array,
  t: readonly number[],
): Omit<Fit, 'spikes'> {
  const D = prior.parameters.length
  const { thetaSize } = prior
  const { size } = prior
  const total = draws.length / D
  const theta = new Float64Array(bandDraws * thetaSize)
  const shown = drawnSize(prior)
  const s: ((i: number) => number)[] = []
  for (let k = 0; k < bandDraws; k++) {
    const row = Math.floor((k * total) / bandDraws) * D
    prior.theta(draws, row, theta, k * thetaSize)
    const noise = prior.noise(draws, row)
    const sds = noise.sds?.(observed)
    s.push(sds ? (i) => sds[i] : () => noise.sd)
  }
  const traces = new Float32Array(bandDraws * size)
  simulator.predictions(theta, bandDraws, traces)

  const column = new Float32Array(bandDraws)
  const cloud = new Float32Array(predictiveDraws * strata.length)
  const every = everyShown(prior)
  /** Bands of one output, from its first number on. */
  const bandsFrom = (first: number): Pick<Fit, 'observed' | 'u' | 'predictive'> => {
    const u = { q05: [] as number[], q50: [] as number[], q95: [] as number[] }
    const predictive = { q05: [] as number[], q95: [] as number[] }
    for (let i = first; i < first + shown; i += every) {
      for (let k = 0; k < bandDraws; k++) column[k] = traces[k * size + i]
      for (let k = 0; k < predictiveDraws; k++) {
        const draw = Math.floor((k * bandDraws) / predictiveDraws)
        const sd = s[draw](i)
        for (let q = 0; q < strata.length; q++) cloud[k * strata.length + q] = column[draw] + sd * strata[q]
      }
      const [low, middle, high] = quantiles(column, [0.05, 0.5, 0.95])
      u.q05.push(low)
      u.q50.push(middle)
      u.q95.push(high)
      const [lowest, highest] = quantiles(cloud, [0.05, 0.95])
      predictive.q05.push(lowest)
      predictive.q95.push(highest)
    }
    return { observed: Array.from(everyNthOf(observed.subarray(first, first + shown), every)), u, predictive }
  }
  const further = prior.observable.further?.(prior.neuron)
  return {
    t: t.filter((_, i) => i < shown && i % every === 0),
    ...bandsFrom(0),
    ...(further && { further: further.map((value, k) => ({ value, ...bandsFrom((k + 1) * shown) })) }),
  }
}

/** By linear interpolation between two draws; reorders x. @param shares ascending */
function quantiles(x: Float32Array, shares: readonly number[]): number[] {
  let from = 0
  return shares.map((p) => {
    const position = p * x.length - 0.5
    const low = Math.max(0, Math.floor(position))
    select(x, low, from)
    from = low + 1
    const next = from < x.length ? leastFrom(x, from) : x[low]
    return x[low] + (position - low) * (next - x[low])
  })
}
