import { describe, expect, it } from 'vitest'
import { type Feature, TraceFeatures } from '../../../src-main/contract/features.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { findSpikes, measureFeatures } from '../../../src-main/recording/index.ts'
import { changed, spikesAt } from './synthetic.ts'

const peaks = [50, 150, 270, 350, 460]
const train = spikesAt(peaks)

function byName(features: readonly Feature[]): Record<string, Feature> {
  return Object.fromEntries(features.map((feature) => [feature.name, feature]))
}

describe('spikes of straight lines', () => {
  const found = measureFeatures(train)
  const f = byName(found.features)

  it('are what the contract takes, and survive JSON', () => {
    expect(TraceFeatures.parse(JSON.parse(JSON.stringify(found)))).toEqual(found)
  })

  it('fire when they do', () => {
    expect(found).toMatchObject({ rule: 'efel', level: -20, voltageUnit: 'mV', notes: [] })
    found.peaks.forEach((t, k) => {
      expect(t).toBeCloseTo(peaks[k], 9)
    })
    expect(f.spike_count.value).toBe(5)
    expect(f.time_to_first_spike.value).toBeCloseTo(50, 9)
    expect(f.mean_frequency.value).toBeCloseTo(5 / 0.46, 9)
    expect(f.all_ISI_values.values.map(Math.round)).toEqual([100, 120, 80, 110])
    expect(f.all_ISI_values.value).toBeCloseTo(102.5, 9)
    // 120, 80, 110: mean 103.33, sd 20.82.
    expect(f.ISI_CV.value).toBeCloseTo(20.8167 / 103.3333, 5)
  })

  it.each([
    ['peak_voltage', 30, 'mV'],
    ['AP_begin_voltage', -70, 'mV'],
    ['AP_amplitude', 100, 'mV'],
    // At −25 mV, half way between 30 and −80: 1.1 ms before the peak and 2.2 ms after it.
    ['spike_half_width', 3.3, 'ms'],
    // At −20 mV, half way between 30 and −70.
    ['AP_duration_half_width', 3, 'ms'],
    ['AP_peak_upstroke', 50, 'mV/ms'],
    ['AP_peak_downstroke', -25, 'mV/ms'],
    ['AHP_depth_abs', -80, 'mV'],
    ['baseline', -70, 'mV'],
    ['minimum_voltage', -80, 'mV'],
    ['maximum_voltage', 30, 'mV'],
  ])('%s is %d %s', (name, value, unit) => {
    expect(f[name].value).toBeCloseTo(value, 6)
    expect(f[name].unit).toBe(unit)
    if (f[name].values.length > 0) {
      expect(f[name].values.length).toBe(5)
      expect(f[name].sd).toBeCloseTo(0, 6)
    }
  })

  it('fast_AHP is from threshold to minimum, but of the last spike', () => {
    expect(f.fast_AHP.values.length).toBe(4)
    expect(f.fast_AHP.value).toBeCloseTo(10, 6)
  })

  it('say why there is nothing about a stimulus', () => {
    for (const name of ['voltage_base', 'AHP_depth', 'sag_amplitude', 'steady_state_voltage']) {
      expect(f[name]).toMatchObject({ value: null, note: 'No stimulus times are given.' })
    }
  })

  it('lie over one another', () => {
    const { meanSpike } = found
    expect(meanSpike).toMatchObject({ count: 5, peak: { t: 0, v: expect.closeTo(30, 6) } })
    expect(meanSpike!.threshold!.t).toBeCloseTo(-2, 6)
    expect(meanSpike!.threshold!.v).toBeCloseTo(-70, 6)
    expect(meanSpike!.minimum!.t).toBeCloseTo(4.4, 6)
    expect(meanSpike!.halfWidth!.to - meanSpike!.halfWidth!.from).toBeCloseTo(3.3, 6)
    expect(meanSpike!.mean.length).toBe(meanSpike!.t.length)
    expect(Math.max(...meanSpike!.mean)).toBeCloseTo(30, 6)
  })
})

