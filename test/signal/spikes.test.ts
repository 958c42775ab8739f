import { describe, expect, it } from 'vitest'
import { presentSamples } from '../../src-main/contract/missing.ts'
import { addNoise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { findSpikes, readRecording, viewTrace } from '../../src-main/recording/index.ts'
import { membrane } from '../recording/files.ts'
import { drawThetas, preset } from '../support/priors.ts'
import { shared } from '../support/shared.ts'

const spikeTimes = (...of: Parameters<typeof findSpikes>) => findSpikes(...of).times

const clock = { samplingInterval: 0.2, start: 0 }
const { points, dt } = preset.grid
const threshold = preset.neuron.spike.level

function noisy(clean: Float64Array, rho: number, seed: number, s = 0.35): Float64Array {
  const trace = clean.slice()
  addNoise(trace, 0, trace.length, s, rho, createRandom(seed))
  return trace
}

/** Upward crossings of the model's threshold, counted plainly. */
function plainCount(u: Float64Array): number {
  return u.reduce((n, v, i) => n + (i > 0 && v >= threshold && u[i - 1] < threshold ? 1 : 0), 0)
}

describe('spikes of the model', () => {
  const n = 150
  const thetas = drawThetas(n, 41)
  const traces = Array.from({ length: n }, (_, k) => {
    const u = new Float64Array(points)
    preset.neuron.solve(thetas.subarray(2 * k, 2 * k + 2), preset.constants, preset.grid, null, u)
    return u
  })

  it('without noise are those above the threshold', () => {
    for (const u of traces) {
      expect(spikeTimes(u, clock, { threshold }).length).toBe(plainCount(u))
    }
  })

  it.each([
    [0.66, 0.93],
    [0.8, 0.93],
    // Noise this slow hides some spikes that barely reach the threshold.
    [0.92, 0.8],
  ])('with noise of sd 0.35 and ρ = %f are the same, within one', (rho, exact) => {
    const differences = traces.map((u, k) => {
      const found = spikeTimes(noisy(u, rho, k), clock, { threshold }).length
      return Math.abs(found - plainCount(u))
    })
    expect(differences.filter((d) => d === 0).length).toBeGreaterThan(exact * n)
    expect(differences.filter((d) => d <= 1).length).toBeGreaterThan(0.985 * n)
  })

  it('are found half way up where no threshold is given', () => {
    const same = traces.filter((u, k) => {
      const found = spikeTimes(noisy(u, 0.8, k), clock).length
      return Math.abs(found - plainCount(u)) <= 1
    })
    expect(same.length).toBeGreaterThan(0.98 * n)
  })
})

describe('noise alone', () => {
  it.each([0, 0.5, 0.8, 0.92])('of ρ = %f has no spikes', (rho) => {
    const flat = new Float64Array(1000)
    const rest = flat.map(() => -1)
    for (let seed = 0; seed < 60; seed++) {
      expect(spikeTimes(noisy(flat, rho, seed), clock)).toEqual([])
      expect(spikeTimes(noisy(rest, rho, seed), clock, { threshold })).toEqual([])
      // A neuron that rests near the threshold does not spike either.
      expect(
        spikeTimes(
          noisy(rest, rho, seed).map((v) => v + 2.2),
          clock,
          { threshold },
        ),
      ).toEqual([])
    }
  })

  it('of a few millivolts has none, be it ever so smooth', () => {
    for (let seed = 0; seed < 60; seed++) {
      const trace = noisy(new Float64Array(1000), 0.99, seed, 2)
      expect(spikeTimes(trace, { ...clock, voltageUnit: 'mV' })).toEqual([])
    }
  })

  it('nor does a constant or a very short trace', () => {
    expect(spikeTimes(new Float64Array(500), clock)).toEqual([])
    expect(spikeTimes(new Float64Array(500), clock, { threshold })).toEqual([])
    expect(spikeTimes([1, 5], clock)).toEqual([])
  })
})

describe('spikes of a membrane', () => {
  const samples = Float64Array.from(membrane(1000))
  const mV = { samplingInterval: 0.1, start: 50, voltageUnit: 'mV' as const }

  it('are timed half way up, on the recording’s clock', () => {
    const times = spikeTimes(samples, mV)
    // Half height of exp(−x²/18) is at x = −√(18 ln 2).
    expect(times.length).toBe(10)
    times.forEach((t, k) => {
      expect(t).toBeCloseTo(50 + 0.1 * (100 * k + 50 - Math.sqrt(18 * Math.log(2))), 1)
    })
  })

  it('are no steps of current', () => {
    const step = noisy(
      Float64Array.from({ length: 3000 }, (_, i) => (i > 800 && i < 2400 ? -50 : -75)),
      0.9,
      4,
      0.5,
    )
    expect(spikeTimes(step, mV)).toEqual([])
  })

  it('are found on steps of current', () => {
    const trace = samples.map((v, i) => v + (i > 300 && i < 700 ? 20 : 0) - (i > 800 ? 30 : 0))
    expect(spikeTimes(trace, mV).length).toBe(10)
  })

  it('are found beside a stray sample many times as high', () => {
    const trace = samples.slice()
    trace[777] = 900
    const found = spikeTimes(trace, mV)
    expect(found.length).toBeLessThanOrEqual(11)
    for (const time of spikeTimes(samples, mV)) {
      expect(found.some((t) => Math.abs(t - time) < 0.2)).toBe(true)
    }
  })
})

describe('spikes with missing samples', () => {
  const mV = { samplingInterval: 0.05, start: 10, voltageUnit: 'mV' as const }
  const samples = new Float64Array(40_000).fill(-65)
  addNoise(samples, 0, samples.length, 0.4, 0.8, createRandom(2))
  const starts = Array.from({ length: 20 }, (_, k) => 500 + 1900 * k)
  for (const start of starts) {
    for (let i = 0; i < 40; i++) samples[start + i] += 90 * Math.sin((Math.PI * i) / 40)
  }

  it('are those of what is there', () => {
    const gappy = samples.slice()
    // One spike is lost whole, one sample of another's flank, and much between them.
    gappy.fill(Number.NaN, starts[3] - 100, starts[3] + 200)
    gappy[starts[7] + 4] = Number.NaN
    for (let i = 0; i < gappy.length; i += 400) gappy[i + 300] = Number.NaN
    const all = spikeTimes(samples, mV)
    const found = spikeTimes(gappy, mV)
    expect(all).toHaveLength(20)
    expect(found).toHaveLength(19)
    const left = all.filter((_, k) => k !== 3)
    found.forEach((t, k) => {
      expect(Math.abs(t - left[k])).toBeLessThan(2.1 * mV.samplingInterval)
    })
  })

  it('are none where nothing is there', () => {
    const none = new Float64Array(1000).fill(Number.NaN)
    expect(spikeTimes(none, mV)).toEqual([])
    expect(spikeTimes(none, mV, { threshold: 0 })).toEqual([])
  })

  it('leave gaps in a view, which never hide a spike', () => {
    const gappy = samples.slice()
    gappy.fill(Number.NaN, 10_000, 10_200)
    gappy[20_000] = Number.NaN
    const view = viewTrace(gappy, mV, { points: 400 })
    const { samplingInterval, start } = mV
    expect(view.gaps).toEqual([
      { from: start + 9999.5 * samplingInterval, to: start + 10_199.5 * samplingInterval, samples: 200 },
      {
        from: start + 19_999.5 * samplingInterval,
        to: expect.closeTo(start + 20_000.5 * samplingInterval, 9),
        samples: 1,
      },
    ])
    expect(view.v.filter((v) => v === null).length).toBeGreaterThan(1)
    for (const t of view.spikes) {
      const peak = view.v.some((v, i) => v !== null && v > 0 && Math.abs(view.t[i] - t) < 3)
      expect(peak).toBe(true)
    }
    const near = viewTrace(gappy, mV, {
      from: start + 19_990 * samplingInterval,
      to: start + 20_010 * samplingInterval,
      points: 100,
    })
    expect(near.v.filter((v) => v === null)).toHaveLength(1)
    expect(near.gaps).toHaveLength(1)
  })
})

describe.skipIf(!shared('recordings'))('spikes of real neurons', () => {
  it.each([
    ['ramp_20kHz.csv', [9]],
    ['step_4kHz.csv', [6]],
    ['three_spikes_space_separated_10kHz.csv', [3]],
    ['steps_6sweeps_2kHz.csv', [10, 12, 18, 25, 35, 42]],
  ])('%s', async (file, counts) => {
    const recording = await readRecording(shared(`recordings/${file}`)!, file)
    const { voltageUnit } = recording.reading
    const found = recording.sweeps.map((s) => spikeTimes(s.samples, { ...recording, voltageUnit }).length)
    expect(found).toEqual(counts)
  })
})

describe('viewTrace', () => {
  const n = 1_000_000
  const samples = new Float64Array(n)
  addNoise(samples, 0, n, 0.5, 0.9, createRandom(5))
  const spikes = [3, 123_456, 500_000, 777_777, 999_990]
  for (const i of spikes) for (const [k, v] of [20, 90, 40].entries()) samples[i + k] = v
  const mV = { samplingInterval: 0.05, start: 10, voltageUnit: 'mV' as const }

  it('keeps each spike of a million points', () => {
    const view = viewTrace(samples, mV, { points: 2000 })
    expect(view.complete).toBe(false)
    expect(view.t.length).toBeLessThanOrEqual(2000)
    expect(view.v.filter((v) => v === 90).length).toBe(spikes.length)
    expect(view.spikes.length).toBe(spikes.length)
    expect(view.t.every((t, i) => i === 0 || t > view.t[i - 1])).toBe(true)
    view.t.forEach((t, i) => {
      expect(samples[Math.round((t - 10) / 0.05)]).toBe(view.v[i])
    })
  })

  it('keeps the lowest and highest of each part', () => {
    const view = viewTrace(samples, mV, { from: 1000, to: 2000, points: 100 })
    const part = samples.subarray(19_800, 39_801)
    const v = presentSamples(view.v)
    expect(Math.max(...v)).toBe(Math.max(...part))
    expect(Math.min(...v)).toBe(Math.min(...part))
  })

  it('gives every sample where there is room, one more on each side', () => {
    const view = viewTrace(samples, mV, { from: 20.02, to: 21.02, points: 100 })
    expect(view.complete).toBe(true)
    expect(view.t[0]).toBeCloseTo(20, 9)
    expect(view.t.at(-1)).toBeCloseTo(21.05, 9)
    expect(view.v).toEqual(Array.from(samples.subarray(200, 222)))
    expect(view.spikes).toEqual([])
  })

  it('shows nothing beyond the recording', () => {
    expect(viewTrace(samples, mV, { from: -50, to: -20, points: 100 }).t).toEqual([])
    expect(viewTrace(samples, mV, { from: 60_000, to: 70_000, points: 100 }).t).toEqual([])
  })

  it('refuses a view that ends before it starts', () => {
    for (const [from, to] of [
      [5, 5],
      [9, 3],
      [Number.NaN, 3],
      [0, Number.POSITIVE_INFINITY],
    ]) {
      expect(() => viewTrace(samples, mV, { from, to, points: 100 })).toThrow(
        expect.objectContaining({ code: 'WINDOW_INVALID' }),
      )
    }
  })

  it('shows model traces on the model’s grid', () => {
    const u = new Float64Array(points)
    preset.neuron.solve([0.4, 0.4], preset.constants, preset.grid, null, u)
    const view = viewTrace(u, { samplingInterval: dt, start: 0, voltageUnit: 'none' }, { points: 5000 })
    expect(view.complete).toBe(true)
    expect(view.t.length).toBe(points)
    expect(view.spikes.length).toBe(plainCount(u))
  })
})

describe('what was found in a sweep', () => {
  const sweep = Float64Array.from({ length: 2000 }, (_, i) => (i % 400 > 200 && i % 400 < 212 ? 30 : -60))
  const clock = { samplingInterval: 0.1, start: 0, voltageUnit: 'mV' } as const

  it('is its spikes and the levels between which they rise; with a threshold only what reaches it', () => {
    const { times, levels } = findSpikes(sweep, clock)
    expect(times).toHaveLength(5)
    expect(levels).toEqual({ rest: -60, high: 30 })
    expect(findSpikes(sweep, clock, { threshold: 40 })).toEqual({ times: [], levels: null })
  })

  it('is remembered where it never changes, for each clock and threshold', () => {
    const first = findSpikes(sweep, clock, { unchanging: true })
    expect(findSpikes(sweep, clock, { unchanging: true })).toBe(first)
    const later = findSpikes(sweep, { ...clock, start: 5 }, { unchanging: true })
    expect(later.times[0]).toBeCloseTo(first.times[0] + 5)
    expect(findSpikes(sweep, clock, { unchanging: true, threshold: 40 }).times).toEqual([])
  })

  it('is looked for anew where it may change', () => {
    const reused = Float64Array.from(sweep)
    expect(findSpikes(reused, clock).times).toHaveLength(5)
    reused.fill(-60, 0, 700)
    expect(findSpikes(reused, clock).times).toHaveLength(3)
  })
})
