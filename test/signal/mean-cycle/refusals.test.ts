import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { readMeanCycle } from '../../../src-main/signal/mean-cycle/read-mean-cycle.ts'
import type { VoltageTrace } from '../../../src-main/signal/mean-cycle/trace.ts'
import { peaksAt, type SpikeForm, sampled, train } from './trains.ts'

const peaks = peaksAt(12, 40, 1)
const regular = (form?: SpikeForm, dt = 0.05, noise = 0.1): VoltageTrace =>
  sampled(train(peaks, form), dt, 500, noise)
const mapped = (f: (v: number, k: number) => number): VoltageTrace => {
  const trace = regular()
  return { ...trace, samples: trace.samples.map(f) }
}

function burstsOf(count: number, spikes: number, within: number, between: number): VoltageTrace {
  const at = Array.from({ length: count }, (_, b) =>
    Array.from({ length: spikes }, (__, k) => 30 + b * between + k * within),
  ).flat()
  return sampled(train(at), 0.05, 60 + count * between)
}

/** Spikes as an electrode outside sees them, mV: down and up again about 0. */
function extracellular(): VoltageTrace {
  const random = createRandom(3)
  const v = (t: number): number =>
    peaks.reduce((sum, p) => sum - 0.4 * ((t - p) / 0.3) * Math.exp(-(((t - p) / 0.3) ** 2)), 0)
  const trace = sampled(v, 0.05, 500)
  return { ...trace, samples: trace.samples.map((x) => x + 0.01 * random.normal()) }
}

/** Oscillation in the units of FitzHugh–Nagumo. */
const modelUnits = (): VoltageTrace => sampled((t) => 2 * Math.tanh(4 * Math.sin(t / 8)), 0.2, 600, 0.05)

/** Held at −70 mV and at +10 mV for 3 ms or 50 ms at a time. */
const held = (length: number): VoltageTrace => sampled((t) => (t % 100 < length ? 10 : -70), 0.05, 1500)

describe('what is no mean cycle is refused in words', () => {
  const cases: [string, VoltageTrace, string, RegExp][] = [
    [
      'a silent recording',
      sampled(() => -65, 0.05, 500, 0.3),
      'silent',
      /Choose a sweep or a window in which the cell fires/,
    ],
    [
      'steps without spikes',
      sampled((t) => -70 + (t % 200 > 100 ? 20 * (1 - Math.exp(-(t % 100) / 15)) : 0), 0.05, 900, 0.2),
      'width',
      /Steps of the membrane potential/,
    ],
    ['one spike', sampled(train([100]), 0.05, 500), 'fewSpikes', /there is 1\./],
    ['two spikes', sampled(train([100, 200]), 0.05, 500), 'fewSpikes', /there are 2\./],
    ['three spikes', sampled(train([100, 200, 300]), 0.05, 500), 'fewSpikes', /3 cycles/],
    ['only missing samples', sampled(() => Number.NaN, 0.05, 500), 'samples', /missing/],
    ['bursts of four', burstsOf(6, 4, 8, 150), 'bursts', /6 bursts of about 4\.0 spikes/],
    ['doublets', burstsOf(8, 2, 8, 90), 'bursts', /8 bursts of about 2\.0/],
    ['extracellular spikes', extracellular(), 'extracellular', /extracellular/],
    [
      'extracellular spikes in µV, read as mV',
      { ...extracellular(), samples: extracellular().samples.map((v) => v * 250) },
      'rest',
      /extracellular/,
    ],
    ['model units', modelUnits(), 'unit', /not a membrane potential in mV/],
    [
      'a current channel in mV',
      sampled((t) => (t > 100 && t < 300 ? 0.2 : -0.01), 0.05, 500, 0.002),
      'unit',
      /another channel/,
    ],
    ['volts', mapped((v) => v / 1000), 'unit', /volts/],
    ['a voltage clamp', held(50), 'voltageClamp', /voltage-clamp/],
    ['short steps of a voltage clamp', held(3), 'voltageClamp', /voltage-clamp/],
    ['clipped peaks', mapped((v) => Math.min(v, 10)), 'clipped', /flat at 10\.0 mV/],
    [
      'clipped peaks at 2 kHz',
      sampled((t) => Math.min(train(peaks)(t), -10), 0.5, 500, 0),
      'clipped',
      /flat/,
    ],
    ['spikes of 300 mV', regular({ height: 300 }), 'height', /×10/],
    ['gain of ×10', mapped((v) => v * 10), 'height', /×10/],
    ['spikes of 11 mV', regular({ height: 10, trough: 2 }, 0.05, 0.05), 'height', /synaptic/],
    ['a rest at 0 mV', regular({ base: 0 }), 'rest', /offset/],
    ['a rest at −10 mV', regular({ base: -3, height: 60 }), 'rest', /offset/],
    ['a rest at −130 mV', regular({ base: -125 }), 'rest', /junction potential/],
    [
      'spikes of 30 ms',
      sampled(train(peaksAt(8, 150, 2, 100), { rise: 12, fall: 24, recovery: 40 }), 0.1, 1400),
      'width',
      /20 ms wide/,
    ],
    [
      'spikes of 0.05 ms',
      sampled(train(peaks, { rise: 0.03, fall: 0.03 }), 0.005, 500),
      'width',
      /artefacts/,
    ],
    ['one sample a spike', regular({ rise: 0.3, fall: 0.3 }, 0.5, 0), 'cycleSampling', /kHz is too low/],
  ]

  it.each(cases)('%s', (_, trace, check, text) => {
    const result = readMeanCycle(trace)
    expect(result).toMatchObject({ kind: 'refused', check })
    if (result.kind === 'refused') {
      expect(result.text).toMatch(text)
      // What is expected, what is found, what to do.
      expect(result.text).toMatch(/expected/)
      expect(result.text).toMatch(/Choose|Set|Use|Check|Correct|only an intracellular/)
      expect(result.number.length).toBeGreaterThan(4)
    }
  })

  it('the same spikes without the fault give a mean cycle', () => {
    expect(readMeanCycle(regular()).kind).toBe('cycles')
  })

  it('adaptation is no burst, nor are two trains with a pause between', () => {
    const at = [20, 37, 69, 119, 171, 235, 303, 368, 454].flatMap((t) => [t, t + 1500])
    const result = readMeanCycle(sampled(train(at.sort((a, b) => a - b)), 0.05, 2100))
    expect(result.kind).toBe('cycles')
  })

  it('fewer than three cycles that are alike: what was left out is told', () => {
    const trace = regular()
    for (const p of peaks.slice(0, -2)) {
      const at = Math.round((p + 15) / 0.05)
      trace.samples.fill(Number.NaN, at, at + 10)
    }
    expect(readMeanCycle(trace)).toMatchObject({
      check: 'fewCycles',
      text: expect.stringMatching(/10 cycles with missing samples/),
    })
  })
})
