import { describe, expect, it } from 'vitest'
import { presentSamples } from '../../src-main/contract/missing.ts'
import type { VoltageUnit } from '../../src-main/contract/recordings.ts'
import { addNoise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { prepareObservation, readRecording } from '../../src-main/recording/index.ts'
import { preset, presetOn } from '../support/priors.ts'
import { shared } from '../support/shared.ts'

function source(samples: Float64Array, samplingInterval: number, voltageUnit: VoltageUnit, start = 0) {
  return { samples, samplingInterval, start, voltageUnit }
}

/** The neuron at the prior's mean, finely sampled. */
function neuron(dt: number, points: number): Float64Array {
  const u = new Float64Array(points)
  preset.neuron.solve([0.4, 0.4], preset.constants, { dt, points, substeps: 4 }, null, u)
  return u
}

function withNoise(u: Float64Array, seed: number, s = 0.35): Float64Array {
  const trace = u.slice()
  addNoise(trace, 0, trace.length, s, 0.8, createRandom(seed))
  return trace
}

describe('a recording in model units', () => {
  it('on the model’s grid is left untouched', () => {
    const samples = withNoise(neuron(0.2, 1000), 1)
    const o = prepareObservation(source(samples, 0.2, 'none'), rudi2022, {})
    expect(o).toMatchObject({
      untouched: true,
      needed: 200,
      window: { from: 0, to: 200 },
      rescaling: { offset: 0, gain: 1, timeScale: 1 },
      rescalingParameters: 0,
    })
    expect(o.d).toEqual(Array.from(samples))
    expect(o.t[999]).toBeCloseTo(199.8, 9)
    expect(o.steps.join(' ')).toMatch(/nothing was changed/)
    expect(o.ownSamples).toBeNull()
    expect(o.steps.join(' ')).toMatch(/starts from u\(0\) = 0, v\(0\) = 0 at the window’s first sample\./)
  })

  it('gives the chosen part, and says that the model’s start is another', () => {
    const samples = withNoise(neuron(0.2, 1500), 2)
    const o = prepareObservation(source(samples, 0.2, 'none', 10), rudi2022, {
      window: { from: 30, to: 230 },
    })
    expect(o.window).toEqual({ from: 30, to: 230 })
    expect(o.d).toEqual(Array.from(samples.subarray(100, 1100)))
    expect(o.steps.join(' ')).toMatch(/this trace may start in another state/)
    const longer = prepareObservation(source(samples, 0.2, 'none'), rudi2022, {
      window: { from: 0, to: 300 },
    })
    expect(longer.d).toEqual(Array.from(samples.subarray(0, 1000)))
    expect(longer.steps.join(' ')).toMatch(/longer \(to 300 ms\); its first 200 ms are used/)
  })

  it('is left untouched too where its own rescaling is sent back', () => {
    const recording = source(withNoise(neuron(0.2, 1000), 1), 0.2, 'none')
    const o = prepareObservation(recording, rudi2022, {})
    expect(prepareObservation(recording, rudi2022, { window: o.window, rescaling: o.rescaling })).toEqual(o)
  })

  it('takes a window that ends with its last sample', () => {
    const samples = withNoise(neuron(0.2, 1000), 1)
    const o = prepareObservation(source(samples, 0.2, 'none'), rudi2022, { window: { from: 0, to: 199.8 } })
    expect(o.untouched).toBe(true)
  })

  it('sampled more densely gives every nth sample, so that the noise stays of its kind', () => {
    const samples = withNoise(neuron(0.05, 4000), 3)
    const o = prepareObservation(source(samples, 0.05, 'none'), rudi2022, {})
    expect(o.d).toEqual(Array.from({ length: 1000 }, (_, i) => samples[4 * i]))
    expect(o).toMatchObject({ untouched: false, rescalingParameters: 0 })
    expect(o.steps.join(' ')).toMatch(/The network uses one sample in 4 \(every 0\.2 ms/)
    expect(o.steps.join(' ')).toMatch(/own samples: every sample \(3,997, every 0\.05 ms\)/)
    expect(o.ownSamples).toEqual({ values: Array.from(samples.subarray(0, 3997)), dt: 0.05 })
  })

  it('on another grid is resampled, and says so', () => {
    const u = neuron(0.3, 700)
    const up = prepareObservation(source(u, 0.3, 'none'), rudi2022, {})
    expect(up.d[3]).toBeCloseTo(u[2], 9)
    expect(up.d[1]).toBeCloseTo(u[0] + (2 / 3) * (u[1] - u[0]), 9)
    expect(up.steps.join(' ')).toMatch(/interpolated linearly/)
    expect(up.ownSamples).toEqual({ values: Array.from(u.subarray(0, 667)), dt: expect.closeTo(0.3, 12) })
    const down = prepareObservation(source(neuron(0.15, 1400), 0.15, 'none'), rudi2022, {})
    expect(down.steps.join(' ')).toMatch(
      /resampled to 0\.2 ms \(1\.33 to 1\) through an anti-alias filter at 2\.5 kHz/,
    )
  })

  it('with fewer points than the model’s network reads is taken whole, by a prior of as many points', () => {
    const samples = withNoise(neuron(0.2, 700), 4)
    const o = prepareObservation(source(samples, 0.2, 'none'), rudi2022, {})
    expect(o.shortened).toEqual({ ...rudi2022, grid: { ...rudi2022.grid, points: 700 } })
    expect(o.d).toEqual(Array.from(samples))
    expect(o.steps.join('\n')).toMatch(/network takes 1,000 points, and there are 700: .*without the network/)
    const long = withNoise(neuron(0.2, 2000), 4)
    const chosen = { window: { from: 0, to: 150 } }
    const part = prepareObservation(source(long, 0.2, 'none'), rudi2022, chosen)
    expect(part.shortened?.grid.points).toBe(750)
    expect(part.d).toHaveLength(750)
    expect(prepareObservation(source(long, 0.2, 'none'), rudi2022, {}).shortened).toBeUndefined()
  })

  it('too short says how many points are needed and found', () => {
    const samples = withNoise(neuron(0.2, 90), 4)
    expect(() => prepareObservation(source(samples, 0.2, 'none'), rudi2022, {})).toThrow(
      /needs 1,000 points, 0\.2 ms apart \(200 ms\); the recording is long enough for 90 \(18 ms\)/,
    )
    const long = withNoise(neuron(0.2, 2000), 4)
    expect(() =>
      prepareObservation(source(long, 0.2, 'none'), rudi2022, { window: { from: 0, to: 15 } }),
    ).toThrow(/the window from 0 to 15 ms is long enough for 75/)
    expect(() =>
      prepareObservation(source(long, 0.2, 'none'), rudi2022, { window: { from: 385, to: 400 } }),
    ).toThrow(expect.objectContaining({ code: 'WINDOW_TOO_SHORT' }))
  })
})

describe('a recording in millivolts', () => {
  // The model itself, as an electrode would show it: 3.7 ms for each of the model's, 20 mV a unit about −30 mV.
  const timeScale = 3.7
  const recorded = neuron(0.05, 16_000).map((u) => -30 + 20 * u)
  const recording = source(recorded, 0.05 * timeScale, 'mV', 100)

  it('gets back the rescaling that made it', () => {
    const { rescaling, rescalingParameters, untouched, window, needed } = prepareObservation(
      recording,
      rudi2022,
      {},
    )
    expect(rescaling.timeScale / timeScale).toBeCloseTo(1, 1)
    expect(Math.abs(rescaling.gain / 20 - 1)).toBeLessThan(0.1)
    expect(Math.abs(rescaling.offset + 30)).toBeLessThan(3)
    expect(untouched).toBe(false)
    expect(rescalingParameters).toBe(3)
    expect(window.to - window.from).toBeCloseTo(needed, 9)
    expect(needed).toBeCloseTo(200 * rescaling.timeScale, 9)
  })

  it('gives the model back where that rescaling is wished', () => {
    const rescaling = { offset: -30, gain: 20, timeScale }
    const o = prepareObservation(recording, rudi2022, { rescaling, window: { from: 100, to: 880 } })
    const u = neuron(0.2, 1000)
    expect(o.d.length).toBe(1000)
    // What the filter leaves out rounds off the steepest flanks a little.
    const error = presentSamples(o.d).map((d, i) => Math.abs(d - u[i]))
    expect(Math.max(...error)).toBeLessThan(0.15)
    expect(error.reduce((a, b) => a + b) / 1000).toBeLessThan(0.005)
    expect(o.rescaling).toEqual(rescaling)
    expect(o.steps.join('\n')).toMatch(/u = \(V \+ 30 mV\)\/20 mV, as set by hand/)
    expect(o.steps.join('\n')).toMatch(
      /resampled to 0\.74 ms \(4 to 1\).*\n.*correlation time, −0\.74 ms\/ln ρ/,
    )
  })

  it('gives the likelihood the samples themselves, in model units and the model’s time', () => {
    const rescaling = { offset: -30, gain: 20, timeScale }
    const { ownSamples } = prepareObservation(recording, rudi2022, {
      rescaling,
      window: { from: 100, to: 880 },
    })
    expect(ownSamples!.dt).toBeCloseTo(0.05, 12)
    expect(ownSamples!.values).toHaveLength(999 * 4 + 1)
    const u = neuron(0.05, 4000)
    ownSamples!.values.forEach((v, i) => {
      expect(v).toBeCloseTo(u[i], 9)
    })
  })

  it('takes every kth of them where they are much denser than the grid, and all that a coarse recording has', () => {
    const long = Float64Array.from({ length: 60_000 }, (_, i) => Math.sin(i / 900) + (i % 7))
    const rescaling = { offset: 0, gain: 1, timeScale: 1 }
    const dense = prepareObservation(source(long, 0.2 / 21.3, 'mV'), rudi2022, { rescaling })
    const first = Math.round(dense.window.from / (0.2 / 21.3))
    expect(dense.ownSamples!.dt).toBeCloseTo((5 * 0.2) / 21.3, 12)
    expect(dense.ownSamples!.values).toEqual(
      Array.from({ length: Math.floor((999 * 21.3) / 5) + 1 }, (_, i) => long[first + 5 * i]),
    )
    expect(dense.steps.join('\n')).toMatch(/own samples: one sample in 5 \(4,256,/)
    const coarse = prepareObservation(source(long.subarray(0, 700), 0.2 / 0.6, 'mV'), rudi2022, { rescaling })
    expect(coarse.ownSamples!.dt).toBeCloseTo(0.2 / 0.6, 12)
    expect(coarse.ownSamples!.values).toHaveLength(600)
  })

  it('counts what was proposed as chosen by looking, also when it is sent back', () => {
    const { rescaling, window } = prepareObservation(recording, rudi2022, {})
    const count = (change: Partial<typeof rescaling>): number =>
      prepareObservation(recording, rudi2022, { rescaling: { ...rescaling, ...change }, window })
        .rescalingParameters
    expect(count({})).toBe(3)
    expect(count({ gain: 33 })).toBe(2)
    expect(count({ gain: 33, offset: -20, timeScale: 3 })).toBe(0)
  })

  it('says all it did', () => {
    const text = prepareObservation(recording, rudi2022, {}).steps.join('\n')
    expect(text).toMatch(/Window: .* with \d+ spikes; the model takes 1,000 points/)
    expect(text).toMatch(/the level between spikes, −\d+.* mV, was mapped to −/)
    expect(text).toMatch(/spikes come every \d+.* ms \(median\), in the model at its prior mean every/)
    expect(text).toMatch(/starts from u\(0\) = 0/)
  })

  it('puts the window where the spikes are', () => {
    const late = new Float64Array(60_000).fill(-60)
    addNoise(late, 0, late.length, 0.3, 0.8, createRandom(9))
    late.set(recorded.subarray(0, 8000), 40_000)
    const { window, steps } = prepareObservation(source(late, 0.05 * timeScale, 'mV'), rudi2022, {})
    const spikesFrom = 40_000 * 0.05 * timeScale
    expect(window.from).toBeGreaterThan(spikesFrom - 100)
    expect(window.from).toBeLessThan(spikesFrom + 800)
    expect(steps.join('\n')).toMatch(/placed where it contains the most spikes/)
  })

  it('stretches a short recording onto the model’s time', () => {
    const short = source(recorded.slice(0, 2000), 0.05 * timeScale, 'mV')
    const { rescaling, steps, d } = prepareObservation(short, rudi2022, {})
    expect(rescaling.timeScale).toBeCloseTo((2000 * 0.05 * timeScale) / 200, 3)
    expect(steps.join('\n')).toMatch(/the available 370 ms were mapped to the model’s 200 ms instead/)
    expect(d.every(Number.isFinite)).toBe(true)
  })

  it('without spikes goes by its spread', () => {
    const silent = new Float64Array(5000).fill(-70)
    addNoise(silent, 0, 5000, 0.4, 0.8, createRandom(3))
    const { rescaling, steps, d } = prepareObservation(source(silent, 0.1, 'mV'), rudi2022, {})
    expect(steps.join('\n')).toMatch(/no spikes were found/)
    expect(steps.join('\n')).toMatch(/fewer than two spikes/)
    expect(rescaling.timeScale).toBeCloseTo(2.5, 9)
    expect(presentSamples(d).every((x) => Math.abs(x) < 10)).toBe(true)
  })

  it('filters away what is too fast for the model’s grid', () => {
    const hum = Float64Array.from({ length: 20_000 }, (_, i) => (i % 2 ? 1 : -1))
    const rescaling = { offset: 0, gain: 1, timeScale: 10 }
    const { d } = prepareObservation(source(hum, 0.1, 'mV'), rudi2022, { rescaling })
    expect(Math.max(...presentSamples(d).slice(10).map(Math.abs))).toBeLessThan(2e-3)
  })

  it('measures the neuron of the prior, not numbers of the preset', () => {
    const slow = { ...presetOn({}), constants: { ...rudi2022.constants, gamma: 4 } }
    const one = prepareObservation(recording, rudi2022, {}).rescaling
    const other = prepareObservation(recording, slow, {}).rescaling
    expect(other.timeScale).not.toBeCloseTo(one.timeScale, 1)
  })
})

describe('missing samples', () => {
  const timeScale = 3.7
  const recorded = neuron(0.05, 16_000).map((u) => -30 + 20 * u)
  addNoise(recorded, 0, recorded.length, 0.5, 0.8, createRandom(12))
  const without = (...gaps: [number, number][]) => {
    const samples = recorded.slice()
    for (const [from, to] of gaps) samples.fill(Number.NaN, from, to)
    return source(samples, 0.05 * timeScale, 'mV')
  }
  const rescaling = { offset: -30, gain: 20, timeScale }
  const window = { from: 0, to: 740 }

  it('are missing on the model’s grid too, counted, and nothing stands in their place', () => {
    const o = prepareObservation(without([400, 800]), rudi2022, { rescaling, window })
    const whole = prepareObservation(without(), rudi2022, { rescaling, window })
    const missing = o.d.flatMap((v, j) => (v === null ? [j] : []))
    expect(missing).toEqual(Array.from({ length: 100 }, (_, k) => 100 + k))
    expect(o.steps.join('\n')).toMatch(
      /Missing: 400 samples are missing in the window; of those that the likelihood uses 400 are, and of the network’s 1,000 points 100/,
    )
    const { values } = o.ownSamples!
    expect(values.flatMap((v, i) => (v === null ? [i] : []))).toEqual(
      Array.from({ length: 400 }, (_, i) => 400 + i),
    )
    // Far from the gap nothing changes.
    for (const j of [0, 50, 89, 210, 999]) expect(o.d[j]).toBeCloseTo(whole.d[j]!, 9)
  })

  it('that others make up for leave no point out', () => {
    const o = prepareObservation(without([402, 403]), rudi2022, { rescaling, window })
    expect(presentSamples(o.d)).toHaveLength(1000)
    expect(o.steps.join('\n')).toMatch(
      /1 sample is missing in the window; .* uses 1 is, and of the network’s 1,000 points none/,
    )
    expect(prepareObservation(without(), rudi2022, { rescaling, window }).steps.join('\n')).not.toMatch(
      /missing/,
    )
  })

  it('hardly change what the recording is rescaled by', () => {
    const whole = prepareObservation(without(), rudi2022, {}).rescaling
    const gaps = prepareObservation(
      without([1000, 1400], [9000, 9001], [12_000, 12_300]),
      rudi2022,
      {},
    ).rescaling
    expect(gaps.gain / whole.gain).toBeCloseTo(1, 1)
    expect(gaps.timeScale / whole.timeScale).toBeCloseTo(1, 1)
  })

  it('in model units are left as they are', () => {
    const samples = withNoise(neuron(0.2, 1000), 1)
    samples.fill(Number.NaN, 300, 310)
    const o = prepareObservation(source(samples, 0.2, 'none'), rudi2022, {})
    expect(o.untouched).toBe(true)
    expect(o.d.flatMap((v, j) => (v === null ? [j] : []))).toEqual([...Array(10).keys()].map((k) => 300 + k))
    expect(o.steps.join('\n')).toMatch(/10 samples are missing/)
  })

  it('are kept out of the window where as many spikes lie elsewhere', () => {
    const samples = new Float64Array(60_000).fill(-60)
    addNoise(samples, 0, samples.length, 0.3, 0.8, createRandom(9))
    samples.set(recorded.subarray(0, 8000), 10_000)
    samples.fill(Number.NaN, 10_900, 10_910)
    const o = prepareObservation(source(samples, 0.05 * timeScale, 'mV'), rudi2022, {})
    expect(o.window.from).toBeGreaterThan(10_909 * 0.05 * timeScale)
    expect(presentSamples(o.d)).toHaveLength(1000)
  })

  it('are kept out of the window of a silent trace', () => {
    const silent = new Float64Array(20_000).fill(-70)
    addNoise(silent, 0, silent.length, 0.4, 0.8, createRandom(3))
    silent.fill(Number.NaN, 0, 4000)
    const silentRescaling = { offset: -70, gain: 1, timeScale: 2.5 }
    const o = prepareObservation(source(silent, 0.1, 'mV'), rudi2022, { rescaling: silentRescaling })
    expect(o.window.from).toBeGreaterThanOrEqual(400)
    expect(o.steps.join('\n')).toMatch(/placed where the fewest samples are missing/)
  })

  it('are too many where less than half is there, or nothing', () => {
    expect(() => prepareObservation(without([0, 2400]), rudi2022, { rescaling, window })).toThrow(
      expect.objectContaining({
        code: 'TOO_FEW_POINTS',
        message: expect.stringMatching(/400 of the model’s 1,000/),
      }),
    )
    expect(() => prepareObservation(without([0, 16_000]), rudi2022, { rescaling, window })).toThrow(
      expect.objectContaining({ code: 'TRACE_CONSTANT', message: expect.stringMatching(/has no samples/) }),
    )
  })
})

describe('wishes that cannot be met', () => {
  const samples = withNoise(neuron(0.2, 2000), 7)
  const mV = source(
    samples.map((u) => 20 * u - 40),
    0.2,
    'mV',
  )

  it.each([
    ['ends before it starts', { from: 50, to: 20 }],
    ['is a point', { from: 50, to: 50 }],
    ['is no number', { from: Number.NaN, to: 50 }],
    ['starts before the recording', { from: -20, to: 200 }],
    ['ends after it', { from: 100, to: 900 }],
  ])('a window that %s', (_, window) => {
    for (const s of [mV, source(samples, 0.2, 'none')]) {
      expect(() => prepareObservation(s, rudi2022, { window })).toThrow(
        expect.objectContaining({
          code: 'WINDOW_INVALID',
          message: expect.stringMatching(/from 0 to 400 ms/),
        }),
      )
    }
  })

  it.each([
    ['gain 0', { offset: 0, gain: 0, timeScale: 1 }],
    ['an infinite gain', { offset: 0, gain: Number.POSITIVE_INFINITY, timeScale: 1 }],
    ['no offset', { offset: Number.NaN, gain: 1, timeScale: 1 }],
    ['time standing still', { offset: 0, gain: 1, timeScale: 0 }],
    ['time running backwards', { offset: 0, gain: 1, timeScale: -1 }],
    ['a gain of next to nothing', { offset: 0, gain: 1e-310, timeScale: 1 }],
  ])('a rescaling with %s', (_, rescaling) => {
    expect(() => prepareObservation(mV, rudi2022, { rescaling })).toThrow(
      expect.objectContaining({ code: 'UNITS_IMPLAUSIBLE' }),
    )
  })

  it('a time scale that needs more than there is', () => {
    const rescaling = { offset: -40, gain: 20, timeScale: 5 }
    expect(() => prepareObservation(mV, rudi2022, { rescaling })).toThrow(
      /needs 1,000 points, 1 ms apart \(1000 ms\); the recording is long enough for 400 \(400 ms\).*smaller time scale/,
    )
  })

  it('a constant window', () => {
    const flat = mV.samples.slice().fill(-65, 500, 2000)
    expect(() =>
      prepareObservation({ ...mV, samples: flat }, rudi2022, { window: { from: 120, to: 390 } }),
    ).toThrow(
      expect.objectContaining({ code: 'TRACE_CONSTANT', message: expect.stringMatching(/−65 throughout/) }),
    )
  })
})

describe.skipIf(!shared('recordings'))('real recordings', () => {
  it.each(['ramp_20kHz', 'step_4kHz', 'steps_6sweeps_2kHz', 'three_spikes_space_separated_10kHz'])(
    '%s can be put to the model',
    async (name) => {
      const recording = await readRecording(shared(`recordings/${name}.csv`)!, `${name}.csv`)
      for (const { samples } of recording.sweeps) {
        const o = prepareObservation(
          source(samples, recording.samplingInterval, recording.reading.voltageUnit, recording.start),
          rudi2022,
          {},
        )
        expect(o.d.length).toBe(1000)
        expect(presentSamples(o.d).every((x) => Math.abs(x) < 12)).toBe(true)
        expect(o.rescalingParameters).toBe(3)
        expect(o.window.from).toBeGreaterThanOrEqual(recording.start)
        expect(o.window.to).toBeLessThanOrEqual(recording.points * recording.samplingInterval + 1e-6)
        // The window as given goes in again unchanged.
        const again = prepareObservation(
          source(samples, recording.samplingInterval, recording.reading.voltageUnit, recording.start),
          rudi2022,
          { window: o.window, rescaling: o.rescaling },
        )
        expect(again.d).toEqual(o.d)
      }
    },
  )

  it('the reference traces go in untouched', async () => {
    const recording = await readRecording(shared('reference/traces.csv')!, 'traces.csv')
    expect(recording.sweeps.length).toBe(60)
    for (const { samples } of recording.sweeps) {
      const o = prepareObservation(source(samples, recording.samplingInterval, 'none'), rudi2022, {})
      expect(o.untouched).toBe(true)
      expect(o.d).toEqual(Array.from(samples))
    }
  })
})
