import type { Prior } from '../../model/composition/prior.ts'
import { outputCount } from '../../model/outputs.ts'
import type { Random } from '../../model/random.ts'
import { observe } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { drawnSize, everyNthOf, everyShown } from './shown-samples.ts'

/** A report keeps at most so many numbers of them, in so many draws at most and at least. */
const mostNumbers = 30_000
const mostDraws = 50
const fewestDraws = 4
/** Significant digits that are kept: the noise is far larger. */
const digits = 5

/**
 * Recordings drawn from the posterior, noise included, at the samples that are drawn: fewer of them the more samples there
 * are. None where the data are no trace.
 * @param draws n × D equally weighted draws of the parameters
 * @returns of each output, the drawn one first, a row for each recording
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
  // Spread over all of them, since copies of a resampled draw stand side by side.
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
