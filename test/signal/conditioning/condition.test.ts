import { describe, expect, it } from 'vitest'
import type { ConditioningStep } from '../../../src-main/contract/conditioning.ts'
import { addNoise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { prepareObservation } from '../../../src-main/recording/index.ts'
import { runningMedian } from '../../../src-main/signal/conditioning/baseline.ts'
import { condition } from '../../../src-main/signal/conditioning/condition.ts'
import { robustSlope } from '../../../src-main/signal/conditioning/detrend.ts'
import { proposeConditioning } from '../../../src-main/signal/conditioning/propose.ts'
import { preset } from '../../support/priors.ts'

/** A cell at −65 mV for 4 s at 10 kHz, with a spike of 2 ms every 80 ms and noise. */
function spiking(drift: (ms: number) => number = () => 0, seed = 1): Float64Array {
  const samples = Float64Array.from({ length: 40_000 }, (_, i) => {
    const within = i % 800
    return -65 + drift(i / 10) + (within < 20 ? 90 * Math.sin((Math.PI * within) / 20) : 0)
  })
  addNoise(samples, 0, samples.length, 0.4, 0.8, createRandom(seed))
  return samples
}

const sweep = (samples: Float64Array) => ({
  samples,
  samplingInterval: 0.1,
  start: 0,
  voltageUnit: 'mV' as const,
})
const middle = (x: Float64Array): number => x.slice().sort()[Math.floor(x.length / 2)]

it('a known sine is taken out of its own clock, and nothing else', () => {
  const hum = (ms: number): number => 0.6 * Math.cos((2 * Math.PI * 50 * ms) / 1000 - 0.7)
  const clean = spiking()
  const step: ConditioningStep = { kind: 'sine', frequency: 50, amplitude: 0.6, phase: 0.7 }
  const later = { ...sweep(clean.map((v, i) => v + hum(30 + i / 10))), start: 30 }
  const { samples, texts } = condition(later, [step])
  samples.forEach((v, i) => {
    expect(Math.abs(v - clean[i])).toBeLessThan(1e-9)
  })
  expect(texts[0]).toMatch(/sine of 50 Hz with an amplitude of 0.6 mV/)
  expect(() => condition(later, [{ ...step, frequency: 6000 }])).toThrow(/half the sampling rate/)
})

describe('a straight line', () => {
  it('is found under spikes, artefacts and gaps', () => {
    const samples = spiking((ms) => ms / 500)
    samples.fill(400, 100, 130)
    samples.fill(Number.NaN, 20_000, 26_000)
    expect(robustSlope(samples) * 10_000).toBeCloseTo(2, 1)
  })

  it('is taken out by the slope of a stretch, and the level there stays', () => {
    const { samples, texts } = condition(sweep(spiking((ms) => ms / 500)), [{ kind: 'detrend' }])
    expect(middle(samples.subarray(0, 8000))).toBeCloseTo(-61, 0)
    expect(middle(samples.subarray(32_000))).toBeCloseTo(-61, 0)
    expect(texts[0]).toMatch(
      /^A straight line of (1\.9|2).* mV a second was subtracted, .* from 0 to 4000 ms/,
    )
    // The second half drifts, the first does not: each has a line of its own.
    const late = spiking((ms) => Math.max(0, ms - 2000) / 200)
    const [flat] = [condition(sweep(late), [{ kind: 'detrend', from: 0, to: 2000 }])]
    expect(flat.texts[0]).toMatch(/from 0 to 2000 ms/)
    expect(middle(flat.samples.subarray(36_000))).toBeGreaterThan(-57)
    const steep = condition(sweep(late), [{ kind: 'detrend', from: 2000, to: 4000 }])
    expect(middle(steep.samples.subarray(20_000, 24_000))).toBeCloseTo(-60, 0)
    expect(middle(steep.samples.subarray(36_000))).toBeCloseTo(-60, 0)
  })

  it('through nothing is refused', () => {
    expect(() => condition(sweep(spiking()), [{ kind: 'detrend', from: 9000, to: 9999 }])).toThrow(
      expect.objectContaining({ code: 'CONDITIONING_INVALID' }),
    )
  })
})

describe('a running median', () => {
  it('is the median of each window', () => {
    const samples = spiking()
    const line = runningMedian(samples, 1601)
    // At a knot the window is whole.
    for (const at of [5000, 20_000]) {
      const exact = middle(samples.slice(at - 800, at + 801))
      expect(Math.abs(line[at] - exact)).toBeLessThan(0.05)
    }
  })

  it('follows a slow swing, and the level stays', () => {
    const swing = (ms: number): number => 6 * Math.sin((2 * Math.PI * ms) / 2000)
    const { samples, texts } = condition(sweep(spiking(swing)), [{ kind: 'baseline', width: 400 }])
    for (let from = 2000; from < 36_000; from += 4000) {
      expect(Math.abs(middle(samples.subarray(from, from + 1600)) + 65)).toBeLessThan(1)
    }
    expect(Math.max(...samples)).toBeGreaterThan(20)
    expect(texts[0]).toMatch(
      /over 400 ms, which ranged from −7[01].* to −5[89].* mV.*its own median, −6[45].* mV/,
    )
  })

  it('goes by what is there, and leaves what is missing missing', () => {
    const samples = spiking()
    samples.fill(Number.NaN, 10_000, 10_050)
    samples.fill(Number.NaN, 20_000, 30_000)
    const { samples: flat } = condition(sweep(samples), [{ kind: 'baseline', width: 300 }])
    flat.forEach((v, i) => {
      if (Number.isNaN(v) !== Number.isNaN(samples[i])) throw new Error(`sample ${i} is ${v}`)
    })
  })

  it('narrower than a few samples is refused', () => {
    expect(() => condition(sweep(spiking()), [{ kind: 'baseline', width: 0.5 }])).toThrow(
      /at least 8 samples, 0\.8 ms; found 0\.5 ms/,
    )
  })
})

describe('steps', () => {
  const steps: ConditioningStep[] = [
    { kind: 'detrend' },
    { kind: 'notch', frequency: 60 },
    { kind: 'lowpass', cutoff: 1000 },
  ]

  it('are applied in their order, each to what the one before it left', () => {
    const raw = sweep(spiking((ms) => ms / 300 + 2 * Math.sin((2 * Math.PI * ms) / (1000 / 60))))
    const all = condition(raw, steps)
    const one = condition(raw, steps.slice(0, 1))
    const two = condition({ ...raw, samples: one.samples }, steps.slice(1, 2))
    const three = condition({ ...raw, samples: two.samples }, steps.slice(2))
    expect(all.samples).toEqual(three.samples)
    expect(all.texts).toEqual([...one.texts, ...two.texts, ...three.texts])
    expect(all.texts[1]).toMatch(/^60 Hz .* an amplitude of (2|1\.9)/)
    expect(all.texts[2]).toMatch(/^Low-pass at 1 kHz/)
  })

  it('leave the recording as it was, and none is none', () => {
    const raw = sweep(spiking())
    const before = raw.samples.slice()
    condition(raw, steps)
    expect(raw.samples).toEqual(before)
    expect(condition(raw, [])).toEqual({ samples: raw.samples, texts: [] })
  })

  it.each([
    [{ kind: 'lowpass', cutoff: 5000 }, /between 0\.25 Hz.* and 5 kHz, half the sampling rate; found 5 kHz/],
    [{ kind: 'notch', frequency: 0.1 }, /found 0\.1 Hz/],
  ] satisfies [ConditioningStep, RegExp][])('%o is refused', (step, message) => {
    expect(() => condition(sweep(spiking()), [step])).toThrow(message)
  })

  it('go into the observation, which says what they do to the noise', () => {
    const raw = sweep(spiking((ms) => ms / 300))
    const plain = prepareObservation(raw, rudi2022, {})
    const conditioning: ConditioningStep[] = [{ kind: 'detrend' }, { kind: 'lowpass', cutoff: 100 }]
    const o = prepareObservation(raw, rudi2022, { conditioning, window: plain.window })
    expect(plain.conditioned).toEqual([])
    expect(o.conditioned).toHaveLength(2)
    expect(o.conditioned[1]).toMatch(/white noise becomes correlated by 0\.\d+ from one to the next/)
    expect(o.d).not.toEqual(plain.d)
    const wide = prepareObservation(raw, rudi2022, { conditioning: [{ kind: 'lowpass', cutoff: 4000 }] })
    expect(wide.conditioned[0]).toMatch(/the filter changes little/)
  })

  it('in model units are no longer the untouched trace', () => {
    const u = new Float64Array(1000)
    preset.neuron.solve([0.4, 0.4], preset.constants, { dt: 0.2, points: 1000, substeps: 4 }, null, u)
    addNoise(u, 0, 1000, 0.3, 0.8, createRandom(2))
    const raw = { samples: u, samplingInterval: 0.2, start: 0, voltageUnit: 'none' as const }
    expect(prepareObservation(raw, rudi2022, {}).untouched).toBe(true)
    expect(prepareObservation(raw, rudi2022, { conditioning: [{ kind: 'detrend' }] }).untouched).toBe(false)
  })
})

describe('a proposal', () => {
  const window = { from: 0, to: 4000 }

  it('comes where the baseline drifts, with the amount', () => {
    const [first] = proposeConditioning(sweep(spiking((ms) => -ms / 400)), window, [])
    expect(first.step).toEqual({ kind: 'detrend', from: 0, to: 4000 })
    const millivolts = Number(/drifts by ([\d.]+) mV over the window/.exec(first.text)?.[1])
    expect(Math.abs(millivolts - 10)).toBeLessThan(1)
  })

  it('is a running median where the baseline wanders', () => {
    const wandering = spiking((ms) => 12 * Math.sin((2 * Math.PI * ms) / 2000))
    expect(proposeConditioning(sweep(wandering), window, [])[0]?.step).toEqual({
      kind: 'baseline',
      width: 400,
    })
  })

  it('comes not where nothing drifts, nor where it was done', () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(proposeConditioning(sweep(spiking(undefined, seed)), window, [])).toEqual([])
    }
    const drifting = sweep(spiking((ms) => -ms / 400))
    expect(proposeConditioning(drifting, window, [{ kind: 'detrend' }])).toEqual([])
    const { samples } = condition(drifting, [{ kind: 'detrend' }])
    expect(proposeConditioning({ ...drifting, samples }, window, [])).toEqual([])
  })

  it('comes for no trace of the model, spiking or silent', () => {
    let proposals = 0
    const random = createRandom(3)
    for (let k = 0; k < 100; k++) {
      const theta = [-0.1 + random.uniform(), -0.3 + 1.4 * random.uniform()]
      const u = new Float64Array(1000)
      preset.neuron.solve(theta, preset.constants, { dt: 0.2, points: 1000, substeps: 4 }, null, u)
      addNoise(u, 0, 1000, 0.35, 0.8, random.fork(k))
      const raw = { samples: u, samplingInterval: 0.2, start: 0, voltageUnit: 'none' as const }
      proposals += proposeConditioning(raw, { from: 0, to: 200 }, []).length
    }
    expect(proposals).toBeLessThanOrEqual(2)
  })
})
