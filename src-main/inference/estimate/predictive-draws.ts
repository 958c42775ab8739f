import type { Prior } from '../../model/composition/prior.ts'
import { outputCount } from '../../model/outputs.ts'
import type { Random } from '../../model/random.ts'
import { observe } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { drawnSize, everyNthOf, everyShown } from './shown-samples.ts'

/** Limits of a report's predictive draws: numbers in all, and most and fewest draws. */
const mostNumbers = 30_000
const mostDraws = 50
const fewestDraws = 4
/** Significant digits stored: the noise is much larger. */
const digits = 5

/**
 * Posterior predictive draws, noise included, at the displayed samples: fewer draws the more samples there are. Empty
 * where the data are not a trace.
 * @param draws n × D equally weighted draws of the parameters
 * @returns for each output, the displayed one first, a row for each recording
 */
export function predictiveDraws(
  prior: Prior,
  simulator: Simulator,
  draws: Float64Array,
  random: Random,
): number[][][] {
  if (!prior.observable.spikeLevel) return []
  const D = prior.parameters.length
  const { size } = prior
  const every = everyShown(prior)
  const drawn = drawnSize(prior)
  const outputs = outputCount(prior)
  const points = outputs * Math.ceil(drawn / every)
  const total = draws.length / D
  const n = Math.min(total, mostDraws, Math.max(fewestDraws, Math.floor(mostNumbers / points)))
  const own = new Float64Array(n * D)
  // Evenly spaced, since copies of a resampled draw are adjacent.
  for (let k = 0; k < n; k++) {
    const row = Math.floor((k * total) / n) * D
    own.set(draws.subarray(row, row + D), k * D)
  }
  const traces = new Float32Array(n * size)
  observe(simulator, prior, own, n, (k) => random.fork(k), traces)
  return Array.from({ length: outputs }, (_, output) =>
    Array.from({ length: n }, (_, k) => {
      const first = k * size + output * drawn
      const shown = everyNthOf(traces.subarray(first, first + drawn), every)
      return Array.from(shown, (x) => Number(x.toPrecision(digits)))
    }),
  )
}