describe('a stimulus', () => {
  // A step of 10 mV from 100 to 400 ms; eFEL counts the sample at its start to the level before it.
  const stepped = changed(train, (v, t) => (t > 100.01 && t < 400 ? v + 10 : v))
  const found = measureFeatures(stepped, { stimulus: { from: 100, to: 400 } })
  const f = byName(found.features)

  it('has a level before, at its end and after', () => {
    expect(f.voltage_base.value).toBeCloseTo(-70, 6)
    expect(f.steady_state_voltage_stimend.value).toBeCloseTo(-60, 6)
    expect(f.voltage_deflection_vb_ssse.value).toBeCloseTo(10, 6)
    expect(f.steady_state_voltage.value).toBeGreaterThan(-72)
    expect(f.sag_amplitude).toMatchObject({ value: null, note: expect.stringContaining('hyperpolarize') })
  })

  it('is where latency and rate count from', () => {
    expect(f.time_to_first_spike.value).toBeCloseTo(50, 6)
    // Three spikes until 350 ms.
    expect(f.mean_frequency.value).toBeCloseTo(3 / 0.25, 6)
    expect(f.AP_begin_voltage.values.length).toBe(4)
    expect(f.spike_count.value).toBe(5)
  })

  it('sags', () => {
    const sagging = spikesAt([])
    const down = changed(sagging, (v, t) => {
      if (t < 100.01 || t >= 400) return v
      return t < 200 ? v - 20 : v - 14
    })
    const sag = byName(measureFeatures(down, { stimulus: { from: 100, to: 400 } }).features)
    expect(sag.sag_amplitude.value).toBeCloseTo(6, 6)
    expect(sag.sag_ratio1.value).toBeCloseTo(0.3, 6)
  })

  it('may have begun before the window', () => {
    const inside = measureFeatures(stepped, {
      window: { from: 200, to: 380 },
      stimulus: { from: 100, to: 400 },
    })
    expect(inside.notes).toEqual([expect.stringContaining('started before')])
    expect(byName(inside.features).time_to_first_spike.value).toBeCloseTo(70, 6)
    expect(byName(inside.features).voltage_base.value).toBeNull()
  })

  it('elsewhere in the sweep is none, which is said', () => {
    const before = measureFeatures(stepped, { window: { from: 0, to: 90 }, stimulus: { from: 100, to: 400 } })
    expect(before.stimulus).toBeNull()
    expect(before.notes).toEqual([expect.stringContaining('is not in this section')])
  })

  it('that ends before it begins is refused', () => {
    expect(() => measureFeatures(train, { stimulus: { from: 400, to: 100 } })).toThrow(/start before its end/)
  })
})

describe('missing samples', () => {
  const without = (from: number, to: number) =>
    measureFeatures(changed(train, (v, t) => (t >= from && t < to ? Number.NaN : v)))

  it('between spikes take their interval and nothing else', () => {
    const found = without(200, 220)
    const f = byName(found.features)
    expect(f.spike_count.value).toBe(5)
    expect(f.all_ISI_values.values.map(Math.round)).toEqual([100, 80, 110])
    expect(f.spike_half_width.values.length).toBe(5)
    expect(f.mean_frequency.value).toBeCloseTo(5 / (0.46 - 0.02), 1)
    expect(found.notes).toEqual([
      expect.stringMatching(/^400 of 10,000 samples are missing.*1 interspike interval across/),
    ])
  })

  it('in a spike take the spike', () => {
    const found = without(149.5, 150.5)
    const f = byName(found.features)
    expect(found.peaks.map(Math.round)).toEqual([50, 270, 350, 460])
    expect(f.all_ISI_values.values.map(Math.round)).toEqual([80, 110])
    expect(f.spike_half_width.value).toBeCloseTo(3.3, 6)
  })

  it('as it falls take its minimum and width, and say so', () => {
    const found = without(153.5, 156)
    const f = byName(found.features)
    expect(f.spike_count.value).toBe(5)
    expect(f.AP_amplitude.values.length).toBe(5)
    for (const name of ['spike_half_width', 'AHP_depth_abs']) {
      expect(f[name].values.length).toBe(4)
      expect(f[name].note).toMatch(/^1 of 5 spikes is left out: the trace ends/)
    }
  })

  it('everywhere leave nothing', () => {
    const found = without(0, 1000)
    expect(found.rule).toBe('none')
    expect(found.features.filter(({ value }) => value !== null).map(({ name }) => name)).toEqual([
      'spike_count',
    ])
  })
})

