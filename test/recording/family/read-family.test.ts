import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import type { ReadingChoice } from '../../../src-main/contract/recordings.ts'
import { StatedSteps } from '../../../src-main/contract/stated-steps.ts'
import { ofRecordingData } from '../../../src-main/recording/family/of-recording-data.ts'
import { type FamilyOptions, readFamily } from '../../../src-main/recording/family/read-family.ts'
import { type RecordingData, readRecording, withoutSamples } from '../../../src-main/recording/index.ts'
import { shared } from '../../support/shared.ts'
import { abf2, plainPlan } from '../abf-files.ts'
import { read } from '../files.ts'

const familyOf = (data: RecordingData, options: FamilyOptions = {}, name = 'cell.csv') =>
  readFamily(
    ofRecordingData(data, { ...withoutSamples(data), name, importedAt: new Date(0).toISOString(), bytes: 0 }),
    options,
  )

/** The refusal of a recording; fails where there is none. */
async function refusal(data: RecordingData, options: FamilyOptions = {}): Promise<NagumoError> {
  const error = await familyOf(data, options).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof NagumoError) return error
  throw error ?? new Error('a refusal was expected')
}

/** Membrane potential of a sweep of 300 samples at 1 ms, with a step response from 100 to 200 ms. */
const voltage = (i: number, amplitude: number): number =>
  -65 +
  0.3 * Math.sin(12.9 * i) +
  (i >= 100 && i < 200 ? 0.1 * amplitude * (1 - Math.exp((100 - i) / 10)) : 0)
const step = (i: number, amplitude: number, holding = 0): number =>
  holding + (i >= 100 && i < 200 ? amplitude : 0)

/** Rows of a table at 1 ms. */
function text(header: string, columns: ((i: number) => number | string)[], rows = 300): string {
  const lines = Array.from({ length: rows }, (_, i) =>
    [i, ...columns.map((column) => column(i))].map((x) => (typeof x === 'number' ? Number(x.toFixed(5)) : x)),
  )
  return `${header}\n${lines.map((line) => line.join(',')).join('\n')}\n`
}

const oneSweep = (unit: string, factor = 1, amplitude = 50, choice: ReadingChoice = {}) =>
  read(
    text(`time_ms,voltage_mV,command_${unit}`, [
      (i) => voltage(i, amplitude),
      (i) => factor * step(i, amplitude, -10),
    ]),
    choice,
  )

const stated = (changes: Partial<StatedSteps> = {}): StatedSteps =>
  StatedSteps.parse({ onset: 100, duration: 100, amplitudes: [-50, 100], ...changes })

const bare = () => read(text('time_ms,a_mV,b_mV', [(i) => voltage(i, -50), (i) => voltage(i, 100)]))

