import { describe, expect, it } from 'vitest'
import type { Doubt, ReadingChoice, VoltageUnit } from '../../src-main/contract/recordings.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { type RecordingData, readRecording, withUnits } from '../../src-main/recording/index.ts'
import { factsOf } from '../../src-main/recording/plausibility/facts.ts'
import { voltageQuestion } from '../../src-main/recording/plausibility/voltage.ts'
import { spikesAt } from '../signal/features/synthetic.ts'
import { abf2, plainPlan } from './abf-files.ts'
import { read, write } from './files.ts'

/** Eight spikes of 100 mV from −70 mV, 20 kHz, with noise of 0.2 mV. */
const random = createRandom(3)
const neuron = Array.from(
  spikesAt([40, 90, 140, 200, 260, 320, 390, 450]).samples,
  (v) => v + 0.2 * random.normal(),
)
const text = (header: string, scale = 1, step = 0.05): string =>
  `${header}\n${neuron.map((v, i) => `${Number((i * step).toPrecision(9))},${Number((v * scale).toPrecision(6))}`).join('\n')}`
const column = (head: string): string => `${head}\nVm_mV\n${neuron.map((v) => v.toFixed(2)).join('\n')}`
const again = (content: string | Uint8Array, choice: ReadingChoice): Promise<RecordingData> =>
  readRecording(write(content), 'cell', undefined, choice)
const codes = ({ reading }: RecordingData): string[] => reading.doubts.map(({ code }) => code)
const only = ({ reading }: RecordingData): Doubt => {
  expect(reading.doubts).toHaveLength(1)
  return reading.doubts[0]
}
/** Lowest and highest, mV; the unit as the choice or the reading has it. */
const millivoltsOf = ({ sweeps, reading }: RecordingData, { voltageUnit }: ReadingChoice): number[] => {
  const unit = voltageUnit ?? reading.voltageUnit
  const scale = { mV: 1, V: 1000, uV: 0.001, none: Number.NaN }[unit]
  return [Math.min(...sweeps[0].samples) * scale, Math.max(...sweeps[0].samples) * scale]
}
const expectTheNeuron = (data: RecordingData, choice: ReadingChoice): void => {
  const [low, high] = millivoltsOf(data, choice)
  expect(low).toBeCloseTo(Math.min(...neuron), 2)
  expect(high).toBeCloseTo(Math.max(...neuron), 2)
}

