import type { Coordinates } from '../inference/coordinates.ts'
import { readingOf } from '../inference/problem.ts'
import type { Prior } from '../model/composition/prior.ts'
import type { Batch } from '../model/simulate/simulate.ts'

/**
 * Writes the coordinates of the parameters of simulation k to out[0 … dimension). A phase is unwrapped to the value
 * nearest to what the trace shows.
 */
export function writeTruth(
  prior: Prior,
  coordinates: Coordinates,
  { parameters, traces }: Batch,
  k: number,
  out: Float64Array,
): void {
  const reading = readingOf(prior, traces, k * prior.size)
  coordinates.of(parameters, k * prior.parameters.length, reading, out, 0)
}
