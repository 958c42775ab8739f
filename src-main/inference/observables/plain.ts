import { defaultSettings } from '../importance/sampler.ts'
import type { Inverse } from '../inverse.ts'
import { findModes, proposalOfModes, startsFrom } from '../modes/modes.ts'
import { searchModes } from '../modes/search-modes.ts'
import { createTarget } from '../target.ts'

/** Two spikes at most this far apart, ms of the model, are the same one; noise shifts a crossing by less. */
const tolerance = 1.5
/** Points from which a refined start is optimized. */
const started = 6

/** The default inverse side: the prior's own coordinates, and the likelihood of the data given predictions. */
export const plainInverse: Inverse = {
  coordinates: (prior) => ({
    dimension: prior.parameters.length,
    quantities: prior.parameters,
    of: (values, from, _reading, out, to) => prior.toUnbounded(values, from, out, to),
    quantitiesAt: (z, from, out, to) => prior.fromUnbounded(z, from, out, to),
    placeOf: () => null,
  }),
  read: () => null,
  problem(prior, simulator, observed) {
    const D = prior.parameters.length
    const target = createTarget(prior, simulator, observed)
    const work = { prior, simulator, target, observed }
    return {
      coordinates: plainInverse.coordinates(prior),
      target,
      settings: defaultSettings,
      reading: null,
      search: (random) => (prior.noiseModel.hasLikelihood ? searchModes(work, random) : null),
      refine: (z, n) => proposalOfModes(findModes(work, startsFrom(work, z, n, started))),
      parametersOf(z, _extra, n) {
        const values = new Float64Array(n * D)
        for (let k = 0; k < n; k++) prior.fromUnbounded(z, k * D, values, k * D)
        return values
      },
    }
  },
  plainTarget: true,
  refusal: () => null,
  spikeTolerance: ({ forward, times }, { t }) =>
    times
      ? (tolerance * (t[t.length - 1] - t[0])) / (times[times.length - 1] - times[0])
      : (tolerance * (t[1] - t[0])) / forward.grid.dt,
}
