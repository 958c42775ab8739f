import type { Prior } from '../../../model/composition/prior.ts'
import {
  type CycleReading,
  cycleHarmonics,
  readCycle,
  showsCycle,
} from '../../../signal/cycle/cycle-reading.ts'
import { median } from '../../../signal/robust.ts'
import { defaultSettings, type SamplerSettings } from '../../importance/sampler.ts'
import type { Coordinates, Inverse, Problem } from '../../inverse.ts'
import { searchLibrary } from './cycle-library.ts'
import { recordedCoordinates, recordedRoles } from './recorded-coordinates.ts'
import { createRecordedTarget, recordedExtra, scalesOf } from './recorded-target.ts'
import { fewestSpikes, silence } from './silence.ts'

/** For recordings on unknown scales a round costs more, and a curved posterior in six dimensions has a lower ESS. */
const settings: SamplerSettings = {
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

/** Two spikes at most this far apart, as a share of the interspike interval, are the same one. */
const toleranceOfInterval = 0.15
/** Where the model does not fire, ms of the model. */
const tolerance = 1.5

function read({ grid }: Prior, trace: Float32Array, from: number): CycleReading | null {
  return readCycle(trace, from, grid.points, cycleHarmonics)
}

/** The inverse side of recordings on unknown scales: docs/recordings.md. */
export const recordedTraceInverse: Inverse = {
  coordinates: recordedCoordinates,
  read,
  problem(prior, _simulator, observed, onGrid = observed) {
    const coordinates = recordedCoordinates(prior)
    const reading = read(prior, onGrid, 0)
    return {
      coordinates,
      target: createRecordedTarget(prior, observed, reading),
      settings,
      reading,
      search: () => reading && searchLibrary(prior, reading),
      parametersOf: parametersOf(prior, coordinates),
    }
  },
  plainTarget: false,
  refusal(prior, observed, recorded, spikes) {
    const found = spikes().length
    if (found >= fewestSpikes) return null
    // In a trace without a unit, noise may hide spikes from a detector, but not the cycle.
    const cycling = recorded === null && showsCycle(read(prior, observed, 0))
    return cycling ? null : silence(prior, found)
  },
  spikeTolerance({ forward }, { t, spikes }) {
    const intervals = spikes.model.slice(1).map((time, k) => time - spikes.model[k])
    return intervals.length > 0
      ? toleranceOfInterval * median(intervals)
      : (tolerance * (t[1] - t[0])) / forward.grid.dt
  },
}

function parametersOf(prior: Prior, coordinates: Coordinates): Problem['parametersOf'] {
  const { parameters } = prior
  const placeOf = (name: string): number => parameters.findIndex((p) => p.name === name)
  const [tau, phase] = ['tau', 'phase'].map(placeOf)
  const scales = scalesOf(prior.observable).map(placeOf)
  const K = scales.length
  const E = recordedExtra(prior)
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
      const at = k * E
      if (tau >= 0) values[k * D + tau] = extra[at]
      if (phase >= 0) values[k * D + phase] = extra[at + 1]
      const normals = scales.map(() => (random ? random.normal() : 0))
      let root = at + 2 + K
      scales.forEach((index, i) => {
        let x = extra[at + 2 + i]
        for (let j = 0; j <= i; j++) x += extra[root++] * normals[j]
        if (index >= 0) values[k * D + index] = x
      })
    }
    return values
  }
}
