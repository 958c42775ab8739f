import { describe, expect, it } from 'vitest'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { recordingPreset } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { withoutArtefacts } from '../../../src-main/signal/artefacts/without-artefacts.ts'
import { findSpikes } from '../../../src-main/signal/spikes/find-spikes.ts'
import type { ObservationSource } from '../../../src-main/signal/sweep.ts'
import { changed, spikesAt } from '../features/synthetic.ts'

const train = changed(spikesAt([50, 150, 270, 350, 460]), noisy(1, 0.2))

/** White noise, of one seed. */
function noisy(seed: number, sd: number): (v: number) => number {
  const random = createRandom(seed)
  return (v) => v + sd * random.normal()
}

/** With so much added to some samples. */
function withAdded(source: ObservationSource, added: Record<number, number>): ObservationSource {
  const samples = source.samples.slice()
  for (const [i, by] of Object.entries(added)) samples[Number(i)] += by
  return { ...source, samples }
}

function strays(source: ObservationSource): number[][] {
  return withoutArtefacts(source).artefacts.strays.map(({ from, to }) => [from, to])
}

const rails = (source: ObservationSource) => withoutArtefacts(source).artefacts.rails

describe('an artefact of a few samples', () => {
  it.each([
    ['high', { 4000: 180, 4001: 180, 4002: 180, 4003: 180 }, [[4000, 4004]]],
    ['of one sample', { 4000: 90 }, [[4000, 4001]]],
    ['downwards', { 4000: -120, 4001: -120 }, [[4000, 4002]]],
    ['of two phases', { 4000: 90, 4001: 90, 4002: -90, 4003: -90 }, [[4000, 4004]]],
    [
      'that decays slowly, far down',
      { 4000: -130, 4001: -100, 4002: -50, 4003: -25, 4004: -5 },
      [[4000, 4004]],
    ],
    ['that decays', { 4000: 120, 4001: 60, 4002: 25, 4003: 8 }, [[4000, 4003]]],
    [
      'beside another, smaller one',
      { 4000: 3000, 8000: 90 },
      [
        [4000, 4001],
        [8000, 8001],
      ],
    ],
  ])('%s is missing, and nothing else', (_, added, expected) => {
    const source = withAdded(train, added as unknown as Record<number, number>)
    expect(strays(source)).toEqual(expected)
    const { samples, forSpikes } = withoutArtefacts(source)
    expect(forSpikes).toBe(samples)
    samples.forEach((v, i) => {
      if (expected.some(([from, to]) => i >= from && i < to)) expect(v).toBeNaN()
      else expect(v).toBe(source.samples[i])
    })
    expect(findSpikes(forSpikes, source).times).toHaveLength(5)
  })

  it('is told in model units by spikes that are less sharp', () => {
    const inUnits = { ...changed(train, (v) => (v + 25) / 25), voltageUnit: 'none' as const }
    expect(strays(withAdded(inUnits, { 4000: 6, 4001: 6 }))).toEqual([[4000, 4002]])
  })

  it('is told in a silent trace in mV', () => {
    const silent = changed(spikesAt([]), noisy(2, 0.3))
    expect(strays(withAdded(silent, { 4000: 100, 4001: 100 }))).toEqual([[4000, 4002]])
  })
})

describe('what is held at an end of the range', () => {
  it('is missing, but for finding spikes, whose tops it cuts off', () => {
    const clipped = changed(train, (v) => Math.min(v, 0))
    const { samples, forSpikes, artefacts } = withoutArtefacts(clipped)
    const held = clipped.samples.reduce((count, v) => count + (v === 0 ? 1 : 0), 0)
    expect(artefacts.rails).toMatchObject([{ value: 0, end: 'maximum' }])
    expect(artefacts.rails[0].at).toHaveLength(held)
    expect(samples.filter(Number.isNaN)).toHaveLength(held)
    expect(forSpikes).toEqual(clipped.samples)
  })

  it('is told at the lower end, and in whole millivolts', () => {
    expect(rails(changed(train, (v) => Math.max(v, -73)))).toMatchObject([{ value: -73, end: 'minimum' }])
    expect(rails(changed(train, (v) => Math.min(5, Math.round(v))))).toMatchObject([{ value: 5 }])
  })

  it('is missing for spikes too where an amplifier saturates far beyond them', () => {
    const saturated = changed(train, (v, t) => (t >= 200 && t < 210 ? 600 : v))
    const { forSpikes, artefacts } = withoutArtefacts(saturated)
    expect(artefacts.rails).toMatchObject([{ value: 600 }])
    expect(forSpikes.filter(Number.isNaN)).toHaveLength(200)
    expect(findSpikes(forSpikes, saturated).times).toHaveLength(5)
  })
})

describe('nothing is an artefact', () => {
  const none = (source: ObservationSource) => {
    expect(withoutArtefacts(source)).toMatchObject({ artefacts: { strays: [], rails: [] } })
    expect(withoutArtefacts(source).samples).toBe(source.samples)
  }

  it.each([0.5, 0.25, 0.1, 0.05, 0.02, 0.01])('in fast spikes every %d ms, one alone or many', (dt) => {
    const random = createRandom(8)
    for (const count of [1, 2, 3, 12, 60]) {
      // 0.15 to 0.5 ms wide, 60 to 130 mV high.
      const [width, height] = [0.15 + 0.35 * random.uniform(), 60 + 70 * random.uniform()]
      const rising = Array.from({ length: count }, (_, k) => 5 + (k * 480) / count + random.uniform())
      const samples = Float64Array.from({ length: Math.round(500 / dt) }, (_, j) => {
        const away = rising.map((peak) => j * dt - peak).filter((t) => Math.abs(t) < 5)
        const bumps = away.map((t) => height * Math.exp(-((t / (t < 0 ? width / 2.2 : width / 1.1)) ** 2)))
        return -65 + 0.3 * random.normal() + bumps.reduce((sum, v) => sum + v, 0)
      })
      for (const step of [0.01, 0.305, 1]) {
        none({
          samples: samples.map((v) => Math.round(v / step) * step),
          samplingInterval: dt,
          start: 0,
          voltageUnit: 'mV',
        })
      }
    }
  })

  it('in rounded tops and rests of a noiseless trace, in whole millivolts every 0.01 ms', () => {
    // Half waves of 40 ms on a rest that stays at one value.
    const wave = (t: number) => Math.max(0, Math.sin((2 * Math.PI * t) / 80))
    const samples = Float64Array.from({ length: 40_000 }, (_, j) =>
      Math.round(-65 + 90 * wave(j * 0.01) ** 3),
    )
    none({ samples, samplingInterval: 0.01, start: 0, voltageUnit: 'mV' })
  })

  it('in a trace on another scale than it says', () => {
    // Ten times a neuron’s: nothing is known of what is possible there.
    none(changed(spikesAt([50, 150]), (v) => 10 * v))
  })

  it('in 300 simulated recordings, in model units and in millivolts', () => {
    const prior = createPrior(recordingPreset)
    const n = 300
    const { traces } = createBatchSource(prior, n)(createRandom(31))
    const size = traces.length / n
    for (let k = 0; k < n; k++) {
      const samples = Float64Array.from(traces.subarray(k * size, (k + 1) * size))
      const clock = { samplingInterval: prior.grid.dt, start: 0 }
      none({ samples, ...clock, voltageUnit: 'none' })
      none({ samples: samples.map((v) => Math.round(10 * (24 * v - 25)) / 10), ...clock, voltageUnit: 'mV' })
    }
  })
})
