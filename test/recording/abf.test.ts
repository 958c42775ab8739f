import { describe, expect, it } from 'vitest'
import type { Recording } from '../../src-main/contract/recordings.ts'
import { readRecording, withUnits } from '../../src-main/recording/index.ts'
import { shared } from '../support/shared.ts'
import { type AbfPlan, abf1, abf2, plainPlan } from './abf-files.ts'
import { read } from './files.ts'

const versions: [string, (plan: AbfPlan) => Buffer][] = [
  ['ABF 1', abf1],
  ['ABF 2', abf2],
]

/** Counts to values as the format's documentation has it. */
const scaled = (counts: number[], gain: number, offset = 0): number[] => counts.map((c) => gain * c + offset)

function expectSamples(found: Float64Array, expected: number[], digits = 9): void {
  expect(found.length).toBe(expected.length)
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(found[i]).toBeNaN()
    else expect(found[i]).toBeCloseTo(value, digits)
  })
}

describe.each(versions)('%s', (version, write) => {
  it('gives sweeps in the channel’s unit, each on its own clock', async () => {
    const plan = plainPlan()
    const recording = await read(write(plan))
    expect(recording).toMatchObject({ points: 200, samplingInterval: 0.05, start: 0, stimuli: [] })
    expect(recording.sweeps.map((s) => s.name)).toEqual(['sweep 1', 'sweep 2'])
    const gain = 10 / 32768 / Math.fround(0.01)
    for (const s of [0, 1]) expectSamples(recording.sweeps[s].samples, scaled(plan.sweeps[s], gain))
    const { reading } = recording
    expect(reading).toMatchObject({
      format: 'abf',
      delimiter: null,
      decimal: null,
      headerLines: null,
      timeUnit: 'ms',
      voltageUnit: 'mV',
      columns: [{ name: 'IN 0', role: 'voltage', unit: 'mV' }],
      // Its spikes are square, which no neuron's are.
      doubts: [{ code: 'ARTEFACTS' }],
    })
    expect(reading.evidence[0].conclusion).toMatch(
      new RegExp(`^${version}\\.\\d+, episodic stimulation: 2 sweeps of 200 samples$`),
    )
    expect(reading.evidence[1]).toEqual({
      conclusion: 'Time: 20 kHz; each sweep starts at 0',
      because: 'the header gives 50 µs between samples',
    })
  })

  it('counts all gains and both offsets', async () => {
    const channel = {
      name: 'Vm',
      unit: 'V',
      scale: 0.5,
      signalGain: 4,
      inputGain: 2,
      telegraph: 5,
      offset: 0.25,
      signalOffset: 0.375,
    }
    const plan = plainPlan({ channels: [channel], range: 5, resolution: 2048 })
    const { sweeps, reading } = await read(write(plan))
    expect(reading.voltageUnit).toBe('V')
    expectSamples(sweeps[0].samples, scaled(plan.sweeps[0], 5 / 2048 / (0.5 * 4 * 2 * 5), -0.125), 12)
  })

  it('takes interleaved channels apart; a current is kept beside the voltage', async () => {
    const {
      sweeps: [v],
    } = plainPlan()
    const i = v.map((_, k) => 10 * (k % 7))
    const plan = plainPlan({
      channels: [
        { name: 'Im', unit: 'pA', scale: 2 },
        { name: 'Vm', unit: 'mV', scale: 0.01 },
      ],
      sweeps: [v.flatMap((x, k) => [i[k], x]), v.flatMap((x, k) => [-i[k], x])],
    })
    const recording = await read(write(plan))
    expect(recording.points).toBe(200)
    expect(recording.sweeps.map((s) => s.name)).toEqual(['sweep 1', 'sweep 2'])
    expectSamples(recording.sweeps[1].samples, scaled(v, 10 / 32768 / Math.fround(0.01)))
    expect(recording.stimuli.map(({ name, unit, sweep }) => ({ name, unit, sweep }))).toEqual([
      { name: 'Im', unit: 'pA', sweep: 0 },
      { name: 'Im', unit: 'pA', sweep: 1 },
    ])
    expectSamples(recording.stimuli[1].samples, scaled(i, -10 / 32768 / 2))
    expect(recording.reading.columns.map((c) => c.role)).toEqual(['stimulus', 'voltage'])
  })

  it('names sweeps by channel where several are voltages, and brings them to one unit', async () => {
    const {
      sweeps: [v],
    } = plainPlan()
    const plan = plainPlan({
      channels: [
        { name: 'soma', unit: 'mV', scale: 0.01 },
        { name: 'dendrite', unit: 'V', scale: 10 },
      ],
      sweeps: [v.flatMap((x) => [x, x]), v.flatMap((x) => [x, x])],
    })
    const { sweeps, reading } = await read(write(plan))
    expect(sweeps.map((s) => s.name)).toEqual([
      'soma, sweep 1',
      'soma, sweep 2',
      'dendrite, sweep 1',
      'dendrite, sweep 2',
    ])
    expectSamples(sweeps[2].samples, [...sweeps[0].samples], 4)
    expect(reading.voltageUnit).toBe('mV')
  })

  it('reads floats as they are; infinities are missing', async () => {
    const values = Array.from({ length: 64 }, (_, k) => -65 + Math.fround(Math.sin(k)))
    values[5] = Number.POSITIVE_INFINITY
    const { sweeps } = await read(write(plainPlan({ float: true, sweeps: [values] })))
    expectSamples(
      sweeps[0].samples,
      values.map((v) => (Number.isFinite(v) ? Math.fround(v) : Number.NaN)),
    )
  })

  it('reads a gap-free recording as one sweep', async () => {
    const plan = plainPlan({ mode: 3 })
    const recording = await read(write(plan))
    expect(recording.sweeps.map((s) => s.name)).toEqual(['sweep 1'])
    expect(recording.points).toBe(400)
    expect(recording.reading.evidence[0].conclusion).toMatch(/gap-free: one sweep of 400 samples/)
  })

  it.each([
    [1, 'events of variable length'],
    [2, 'events of fixed length'],
    [4, 'oscilloscope'],
  ])('reads mode %i, %s', async (mode, words) => {
    const recording = await read(write(plainPlan({ mode, lists: true })))
    expect(recording.sweeps.length).toBe(2)
    expect(recording.reading.evidence[0].conclusion).toContain(words)
  })

  it('fills up sweeps of variable length with missing samples', async () => {
    const [a, b] = plainPlan().sweeps
    const recording = await read(write(plainPlan({ mode: 1, lists: true, sweeps: [a.slice(0, 120), b] })))
    expect(recording.points).toBe(200)
    const gain = 10 / 32768 / Math.fround(0.01)
    const expected = [...scaled(a.slice(0, 120), gain), ...Array<number>(80).fill(Number.NaN)]
    expectSamples(recording.sweeps[0].samples, expected)
    expectSamples(recording.sweeps[1].samples, scaled(b, gain))
    expect(recording.reading.evidence[0].conclusion).toMatch(
      /120 to 200 samples; shorter ones end with missing/,
    )
  })

  it('tells of comments that were made while recording', async () => {
    const { reading } = await read(write(plainPlan({ tags: [{ time: 2000, text: 'TTX on' }] })))
    expect(reading.evidence.at(-1)).toEqual({
      conclusion: 'A comment in the file',
      because: '“TTX on” at 0.1 s, from the start of the recording',
    })
  })

  describe('command waveforms', () => {
    const outputs = [{ name: 'Cmd 0', unit: 'pA', holding: -20 }]
    const lead = [-20, -20, -20]
    const stimuliOf = async (plan: Partial<AbfPlan>) =>
      (await read(write(plainPlan({ outputs, ...plan })))).stimuli
    const filled = (n: number, value: number): number[] => Array<number>(n).fill(value)

    it('steps that grow from sweep to sweep', async () => {
      const epochs = [
        { kind: 1, level: 0, duration: 20 },
        { kind: 0, level: 999, duration: 50 },
        { kind: 1, level: 50, levelStep: 100, duration: 60, durationStep: 10 },
      ]
      const stimuli = await stimuliOf({ epochs })
      expect(stimuli.map(({ name, unit, sweep }) => ({ name, unit, sweep }))).toEqual([
        { name: 'Cmd 0', unit: 'pA', sweep: 0 },
        { name: 'Cmd 0', unit: 'pA', sweep: 1 },
      ])
      expectSamples(stimuli[0].samples, [...lead, ...filled(20, 0), ...filled(60, 50), ...filled(117, -20)])
      expectSamples(stimuli[1].samples, [...lead, ...filled(20, 0), ...filled(70, 150), ...filled(107, -20)])
    })

    it('one for all sweeps where nothing grows', async () => {
      const stimuli = await stimuliOf({ epochs: [{ kind: 1, level: 50, duration: 60 }] })
      expect(stimuli.map(({ sweep }) => sweep)).toEqual([null])
    })

    it('a ramp from the level before it, kept until the next sweep', async () => {
      const stimuli = await stimuliOf({
        outputs: [{ ...outputs[0], keepsLast: true }],
        epochs: [{ kind: 2, level: 0, levelStep: 100, duration: 21 }],
      })
      const ramp = (from: number, to: number) =>
        Array.from({ length: 21 }, (_, i) => from + ((to - from) * i) / 20)
      expectSamples(stimuli[0].samples, [...lead, ...ramp(-20, 0), ...filled(176, 0)])
      expectSamples(stimuli[1].samples, [0, 0, 0, ...ramp(0, 100), ...filled(176, 100)])
    })

    it('trains of pulses, triangles, cosines and biphasic pulses', async () => {
      const train = { level: 80, duration: 25, period: 10, width: 4 }
      const stimulus = async (kind: number) => {
        const [{ samples }] = await stimuliOf({ epochs: [{ kind, ...train }] })
        return [...samples.subarray(3, 28)]
      }
      const low = (n: number) => filled(n, -20)
      const one = [...filled(4, 80), ...low(6)]
      expect(await stimulus(3)).toEqual([...one, ...one, ...low(5)])
      const triangle = await stimulus(4)
      expect(triangle.slice(0, 4).map(Math.round)).toEqual([-20, 13, 47, 80])
      expect(triangle.slice(4, 10)).toEqual([80, 60, 40, 20, 0, -20])
      const cosine = await stimulus(5)
      expect([cosine[0], cosine[6], cosine[12]]).toEqual([-20, 80, -20])
      const both = [80, 80, -120, -120, ...low(6)]
      expect(await stimulus(7)).toEqual([...both, ...both, ...low(5)])
    })

    it('ends with the sweep where the epochs go on', async () => {
      const [{ samples }] = await stimuliOf({ epochs: [{ kind: 1, level: 5, duration: 10_000 }] })
      expect([samples.length, samples[199]]).toEqual([200, 5])
    })

    it.each<[string, Partial<AbfPlan>, RegExp]>([
      ['a file', { outputs: [{ ...outputs[0], source: 2 }] }, /read from a separate file/],
      [
        'an unknown kind',
        { epochs: [{ kind: 9, level: 1, duration: 9 }] },
        /epochs of kind 9 are not supported/,
      ],
      [
        'levels that are no numbers',
        { epochs: [{ kind: 1, level: Number.NaN, duration: 9 }] },
        /not plausible/,
      ],
    ])('left out, and named: %s', async (_, plan, because) => {
      const { stimuli, reading } = await read(write(plainPlan({ outputs, ...plan })))
      expect(stimuli).toEqual([])
      const line = reading.evidence.find(({ conclusion }) => conclusion.startsWith('Stimulus left out'))
      expect(line?.because).toMatch(because)
    })
  })
})