describe('the injected current of a file', () => {
  it.each([
    ['pA', 1],
    ['nA', 1e-3],
  ])('in %s', async (unit, factor) => {
    const { family, protocol } = await familyOf(await oneSweep(unit, factor))
    expect(protocol).toEqual({
      from: 'file',
      shape: 'step',
      text: 'A step of 50 pA, 100 to 200 ms, above a holding current of −10 pA',
      holding: -10,
      onset: 100,
      offset: 200,
      amplitudes: [50],
    })
    expect(family.sweeps[0].command[0]).toBeCloseTo(-10, 6)
    expect(family.sweeps[0].command[150]).toBeCloseTo(40, 6)
    expect(family.sweeps[0].voltage[0]).toBeCloseTo(-65, 5)
  })

  it('voltages in volts come in mV', async () => {
    const data = await read(
      text('time_ms,voltage_V,command_pA', [
        (i) => voltage(i, 50).toFixed(4).concat('e-3'),
        (i) => step(i, 50),
      ]),
    )
    const { family } = await familyOf(data)
    expect(family.sweeps[0].voltage[0]).toBeCloseTo(-65, 3)
  })

  it('an ABF family has its table of epochs', async () => {
    const data = await read(
      abf2(
        plainPlan({
          outputs: [{ name: 'Cmd 0', unit: 'nA', holding: 0.02 }],
          epochs: [
            { kind: 1, level: 0.02, duration: 50 },
            { kind: 1, level: -0.03, levelStep: 0.1, duration: 100 },
          ],
        }),
      ),
    )
    const { protocol } = await familyOf(data)
    expect(protocol).toMatchObject({ shape: 'step', from: 'file' })
    expect(protocol.holding).toBeCloseTo(20, 4)
    expect(protocol.amplitudes[0]).toBeCloseTo(-50, 4)
    expect(protocol.amplitudes[1]).toBeCloseTo(50, 4)
    expect(protocol.offset! - protocol.onset!).toBeCloseTo(5, 6)
  })

  it('of two currents the command is taken by its name, and that is said', async () => {
    const data = await read(
      text('time_ms,voltage_mV,command_pA,measured_pA', [
        (i) => voltage(i, 50),
        (i) => step(i, 50),
        (i) => step(i, 48) + Math.sin(37 * i),
      ]),
      { roles: ['time', 'voltage', 'stimulus', 'stimulus'] },
    )
    const { protocol } = await familyOf(data)
    expect(protocol.amplitudes).toEqual([50])
    expect(protocol.doubts).toMatchObject([{ code: 'CURRENT_CHOSEN' }])
    expect(protocol.doubts?.[0].text).toContain('“measured_pA”')
  })

  it('of two currents whose names say nothing it is asked which', async () => {
    const data = await read(
      text('time_ms,voltage_mV,I1_pA,I2_pA', [(i) => voltage(i, 50), (i) => step(i, 50), (i) => step(i, 48)]),
      { roles: ['time', 'voltage', 'stimulus', 'stimulus'] },
    )
    const { code, message } = await refusal(data)
    expect(code).toBe('CURRENT_UNKNOWN')
    expect(message).toMatch(/2 currents .*“I1_pA”, “I2_pA”.*State what each column is/)
  })

  it('one that fluctuates where it stands still is doubted', async () => {
    const data = await read(
      text('time_ms,voltage_mV,current_pA', [
        (i) => voltage(i, 50),
        (i) => step(i, 50) + 0.5 * Math.sin(37 * i),
      ]),
      { roles: ['time', 'voltage', 'stimulus'] },
    )
    const { protocol } = await familyOf(data)
    expect(protocol).toMatchObject({ shape: 'step', onset: 100, offset: 200 })
    expect(protocol.amplitudes[0]).toBeCloseTo(50, 0)
    expect(protocol.doubts).toMatchObject([{ code: 'CURRENT_MEASURED' }])
  })

  it('missing voltages stay missing, and the command goes on', async () => {
    const data = await read(
      text('time_ms,voltage_mV,command_pA', [
        (i) => (i > 40 && i < 45 ? '' : voltage(i, 50)),
        (i) => step(i, 50),
      ]),
    )
    const { family } = await familyOf(data)
    expect(family.sweeps[0].voltage[42]).toBeNaN()
    expect(family.sweeps[0].command[42]).toBe(0)
  })
})

describe('shapes', () => {
  const shapeOf = async (current: (i: number) => number) => {
    const data = await read(
      text(
        'time_ms,voltage_mV,command_pA',
        [(i) => voltage(i, 50), (i) => Number(current(i).toFixed(3))],
        600,
      ),
    )
    return (await familyOf(data)).protocol
  }
  const within = (i: number): boolean => i >= 100 && i < 500

  it.each<[string, (i: number) => number, number]>([
    ['ramp', (i) => (within(i) ? (i - 99) / 4 : 0), 100],
    ['pulses', (i) => (within(i) && i % 50 < 10 ? 80 : 0), 80],
    ['noise', (i) => (within(i) ? 90 * Math.sin(i * i) : 0), 90],
    ['other', (i) => (within(i) ? 50 * Math.sin(i / 60) : 0), 50],
    ['constant', () => 20, 0],
  ])('%s', async (shape, current, amplitude) => {
    const protocol = await shapeOf(current)
    expect(protocol.shape).toBe(shape)
    expect(Math.abs(protocol.amplitudes[0])).toBeGreaterThanOrEqual(0.98 * amplitude)
    expect(Math.abs(protocol.amplitudes[0])).toBeLessThanOrEqual(amplitude)
    expect(protocol.onset).toBe(shape === 'constant' ? null : 100)
  })
})

