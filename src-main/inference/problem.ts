import type { Prior } from '../model/prior/prior.ts'
import type { Random } from '../model/random.ts'
import type { Simulator } from '../model/simulate/simulator.ts'
import { type Coordinates, coordinatesOf, recordedRoles } from './coordinates.ts'
import { type CycleReading, readCycle } from './cycle/cycle-reading.ts'
import { defaultSettings, type SamplerSettings } from './importance/sampler.ts'
import type { Mixture } from './mixture.ts'
import { cycleHarmonics } from './network/catalogue.ts'
import { searchLibrary } from './recorded/cycle-library.ts'
import { createRecordedTarget, recordedExtra } from './recorded/recorded-target.ts'
import { createTarget, type Target } from './target.ts'

/** The posterior of one trace to be sampled, and how its points become parameters. */
export interface Problem {
  coordinates: Coordinates
  target: Target
  /** How long the sampler goes on. */
  settings: SamplerSettings
  /** A start for the sampler without a network, where there is one. */
  search(): Mixture | null
  /** What a trace on unknown scales shows of its cycle; null for models of u itself. */
  reading: CycleReading | null
  /**
   * Parameters of n points, n × D. What was integrated out is drawn; without randomness it is at its mean.
   * @param extra what the target kept with each
   */
  parametersOf(z: Float64Array, extra: Float64Array, n: number, random: Random | null): Float64Array
}

/** Rounds of recordings on unknown scales cost more each, and a curved posterior of six dimensions has less ESS. */
const recordedSettings: SamplerSettings = {
  ...defaultSettings,
  startDraws: 1000,
  startEss: 30,
  startRounds: 2,
  roundDraws: 1200,
  hopelessRounds: 9,
  hopelessFraction: 0.02,
  enoughFraction: 0.3,
  enoughPooledFraction: 0.22,
  enoughEss: 2000,
}

/** @param observed samples that are NaN are missing */
export function createProblem(prior: Prior, simulator: Simulator, observed: Float32Array): Problem {
  const coordinates = coordinatesOf(prior)
  const D = prior.parameters.length
  if (!prior.model.recorded) {
    return {
      coordinates,
      target: createTarget(prior, simulator, observed),
      settings: defaultSettings,
      reading: null,
      search: () => null,
      parametersOf(z, _extra, n) {
        const values = new Float64Array(n * D)
        for (let k = 0; k < n; k++) prior.fromUnbounded(z, k * D, values, k * D)
        return values
      },
    }
  }
  const reading = readingOf(prior, observed, 0)
  return {
    coordinates,
    target: createRecordedTarget(prior, observed, reading),
    settings: recordedSettings,
    reading,
    search: () => reading && searchLibrary(prior, reading),
    parametersOf: recordedParameters(prior, coordinates),
  }
}

/** What trace[from …) shows of its cycle; null for models of u itself, and of a constant trace. */
export function readingOf(prior: Prior, trace: Float32Array, from: number): CycleReading | null {
  return prior.model.recorded ? readCycle(trace, from, prior.grid.points, cycleHarmonics) : null
}

function recordedParameters(prior: Prior, coordinates: Coordinates): Problem['parametersOf'] {
  const { model, parameters } = prior
  const recorded = model.recorded!
  const place = (index: number): number =>
    parameters.findIndex((p) => p.name === model.parameters[index].name)
  const [tau, phase, offset, gain] = [recorded.timeScale, recorded.phase, recorded.offset, recorded.gain].map(
    place,
  )
  const roles = recordedRoles(prior)
  const D = parameters.length
  const d = roles.length
  const quantities = new Float64Array(d)
  return (z, extra, n, random) => {
    const values = new Float64Array(n * D)
    for (let k = 0; k < n; k++) {
      coordinates.quantitiesAt(z, k * d, quantities, 0)
      roles.forEach(({ index }, j) => {
        values[k * D + index] = quantities[j]
      })
      const [ownTau, ownPhase, meanOffset, meanGain, l11, l21, l22] = extra.subarray(
        k * recordedExtra,
        (k + 1) * recordedExtra,
      )
      const [a, b] = random ? [random.normal(), random.normal()] : [0, 0]
      if (tau >= 0) values[k * D + tau] = ownTau
      if (phase >= 0) values[k * D + phase] = ownPhase
      if (offset >= 0) values[k * D + offset] = meanOffset + l11 * a
      if (gain >= 0) values[k * D + gain] = meanGain + l21 * a + l22 * b
    }
    return values
  }
}