describe('channels without a voltage', () => {
  it('says that a recording of currents is not what is wanted', async () => {
    const plan = plainPlan({ channels: [{ name: 'IN 0', unit: 'pA' }] })
    await expect(read(abf2(plan))).rejects.toMatchObject({
      code: 'NO_VOLTAGE_COLUMN',
      message: expect.stringMatching(/found “IN 0” in pA.*voltage clamp.*current clamp is needed/),
    })
  })

  it('takes a channel without a unit for millivolts, and says so', async () => {
    const { reading } = await read(abf1(plainPlan({ channels: [{ name: 'IN 0', unit: '', scale: 0.01 }] })))
    expect(reading.voltageUnit).toBe('mV')
    expect(reading.doubts[0].text).toMatch(/gives no unit for “IN 0”; millivolts were assumed/)
  })
})

it('reads the short header of ABF 1.3, behind which the samples begin', async () => {
  const plan = plainPlan()
  const { sweeps, reading } = await read(abf1(plan, 1.3))
  expectSamples(sweeps[0].samples, scaled(plan.sweeps[0], 10 / 32768 / Math.fround(0.01)))
  expect(reading.evidence[0].conclusion).toMatch(/^ABF 1\.30/)
})

it('a text that begins with ABF is a text', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${(i / 10).toFixed(1)},${-65 + Math.sin(i)}`)
  const { reading } = await read(`ABF time_ms,voltage_mV\n${rows.join('\n')}\n`)
  expect(reading.format).toBe('text')
})

const real = shared('recordings/ramp_2sweeps.abf')

describe.skipIf(!real)('the recording in shared', () => {
  it('is that of the CSV beside it, whose digits are fewer', async () => {
    const abf = await readRecording(real as string, 'ramp_2sweeps.abf')
    const csv = await readRecording(shared('recordings/ramp_20kHz.csv') as string, 'ramp_20kHz.csv')
    expect(abf).toMatchObject({ points: 20_000, samplingInterval: 0.05 })
    expect(abf.sweeps.map((s) => s.name)).toEqual(['sweep 1', 'sweep 2'])
    const trace = abf.sweeps[1].samples
    // Five decimals, of single precision.
    let worst = 0
    csv.sweeps[0].samples.forEach((v, i) => {
      worst = Math.max(worst, Math.abs(v - trace[i]))
    })
    expect(worst).toBeLessThan(7e-6)
  })

  it('has the ramps of its epoch table as stimuli, and the first samples that pyABF reads', async () => {
    const { sweeps, stimuli, reading } = await readRecording(real as string, 'ramp_2sweeps.abf')
    expectSamples(sweeps[0].samples.subarray(0, 5), [-48.0042, -48.0652, -48.1262, -48.1873, -48.2178], 4)
    expect(stimuli.map(({ name, unit, sweep }) => ({ name, unit, sweep }))).toEqual([
      { name: 'Cmd 0', unit: 'pA', sweep: 0 },
      { name: 'Cmd 0', unit: 'pA', sweep: 1 },
    ])
    expect(stimuli[0].samples.every((x) => x === 0)).toBe(true)
    const ramp = stimuli[1].samples
    expect([ramp[0], ramp[311], ramp[312], ramp[19_611], ramp[19_999]]).toEqual([0, 0, 0, 10, 10])
    expect(ramp[9_962]).toBeCloseTo((10 * 9650) / 19_299, 12)
    expect(reading.doubts).toEqual([])
  })
})

describe('units set by hand', () => {
  const recording = async (): Promise<Recording> => {
    const { sweeps, ...data } = await read(abf2(plainPlan()))
    const ranges = sweeps.map(({ name, samples }) => ({
      name,
      min: Math.min(...samples),
      max: Math.max(...samples),
    }))
    return { ...data, id: 'a', name: 'a.abf', importedAt: '', bytes: 1, sweeps: ranges, stimuli: [] }
  }

  it('the voltage’s is corrected, without a word of columns', async () => {
    const { reading } = withUnits(await recording(), { voltageUnit: 'uV' })
    expect(reading.voltageUnit).toBe('uV')
    expect(reading.evidence).toContainEqual({ conclusion: 'Voltage: in microvolts', because: 'set by hand' })
  })

  it('the time’s stays: the header says it', async () => {
    expect(withUnits(await recording(), { timeUnit: 's' }).samplingInterval).toBe(0.05)
  })
})