describe('stated steps', () => {
  it('stand in for a command', async () => {
    const { family, protocol } = await familyOf(await bare(), { stated: stated({ holding: 5 }) })
    expect(protocol).toEqual({
      from: 'stated',
      shape: 'step',
      text: 'Steps of −50 to 100 pA, 100 to 200 ms, above a holding current of 5 pA',
      holding: 5,
      onset: 100,
      offset: 200,
      amplitudes: [-50, 100],
    })
    expect(Array.from(family.sweeps[1].command.subarray(98, 102))).toEqual([5, 5, 105, 105])
    expect(Array.from(family.sweeps[1].command.subarray(198, 202))).toEqual([105, 105, 5, 5])
  })

  it('are counted by the sweeps of the file when some are left out', async () => {
    const { family, protocol } = await familyOf(await bare(), { stated: stated(), leaveOut: [0] })
    expect(protocol.amplitudes).toEqual([100])
    expect(family.sweeps).toMatchObject([{ index: 1, name: 'b_mV' }])
  })

  it('take the place of the file’s, which is said', async () => {
    const { protocol } = await familyOf(await oneSweep('mV'), { stated: stated({ amplitudes: [30] }) })
    expect(protocol).toMatchObject({ from: 'stated', amplitudes: [30], doubts: [{ code: 'CURRENT_STATED' }] })
  })

  it.each<[string, Partial<StatedSteps>, RegExp]>([
    ['too few amplitudes', { amplitudes: [10] }, /1 amplitude was stated, and cell\.csv has 2 sweeps/],
    ['a step beyond the sweep', { duration: 500 }, /from 100 to 600 ms.*last from 0 to 300 ms/],
    ['a step before the sweep', { onset: -20 }, /of recording time/],
    ['a step of less than a sample', { duration: 0.2 }, /less than one sample/],
  ])('are refused: %s', async (_, changes, message) => {
    const error = await refusal(await bare(), { stated: stated(changes) })
    expect(error.code).toBe('CURRENT_MISMATCH')
    expect(error.message).toMatch(message)
  })
})

describe('refusals', () => {
  it('no current', async () => {
    const { code, message } = await refusal(await bare())
    expect(code).toBe('CURRENT_UNKNOWN')
    expect(message).toBe(
      'cell.csv has no injected current: none of its columns or channels besides the sweeps is in A, mA, µA, nA, pA or fA. If a column is the command, declare it (--columns time,voltage,stimulus: what each column is, in their order). State the steps: onset, duration and amplitudes in pA (--command onset:duration:first:step on the command line).',
    )
  })

  it('a command in mV, and one without a unit', async () => {
    expect((await refusal(await oneSweep('mV'))).message).toMatch(
      /“command_mV” of cell\.csv is in mV, which is not a unit of current.* times the amplifier’s external command sensitivity .* State the steps/,
    )
    const data = await read(text('time_ms,voltage_mV,command', [(i) => voltage(i, 50), (i) => step(i, 50)]))
    const { code, message } = await refusal(data)
    expect(code).toBe('CURRENT_UNKNOWN')
    expect(message).toMatch(/“command” of cell\.csv has no unit; pA, nA, µA or A was expected/)
  })

  it('a command that was read as a sweep points to what each column is', async () => {
    for (const first of [0, -70]) {
      const data = await read(
        text('time_ms,Vm_mV,b_mV', [(i) => voltage(i, 50), (i) => first + (i >= 100 && i < 200 ? 5 : 0)]),
      )
      expect(data.sweeps).toHaveLength(2)
      const { code, message } = await refusal(data)
      expect(code).toBe('CURRENT_UNKNOWN')
      expect(message).toMatch(
        /“b_mV” was read as a sweep but stays at a few levels.*--columns time,voltage,stimulus/,
      )
    }
  })

  it('a command that ends before the sweep', async () => {
    const data = await read(
      text('time_ms,voltage_mV,command_pA', [(i) => voltage(i, 50), (i) => (i < 250 ? step(i, 50) : '')]),
    )
    const { code, message } = await refusal(data)
    expect(code).toBe('CURRENT_MISMATCH')
    expect(message).toMatch(/not known for 50 of the samples of .*; the last known one is at 249 ms/)
  })

  it('voltage clamp', async () => {
    const data = await oneSweep('pA')
    const doubt = { code: 'VOLTAGE_CLAMP', about: 'columns', text: 'The command was in mV.' } as const
    const clamped = { ...data, reading: { ...data.reading, doubts: [doubt] } }
    expect(await refusal(clamped)).toMatchObject({ code: 'VOLTAGE_CLAMP' })
    expect(await familyOf(clamped, { stated: stated({ amplitudes: [30] }) })).toBeDefined()
  })

  it('model units, samples at uneven times, nothing left', async () => {
    const data = await oneSweep('pA')
    const inModelUnits = { ...data, reading: { ...data.reading, voltageUnit: 'none' as const } }
    expect(await refusal(inModelUnits)).toMatchObject({ code: 'UNITS_IMPLAUSIBLE' })
    const uneven = { ...data, places: Float64Array.from({ length: data.points }, (_, i) => i) }
    expect(await refusal(uneven)).toMatchObject({ code: 'TIME_UNEVEN' })
    expect(await refusal(data, { leaveOut: [0] })).toMatchObject({ code: 'SWEEPS_UNFIT' })
  })

  it('sweeps of two cells', async () => {
    const data = await bare()
    const two = {
      ...data,
      sweeps: data.sweeps.map((sweep, k) => ({ ...sweep, name: `IN ${k}, sweep 1` })),
    }
    const { code, message } = await refusal(two, { stated: stated() })
    expect(code).toBe('SWEEPS_UNFIT')
    expect(message).toMatch(/2 channels \(IN 0, IN 1\)/)
  })
})