describe('which spikes count', () => {
  it('volts and microvolts are told in mV', () => {
    const inMillivolts = measureFeatures(train)
    const inVolts = measureFeatures({ ...changed(train, (v) => v / 1000), voltageUnit: 'V' })
    const inMicrovolts = measureFeatures({ ...changed(train, (v) => v * 1000), voltageUnit: 'uV' })
    for (const other of [inVolts, inMicrovolts]) {
      expect(other.rule).toBe('efel')
      other.features.forEach(({ value, name }, k) => {
        const expected = inMillivolts.features[k].value
        if (expected === null) expect(value, name).toBeNull()
        else expect(value, name).toBeCloseTo(expected, 6)
      })
    }
  })

  it('spikes below −20 mV are found by our detector, which is said', () => {
    // From −70 to −25 mV.
    const low = measureFeatures(changed(train, (v) => -70 + (v + 70) * 0.45))
    expect(low).toMatchObject({ rule: 'halfway', ruleText: expect.stringContaining('no spike reaches') })
    expect(low.peaks.map(Math.round)).toEqual(peaks)
    expect(byName(low.features).AP_amplitude.value).toBeCloseTo(45, 6)
  })

  it('some below it are left out and told', () => {
    // Four spikes to −10 mV and one to −24 mV.
    const some = measureFeatures(changed(train, (v, t) => -70 + (v + 70) * (t > 400 ? 0.46 : 0.6)))
    expect(some.rule).toBe('efel')
    expect(some.peaks.length).toBe(4)
    expect(some.notes).toEqual([expect.stringMatching(/^1 more event looks like a spike/)])
  })

  it('a silent trace has levels and no spikes', () => {
    const silent = measureFeatures(changed(spikesAt([]), (v, t) => v + Math.sin((2 * Math.PI * t) / 50)))
    const f = byName(silent.features)
    expect(silent).toMatchObject({ rule: 'none', level: null, peaks: [], meanSpike: null })
    expect(f.spike_count.value).toBe(0)
    expect(f.mean_frequency).toMatchObject({ value: null, note: 'There is no spike.' })
    expect(f.peak_voltage).toMatchObject({ value: null, note: 'There is no spike.' })
    expect(f.baseline.value).toBeCloseTo(-70, 1)
  })

  it('too short a window is refused', () => {
    expect(() => measureFeatures(train, { window: { from: 10, to: 10.05 } })).toThrow(/at least 3 samples/)
    expect(() => measureFeatures(train, { window: { from: 10, to: 5 } })).toThrow(/start before its end/)
  })
})

describe('traces of the FitzHugh–Nagumo model', () => {
  it('have the spikes of the detector, noise or not, and features in model units', () => {
    const prior = createPrior(rudi2022)
    const { traces } = createBatchSource(prior, 12)(createRandom(11))
    const { points } = prior.grid
    let spiking = 0
    for (let k = 0; k < 12; k++) {
      const samples = Float64Array.from(traces.subarray(k * points, (k + 1) * points))
      const source = { samples, samplingInterval: 0.2, start: 0, voltageUnit: 'none' as const }
      const found = measureFeatures(source)
      const spikes = findSpikes(samples, source).times
      // A spike that the trace ends in has no peak yet.
      expect(spikes.length - found.peaks.length).toBeOneOf([0, 1])
      if (found.peaks.length < 3) continue
      spiking++
      const f = byName(found.features)
      expect(found.voltageUnit).toBeNull()
      expect(f.AP_begin_voltage).toMatchObject({ value: null, note: expect.stringContaining('model units') })
      expect(f.peak_voltage).toMatchObject({ unit: null })
      expect(f.peak_voltage.value).toBeGreaterThan(1.5)
      expect(f.AHP_depth_abs.value).toBeLessThan(-1.5)
      // Spikes of the model last 2 to 7 ms.
      expect(f.spike_half_width.value).toBeGreaterThan(1)
      expect(f.spike_half_width.value).toBeLessThan(10)
    }
    expect(spiking).toBeGreaterThan(6)
  })
})

describe('what was done to the sweep first', () => {
  it('is in the features, and said', () => {
    const slanted = changed(train, (v, t) => v + 0.02 * t)
    const straight = measureFeatures(slanted, { conditioning: [{ kind: 'detrend' }] })
    const level = (source: typeof train, options = {}) =>
      byName(measureFeatures(source, options).features).peak_voltage.sd!
    expect(level(slanted)).toBeGreaterThan(3)
    expect(level(slanted, { conditioning: [{ kind: 'detrend' }] })).toBeLessThan(0.5)
    expect(straight.notes).toEqual([expect.stringMatching(/^Measured after conditioning the sweep: /)])
  })
})