describe('voltages that no membrane has', () => {
  it.each([
    ['volts under mV', 'time_ms,Vm_mV', 1e-3, { voltageUnit: 'V' }],
    [
      'an amplifier’s ×10 output in volts, without a unit',
      'time_ms,Vm',
      1e-2,
      { voltageUnit: 'V', gain: 10 },
    ],
    ['the same in volts', 'time_ms,Vm_V', 1e-2, { voltageUnit: 'V', gain: 10 }],
    ['the same in volts, under mV', 'time_ms,Vm_mV', 1e-2, { voltageUnit: 'V', gain: 10 }],
    ['a ×10 output in mV', 'time_ms,Vm_mV', 10, { voltageUnit: 'mV', gain: 10 }],
    ['a ×5 output in mV', 'time_ms,Vm_mV', 5, { voltageUnit: 'mV', gain: 5 }],
    ['millivolts under µV', 'time_ms,Vm_uV', 1, { voltageUnit: 'mV' }],
  ] as const)('%s: asked, and the right reading is an answer', async (_, header, scale, right) => {
    const content = text(header, scale)
    const doubt = only(await read(content))
    expect(doubt).toMatchObject({ code: 'VOLTAGE_IMPLAUSIBLE', about: 'voltageUnit' })
    const answer = doubt
      .answers!.slice(1)
      .find(({ choice }) => JSON.stringify(choice) === JSON.stringify(right))
    expect(answer).toBeDefined()
    const data = await again(content, answer!.choice)
    expect(codes(data)).toEqual([])
    expectTheNeuron(data, answer!.choice)
    // The reading in use is an answer, too, and asks no more.
    const kept = await again(content, doubt.answers![0].choice)
    expect(kept.reading.doubts.filter(({ answers }) => answers)).toEqual([])
  })

  it('model units under mV: asked, and the model’s units are an answer', async () => {
    const rows = neuron.map((v, i) => `${i / 20},${(-1.9 + (3.7 * (v + 80)) / 110).toFixed(4)}`)
    const doubt = only(await read(`time_ms,Vm_mV\n${rows.join('\n')}`))
    expect(doubt.code).toBe('VOLTAGE_IMPLAUSIBLE')
    expect(doubt.answers?.at(-1)?.choice).toEqual({ voltageUnit: 'none' })
  })

  it('a unit that the file contradicts is corrected, and asked', async () => {
    const data = await read(text('time_ms,Vm_V'))
    expect(data.reading.voltageUnit).toBe('mV')
    expect(only(data)).toMatchObject({
      code: 'VOLTAGE_UNIT_CONTRADICTED',
      answers: [{ label: 'In millivolts', choice: { voltageUnit: 'mV' } }],
    })
  })

  it.each([
    ['as it is', (v: number) => v],
    ['an offset by a junction or a bridge', (v: number) => v - 45],
    ['set to zero at rest', (v: number) => v + 70],
    ['spikelets of a dendrite', (v: number) => -60 + (v + 70) / 8],
    ['an artefact', (v: number, i: number) => (i === 500 ? 480 : v)],
    ['a hyperpolarizing step', (v: number, i: number) => (i > 3000 && i < 6000 ? v - 60 : v)],
  ] as [string, (v: number, i: number) => number][])('%s is not asked about', async (_, change) => {
    const rows = neuron.map((v, i) => `${(i / 20).toFixed(2)},${change(v, i).toFixed(3)}`)
    const { reading } = await read(`time_ms,Vm_mV\n${rows.join('\n')}`)
    // An artefact is told, but there is nothing to ask.
    expect(reading.doubts.filter(({ code }) => code !== 'ARTEFACTS')).toEqual([])
  })

  it('a trace in model units is never taken for an amplifier’s output', () => {
    const count = (unit: VoltageUnit, of: (u: number) => number): number =>
      [0.05, 0.2, 0.4].filter((sd) => {
        const noise = createRandom(11)
        const u = Float64Array.from(neuron, (v) => of(-1.9 + (3.7 * (v + 80)) / 110 + sd * noise.normal()))
        return voltageQuestion(factsOf({ sweeps: [{ name: '', samples: u }] }), unit) !== null
      }).length
    expect(count('none', (u) => u)).toBe(0)
    expect(count('mV', (u) => -30 + 24 * u)).toBe(0)
    expect(count('mV', (u) => (-30 + 24 * u) / 1000)).toBe(3)
  })
})

describe('clocks that no neuron keeps', () => {
  it('milliseconds under s are asked about, with the unit that fits', async () => {
    const content = text('time_s,Vm_mV')
    const doubt = only(await read(content))
    expect(doubt).toMatchObject({ code: 'RATE_IMPLAUSIBLE', about: 'timeUnit' })
    expect(doubt.answers?.map(({ choice }) => choice.timeUnit)).toEqual(['s', 'ms'])
    expect(doubt.answers?.[1].because).toMatch(/^20 kHz, spikes [23](\.\d)? ms wide$/)
  })

  it('a rate that a file names a thousand times too low is asked about, and can be had', async () => {
    const content = column('Sampling rate: 20 Hz')
    const doubt = only(await read(content))
    expect(doubt).toMatchObject({ code: 'RATE_IMPLAUSIBLE', about: 'rate' })
    expect(doubt.answers?.map(({ choice }) => choice)).toEqual([{ rate: 20_000 }])
    const data = await again(content, doubt.answers![0].choice)
    expect([data.samplingInterval, codes(data)]).toEqual([0.05, []])
  })

  it('so are spikes a thousand times too wide, at a rate that occurs', async () => {
    // 250 kHz, told as 250 Hz.
    const rows = neuron.flatMap((v, i) =>
      [0, 1, 2, 3, 4].map((k) => v + (k * ((neuron[i + 1] ?? v) - v)) / 5),
    )
    const every = rows.map((v) => v.toFixed(3)).join('\n')
    const doubt = only(await read(`Sampling rate: 250 Hz\nVm_mV\n${every}`))
    expect(doubt).toMatchObject({
      code: 'SPIKES_IMPLAUSIBLE',
      about: 'rate',
      answers: [{ choice: { rate: 250_000 } }],
    })
  })

  it('a rate that a person confirmed is not asked about again', async () => {
    expect(codes(await again(column('Sampling rate: 20 Hz'), { rate: 20 }))).toEqual([])
  })
})

