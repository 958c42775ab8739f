import { describe, expect, it } from 'vitest'
import { cycleShape } from '../../../src-main/inference/checks/cycle-shape.ts'
import { describes } from '../../../src-main/inference/checks/describes.ts'
import { noiseByPhase } from '../../../src-main/inference/checks/noise-by-phase.ts'
import { silent } from '../../../src-main/inference/checks/silent.ts'
import { spikeFeatures } from '../../../src-main/inference/checks/spike-features.ts'
import { spikeShape } from '../../../src-main/inference/checks/spike-shape.ts'
import { tails } from '../../../src-main/inference/checks/tails.ts'
import { whiteness } from '../../../src-main/inference/checks/whiteness.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { evidenceOf } from './evidence.ts'

describe('the shape of spikes', () => {
  const t = Array.from({ length: 1000 }, (_, i) => i)
  /** Rectangles of 20 ms every 100 ms. */
  const trace = Float32Array.from(t, (v) => (v % 100 >= 50 && v % 100 < 70 ? 30 : -70))
  const starts = Array.from({ length: 10 }, (_, k) => 50 + 100 * k)

  it('is read off rectangles exactly', () => {
    const shape = { count: 10, interval: 100, cv: 0, width: 20, amplitude: 100 }
    expect(spikeShape(trace, t, starts)).toEqual(shape)
    const gaps = trace.map((v, i) => (i % 100 === 10 ? Number.NaN : v))
    expect(spikeShape(gaps, t, starts)).toEqual(shape)
  })

  it('has no interval with one spike, none at all without', () => {
    expect(spikeShape(trace, t, [50])).toMatchObject({ count: 1, interval: null, cv: null })
    expect(spikeShape(trace, t, [])).toBeNull()
  })
})

describe('recorded against simulated spikes', () => {
  /** A trace, and simulated recordings of what may be another neuron. */
  const compare = (own: Parameters<typeof evidenceOf>[0], other: Parameters<typeof evidenceOf>[0]) => {
    const evidence = evidenceOf(own)
    evidence.replicates = Array.from({ length: 40 }, (_, k) => {
      const { observed, fit } = evidenceOf({ ...other, seed: 100 + k })
      return { spikes: fit.spikes.observed, shape: spikeShape(observed, fit.t, fit.spikes.observed) }
    })
    return spikeFeatures(evidence)
  }

  it('pass where they are of the same neuron', () => {
    for (let seed = 1; seed <= 10; seed++) expect(compare({ seed }, {}).level).toBe('ok')
  })

  it('tell of another height in the recording’s unit, and of which model', () => {
    const reason = compare(
      { put: (x) => x.map((v) => 1.8 * v), recorded: { offset: 0, gain: 20, unit: 'mV' } },
      {},
    )
    expect(reason).toMatchObject({ level: 'unreliable', cause: 'neuron' })
    expect(reason.text).toMatch(
      /^The fitted spikes are 0\.\d+ times as high as the recorded ones \(\d+ mV against \d+ mV\): FitzHugh–Nagumo does not describe this neuron\.$/,
    )
  })

  it('tell of another width', () => {
    // Spikes cut to their first half.
    const put = (x: Float32Array) => x.map((v, i) => (v > 0 && i >= 13 && x[i - 13] > 0 ? -1.2 : v))
    const reason = compare({ put }, {})
    expect(reason.text).toMatch(/^The fitted spikes are (twice|[\d.]+ times) as wide as the recorded ones/)
  })

  it('pass where samples are missing', () => {
    const put = (x: Float32Array) => x.map((v, i) => (i > 300 && i < 350 ? Number.NaN : v))
    expect(compare({ put }, { put }).level).toBe('ok')
  })

  it('tell of other intervals', () => {
    expect(compare({}, { theta: [0.7, 0.1] }).text).toMatch(/interspike intervals|wide|high/)
    expect(compare({}, { theta: [0.7, 0.1] })).toMatchObject({ cause: 'neuron' })
  })
})

describe('by phase of the cycle', () => {
  it('nothing is found in a good trace', () => {
    for (let seed = 1; seed <= 10; seed++) {
      expect(cycleShape(evidenceOf({ seed })).level).toBe('ok')
      expect(noiseByPhase(evidenceOf({ seed })).level).toBe('ok')
    }
  })

  it.each([
    [0.2, 'caution'],
    [0.5, 'unreliable'],
  ])(
    'a cycle of another shape is found, and blamed on the neuron model: lower by %s in its pauses, %s',
    (by, level) => {
      const put = (x: Float32Array) => x.map((v) => (v < -0.5 ? v - by : v))
      expect(cycleShape(evidenceOf({ put }))).toMatchObject({ level, cause: 'neuron' })
    },
  )

  it('noise that is stronger during spikes is found, and blamed on the noise model', () => {
    const random = createRandom(9)
    const put = (x: Float32Array) => x.map((v) => (v > 0.5 ? v + 0.4 * random.normal() : v))
    expect(noiseByPhase(evidenceOf({ put }))).toMatchObject({ level: 'caution', cause: 'noise' })
  })

  it('is not asked of a model without a cycle', () => {
    const evidence = evidenceOf()
    evidence.fit.spikes.model = [150]
    expect(cycleShape(evidence)).toMatchObject({ level: 'ok', number: expect.stringMatching(/at least two/) })
    expect(noiseByPhase(evidence).level).toBe('ok')
  })
})

describe('the noise', () => {
  it('of the model is white and has its tails', () => {
    expect(whiteness(evidenceOf()).level).toBe('ok')
    expect(tails(evidenceOf()).level).toBe('ok')
  })

  it('with outliers has heavy tails, with missing samples too', () => {
    const random = createRandom(3)
    const put = (x: Float32Array) =>
      x.map((v, i) => (i > 300 && i < 320 ? Number.NaN : random.uniform() < 0.01 ? v + 1.5 : v))
    expect(tails(evidenceOf({ put }))).toMatchObject({ level: 'caution', cause: 'noise' })
  })

  it('of order 2 is not white', () => {
    const random = createRandom(3)
    let [a, b] = [0, 0]
    const put = (x: Float32Array) =>
      x.map((v) => {
        ;[a, b] = [1.2 * a - 0.6 * b + 0.15 * random.normal(), a]
        return v + a
      })
    expect(whiteness(evidenceOf({ put }))).toMatchObject({ level: 'caution', cause: 'noise' })
  })
})

describe('silence', () => {
  it('is said of a trace without spikes, with the parameters that mean nothing', () => {
    const evidence = evidenceOf({ theta: [-0.1, 1.1] })
    const [reason] = silent(evidence)
    expect(reason).toMatchObject({
      level: 'unreliable',
      text: expect.stringMatching(/silent: θ₀ and θ₁ are not identified/),
    })
    // Where the way to rest is seen, as it is with less noise, the model wins by that.
    evidence.best.logLikelihood += 50
    expect(silent(evidence)).toMatchObject([{ level: 'caution' }])
  })

  it('is not said of what noise explains far better', () => {
    const evidence = evidenceOf({ theta: [-0.1, 1.1] })
    evidence.best.logLikelihood -= 100
    expect(silent(evidence)).toEqual([])
    expect(describes(evidence)).toMatchObject({ level: 'unreliable', cause: 'neuron' })
  })

  it('is not said of one with spikes', () => {
    expect(silent(evidenceOf())).toEqual([])
  })
})