describe('noise about eFEL’s level', () => {
  it('is not counted with the spikes, and it is said how often eFEL would count it', () => {
    const random = createRandom(3)
    const samples = Float64Array.from(
      { length: 5000 },
      (_, i) => -45 + 31 * Math.tanh(4 * Math.sin((2 * Math.PI * i) / 1000)) + 3 * random.normal(),
    )
    const found = measureFeatures({ samples, samplingInterval: 0.1, start: 0, voltageUnit: 'mV' })
    expect(found.rule).toBe('halfway')
    // Five cycles, of which the trace may cut one.
    expect(found.peaks.length).toBeGreaterThanOrEqual(4)
    expect(byName(found.features).spike_count.value).toBe(found.peaks.length)
    expect(found.notes.join()).toMatch(
      /eFEL’s rule would count \d+ crossings of −20 mV; [45] of them are spikes/,
    )
  })

  it('makes no spikes where there is nothing else', () => {
    const random = createRandom(4)
    const samples = Float64Array.from({ length: 5000 }, () => -21 + 3 * random.normal())
    const found = measureFeatures({ samples, samplingInterval: 0.1, start: 0, voltageUnit: 'mV' })
    expect(found.rule).toBe('none')
    expect(found.ruleText).toMatch(/crosses eFEL’s −20 mV \d+ times as noise around that level/)
    expect(byName(found.features).spike_count.value).toBe(0)
  })
})

describe('tops of spikes', () => {
  it('that are flat and noisy are no minimum', () => {
    const random = createRandom(9)
    // Cut off at +5 mV before noise was added: 1.5 ms of wiggles.
    const noisy = changed(train, (v) => Math.min(v, 5) + 0.5 * random.normal())
    const found = measureFeatures(noisy)
    const f = byName(found.features)
    expect(f.spike_count.value).toBe(5)
    expect(f.AHP_depth_abs.values.length).toBe(5)
    for (const v of f.AHP_depth_abs.values) expect(Math.abs(v + 80)).toBeLessThan(2)
  })

  it('held in the trough, spikes have no minimum, which is said', () => {
    const f = byName(measureFeatures(changed(train, (v) => Math.max(v, -75))).features)
    expect(f.spike_count.value).toBe(5)
    for (const name of ['AHP_depth_abs', 'spike_half_width']) {
      expect(f[name]).toMatchObject({ value: null, note: expect.stringMatching(/minimum is clipped/) })
    }
  })
})

describe('artefacts of a stimulus', () => {
  const stimulus = { from: 100, to: 400 }

  it('are no spikes and no levels, and are told', () => {
    const withBoth = changed(train, (v, t) => {
      const since = t >= 400 - 1e-9 ? t - 400 : t >= 100 - 1e-9 ? t - 100 : -1
      return since >= 0 && since < 0.19 ? v + (t < 300 ? 120 : -120) : v
    })
    const [found, clean] = [withBoth, train].map((source) => measureFeatures(source, { stimulus }))
    expect(found.notes[0]).toMatch(/^2 excursions \(at 100, 400 ms\)/)
    const [f, own] = [byName(found.features), byName(clean.features)]
    for (const name of [
      'spike_count',
      'time_to_first_spike',
      'voltage_base',
      'minimum_voltage',
      'AHP_depth_abs',
    ]) {
      expect(f[name].value, name).toBeCloseTo(own[name].value!, 6)
    }
  })

  it('that may be spikes count, with a word', () => {
    const found = measureFeatures(spikesAt([100.3, 150, 270, 350]), { stimulus })
    expect(byName(found.features).spike_count.value).toBe(4)
    expect(found.notes).toEqual([expect.stringMatching(/peaks 0.3 ms from the start of the stimulus/)])
  })
})

describe('a clock that begins elsewhere', () => {
  it.each([-100, 0.37, 60_000, 3_600_000])('at %d ms changes times alone', (start) => {
    const moved = { ...train, start }
    const stimulus = (by: number) => ({ stimulus: { from: 100 + by, to: 400 + by } })
    const [found, own] = [measureFeatures(moved, stimulus(start)), measureFeatures(train, stimulus(0))]
    found.peaks.forEach((t, k) => {
      expect(t - start).toBeCloseTo(own.peaks[k], 6)
    })
    expect(found.features).toEqual(own.features)
  })
})

it('a spike that the trace ends in is told, with where it counts', () => {
  const cut = spikesAt([50, 150, 270, 499.5])
  const found = measureFeatures(cut)
  expect(findSpikes(cut.samples, cut).times).toHaveLength(4)
  expect(found.peaks).toHaveLength(3)
  expect(found.notes).toEqual([expect.stringMatching(/^1 more spike is truncated by the end of the section/)])
})