describe('a binary file', () => {
  const counts = neuron.map((v) => Math.round(v * 32.768))
  const plan = (unit: string, scale: number, interval = 50): Buffer =>
    abf2(
      plainPlan({ interval, channels: [{ name: 'Vm', unit, scale }], sweeps: [counts, counts], range: 10 }),
    )
  const perMillivolt = 10 / 32_768 / (1 / 32.768)

  it('whose unit is wrong is asked about and corrected as a text file is', async () => {
    const right = plan('mV', perMillivolt)
    expect(codes(await read(right))).toEqual([])
    const content = plan('V', perMillivolt)
    const data = await read(content)
    expect([data.reading.voltageUnit, codes(data)]).toEqual(['mV', ['VOLTAGE_UNIT_CONTRADICTED']])
    expect(data.reading.columns).toMatchObject([{ role: 'voltage', unit: 'mV' }])
    const small = plan('mV', 1000 * perMillivolt)
    const doubt = only(await read(small))
    const answer = doubt.answers!.find(({ choice }) => choice.voltageUnit === 'V' && !choice.gain)!
    const corrected = await again(small, answer.choice)
    const { reading } = withUnits(asRecording(corrected), answer.choice)
    expect([reading.voltageUnit, reading.doubts]).toEqual(['V', []])
  })

  it('of an amplifier’s output is divided by its gain, in every sweep', async () => {
    const content = plan('mV', perMillivolt / 10)
    const doubt = only(await read(content))
    expect(doubt.answers?.[1].choice).toEqual({ voltageUnit: 'mV', gain: 10 })
    const data = await again(content, doubt.answers![1].choice)
    expect(codes(data)).toEqual([])
    for (const { samples } of data.sweeps) expect(Math.max(...samples)).toBeCloseTo(Math.max(...neuron), 1)
    expect(data.reading.evidence).toContainEqual({
      conclusion: 'Amplifier gain 10: the voltage is divided by it',
      because: 'set by hand',
    })
    expect(data.reading.choice).toEqual({ voltageUnit: 'mV', gain: 10 })
  })

  it('of a rate that can’t be is asked about, and read at another', async () => {
    const content = plan('mV', perMillivolt, 50_000)
    const doubt = only(await read(content))
    expect(doubt).toMatchObject({
      code: 'RATE_IMPLAUSIBLE',
      about: 'rate',
      answers: [{ choice: { rate: 20_000 } }],
    })
    const data = await again(content, { rate: 20_000 })
    expect([data.samplingInterval, codes(data)]).toEqual([0.05, []])
  })
})

/** What withUnits needs of a recording of the library. */
function asRecording({
  sweeps,
  stimuli,
  places: _,
  ...rest
}: RecordingData): Parameters<typeof withUnits>[0] {
  const range = ({ samples }: { samples: Float64Array }) => ({
    min: Math.min(...samples),
    max: Math.max(...samples),
  })
  return {
    ...rest,
    id: 'cell',
    name: 'cell',
    importedAt: new Date(0).toISOString(),
    bytes: 1,
    sweeps: sweeps.map((s) => ({ name: s.name, ...range(s) })),
    stimuli: stimuli.map(({ samples, ...s }) => ({ ...s, ...range({ samples }) })),
  }
}
