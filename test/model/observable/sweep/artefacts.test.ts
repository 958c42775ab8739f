import { describe, expect, it } from 'vitest'
import { fromSamples } from '../../../../src-main/contract/missing.ts'
import { prepareObservation } from '../../../../src-main/model/composition/prepare-observation.ts'
import { createPrior } from '../../../../src-main/model/composition/prior.ts'
import { recordingPreset, rudi2022 } from '../../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { createBatchSource } from '../../../../src-main/model/simulate/simulate.ts'
import type { ObservationSource } from '../../../../src-main/signal/sweep.ts'

const prior = createPrior(recordingPreset)
const clean = recorded()

/** A simulated recording that fires, in millivolts. */
function recorded(): ObservationSource {
  const { traces } = createBatchSource(prior, 1)(createRandom(12))
  const samples = Float64Array.from(traces, (u) => 24 * u - 25)
  return { samples, samplingInterval: prior.grid.dt, start: 0, voltageUnit: 'mV' }
}

function changedAt(source: ObservationSource, change: (v: number, i: number) => number): ObservationSource {
  return { ...source, samples: source.samples.map(change) }
}

const excursion = (from: number) => changedAt(clean, (v, i) => (i >= from && i < from + 4 ? v + 200 : v))
const window = { from: 0, to: clean.samples.length * clean.samplingInterval }

describe('an artefact in a sweep', () => {
  it('is missing in what is estimated from, and said with its time', () => {
    const source = excursion(500)
    const { notes, steps, d, ownSamples } = prepareObservation(source, recordingPreset, { window })
    expect(notes).toMatchObject([{ check: 'artefacts', level: 'caution', cause: 'recording' }])
    expect(notes![0].text).toMatch(/^One excursion \(at 100 ms\).* 4 samples are treated as missing/)
    expect(steps[0]).toBe(notes![0].text)
    const values = fromSamples(ownSamples?.values ?? d)
    expect(values.some(Number.isNaN)).toBe(true)
    // Nothing of 200 mV is left: spikes end 5 units from the middle at most.
    expect(Math.max(...values.filter(Number.isFinite))).toBeLessThan(5)
  })

  it('does not change the rescaling that is proposed', () => {
    const [own, with200] = [clean, excursion(500)].map((source) =>
      prepareObservation(source, recordingPreset, {}),
    )
    for (const name of ['offset', 'gain', 'timeScale'] as const) {
      expect(Math.abs(with200.rescaling[name] / own.rescaling[name] - 1), name).toBeLessThan(0.05)
    }
  })

  it('outside the window is mentioned, and no caution', () => {
    const half = { from: 0, to: 90 }
    const { notes } = prepareObservation(excursion(500), recordingPreset, { window: half })
    expect(notes).toMatchObject([{ level: 'ok', text: expect.stringMatching(/^Elsewhere in the sweep/) }])
  })

  it('is taken out before filters, which would spread it', () => {
    const conditioning = [{ kind: 'lowpass' as const, cutoff: 1000 }]
    const { d, ownSamples } = prepareObservation(excursion(500), recordingPreset, { window, conditioning })
    const values = fromSamples(ownSamples?.values ?? d)
    expect(Math.max(...values.filter(Number.isFinite))).toBeLessThan(5)
  })
})

describe('a clipped sweep', () => {
  it('misses what is held, and says so', () => {
    const clipped = changedAt(clean, (v) => Math.min(v, 12))
    const { notes } = prepareObservation(clipped, recordingPreset, { window })
    expect(notes).toMatchObject([{ check: 'clipping', level: expect.stringMatching(/caution|unreliable/) }])
    expect(notes![0].text).toMatch(/held at its maximum, 12 mV.*treated as missing/)
  })
})

it('a clean sweep has no notes, in millivolts and in model units', () => {
  expect(prepareObservation(clean, recordingPreset, {})).not.toHaveProperty('notes')
  const own = createPrior(rudi2022)
  const { traces } = createBatchSource(own, 1)(createRandom(3))
  const source = {
    ...clean,
    samples: Float64Array.from(traces),
    samplingInterval: own.grid.dt,
    voltageUnit: 'none' as const,
  }
  expect(prepareObservation(source, rudi2022, {})).not.toHaveProperty('notes')
})