describe.skipIf(!shared('recordings/18711001.abf'))('the families in shared', () => {
  type Recorded = Record<string, { rate: number; unit: string; sweeps: number[][][] }>
  const recorded = JSON.parse(readFileSync(new URL('commands.json', import.meta.url), 'utf8')) as Recorded
  it.each<[string, number, number]>([
    ['171116sh_0018.abf', 146.85, 646.85],
    ['17o05028_ic_steps.abf', 146.85, 646.85],
    ['18711001.abf', 823.4, 1323.4],
    ['18713001.abf', 823.4, 1323.4],
    ['190619B_0003.abf', 1047.8, 2047.8],
  ])('%s: the command is pyABF’s', async (file, onset, offset) => {
    const data = await readRecording(shared(`recordings/${file}`)!, file)
    const { family, protocol } = await familyOf(data, {}, file)
    const peer = recorded[file]
    expect(peer.unit).toBe('pA')
    expect(family.sweeps.length).toBe(peer.sweeps.length)
    family.sweeps.forEach(({ command }, s) => {
      const expected = peer.sweeps[s].flatMap(([count, level]) => new Array<number>(count).fill(level))
      expect(command.length).toBe(expected.length)
      expect(command.findIndex((x, i) => Math.abs(x - expected[i]) > 1e-4)).toBe(-1)
    })
    expect(protocol).toMatchObject({ from: 'file', shape: 'step', holding: 0 })
    expect(protocol.onset).toBeCloseTo(onset, 6)
    expect(protocol.offset).toBeCloseTo(offset, 6)
    const at = Math.round(((onset + offset) / 2) * (peer.rate / 1000))
    expect(protocol.amplitudes).toEqual(
      family.sweeps.map(({ command }) => Number(command[at].toPrecision(10))),
    )
  })

  it('ramps', async () => {
    const file = 'ramp_2sweeps.abf'
    const { family, protocol } = await familyOf(
      await readRecording(shared(`recordings/${file}`)!, file),
      {},
      file,
    )
    expect(protocol.shape).toBe('ramp')
    family.sweeps.forEach(({ command }, s) => {
      const thinned = command.filter((_, i) => i % 500 === 0)
      const peer = recorded[file].sweeps[s] as unknown as number[]
      expect(thinned.length).toBe(peer.length)
      expect(Math.max(...thinned.map((x, i) => Math.abs(x - peer[i])))).toBeLessThan(0.005)
    })
  })
})
