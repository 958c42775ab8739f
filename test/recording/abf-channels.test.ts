import { describe, expect, it } from 'vitest'
import { type AbfPlan, abf2 } from './abf-files.ts'
import { failure, membrane, read } from './files.ts'

const sweeps = [0, 1, 2]
const points = 640
const spikes = membrane(points)
/** The epoch behind a lead of a 64th of the sweep. */
const step = { kind: 1, level: -20, levelStep: 20, duration: 200 }
const command = (sweep: number, i: number): number => (i >= 10 && i < 210 ? -20 + 20 * sweep : 0)
const wave = (i: number): number => Math.sin(12.9 * i) + Math.sin(7.3 * i + 1)

interface Channel {
  name: string
  unit: string
  of: (sweep: number, i: number) => number
}

const vm: Channel = { name: 'Vm', unit: 'mV', of: (s, i) => spikes[i] + 0.01 * s }
const held: Channel = { name: 'IN 1', unit: 'mV', of: (s, i) => command(s, i) - 70 + 0.2 * wave(i) }
const current: Channel = { name: 'IN 0', unit: 'pA', of: (s, i) => command(s, i) + 2 * wave(i) }

/** A file of some channels, three sweeps of 640 samples. */
function file(channels: readonly Channel[], plan: Partial<AbfPlan> = {}): Buffer {
  const at = Array.from({ length: points }, (_, i) => i)
  return abf2({
    mode: 5,
    interval: 100,
    float: true,
    channels: channels.map(({ name, unit }) => ({ name, unit })),
    sweeps: sweeps.map((s) => at.flatMap((i) => channels.map(({ of }) => of(s, i)))),
    ...plan,
  })
}

const inMillivolts: Partial<AbfPlan> = { outputs: [{ name: 'Cmd 0', unit: 'mV' }], epochs: [step] }

const kept = (found: Awaited<ReturnType<typeof read>>) =>
  found.stimuli.map(({ name, unit, sweep }) => ({ name, unit, sweep }))

describe('names decide before units', () => {
  it.each(['stim', 'Light', 'I command', 'TTL out'])('“%s” in V is kept beside Vm', async (name) => {
    const other: Channel = { name, unit: 'V', of: (s, i) => (command(s, i) === 0 ? 0 : s) }
    const found = await read(file([other, vm]))
    expect(found.reading.voltageUnit).toBe('mV')
    expect(found.reading.columns.map(({ role }) => role)).toEqual(['stimulus', 'voltage'])
    expect(found.sweeps.map((sweep) => sweep.name)).toEqual(['sweep 1', 'sweep 2', 'sweep 3'])
    expect(found.sweeps[1].samples[50]).toBeCloseTo(spikes[50] + 0.01, 4)
    expect(kept(found)).toEqual(sweeps.map((sweep) => ({ name, unit: 'V', sweep })))
    expect(found.reading.doubts).toEqual([])
  })

  it('a light signal in V beside a current alone is voltage clamp', async () => {
    const light: Channel = { name: 'Light', unit: 'V', of: (_, i) => (i > 300 ? 40 : 1.5) }
    const error = await failure(file([current, light]))
    expect(error.code).toBe('NO_VOLTAGE_COLUMN')
    expect(error.message).toMatch(/“IN 0” in pA, “Light” in V\. It seems to be a recording in voltage clamp/)
  })

  it('a channel named for current clamp is the potential', async () => {
    const { sweeps, reading } = await read(
      file([
        { ...vm, name: 'BA_IClamp' },
        { ...held, name: 'V_Cmd' },
      ]),
    )
    expect(sweeps.length).toBe(3)
    expect(reading.columns[0]).toEqual({ name: 'BA_IClamp', role: 'voltage', unit: 'mV' })
  })

  it('of a channel that has the file to itself, its name is doubted', async () => {
    const { reading } = await read(file([{ ...vm, name: 'stim' }]))
    expect(reading.doubts.map(({ code }) => code)).toEqual(['VOLTAGE_BY_UNIT'])
  })
})

describe('values decide where names do not', () => {
  it.each(['V command', 'Vm', 'IN 1'])('“%s” that follows a command in mV is held', async (name) => {
    const error = await failure(file([current, { ...held, name }], inMillivolts))
    expect(error.code).toBe('NO_VOLTAGE_COLUMN')
    expect(error.message).toMatch(/seems to be a recording in voltage clamp/)
  })

  it('one that does not is current clamp, its command left scaled in mV', async () => {
    const found = await read(file([{ ...current, name: 'Imemb' }, vm], inMillivolts))
    expect(found.reading.doubts).toEqual([])
    expect(kept(found)).toEqual(sweeps.map((sweep) => ({ name: 'Imemb', unit: 'pA', sweep })))
    expect(found.reading.evidence).toContainEqual({
      conclusion: 'Stimulus left out: “Cmd 0”, in mV',
      because: '“Imemb” is its recording; its scale was left in mV, as for voltage clamp',
    })
  })

  it('without a record of the current, the command is shown without its unit', async () => {
    const found = await read(file([vm], inMillivolts))
    expect(kept(found)).toEqual(sweeps.map((sweep) => ({ name: 'Cmd 0', unit: null, sweep })))
    expect([...found.stimuli[2].samples.subarray(9, 11)]).toEqual([0, 20])
    expect(found.reading.doubts.map(({ code }) => code)).toEqual(['STIMULUS_UNIT_DOUBTED'])
  })

  it('a potential that hardly moves under a command in mV is doubted', async () => {
    const quiet: Channel = { name: 'Vm', unit: 'mV', of: (_, i) => -70 + wave(i) }
    const { reading } = await read(file([quiet], inMillivolts))
    expect(reading.doubts.map(({ code }) => code)).toEqual(['VOLTAGE_CLAMP'])
    expect(reading.doubts[0].text).toMatch(/in mV, as in voltage clamp/)
  })

  it('so is one behind the current that was recorded, without any command', async () => {
    const quiet: Channel = { name: 'Vm', unit: 'mV', of: (_, i) => -70 + wave(i) }
    const { reading } = await read(file([current, quiet], { mode: 3 }))
    expect(reading.doubts.map(({ code }) => code)).toEqual(['VOLTAGE_CLAMP'])
    expect((await read(file([current, vm], { mode: 3 }))).reading.doubts).toEqual([])
    expect((await read(file([quiet, current], { mode: 3 }))).reading.doubts).toEqual([])
  })

  it('a plug’s channel beyond any membrane is no sweep; a person may say otherwise', async () => {
    const pulse: Channel = { name: 'IN 1', unit: 'V', of: (_, i) => (i > 300 ? 5 : 0) + 0.001 * wave(i) }
    const bytes = file([{ ...vm, name: 'IN 0' }, pulse])
    const found = await read(bytes)
    expect(found.sweeps.length).toBe(3)
    const [doubt] = found.reading.doubts
    expect(doubt.code).toBe('STIMULUS_BY_VALUES')
    expect(doubt.text).toBe('“IN 1” in V was not read as a membrane potential: it extends beyond 1 V.')
    expect(doubt.answers?.map(({ choice }) => choice.roles)).toEqual([
      ['voltage', 'stimulus'],
      ['voltage', 'voltage'],
      ['voltage', 'other'],
    ])
    const again = await read(bytes, { roles: ['voltage', 'voltage'] })
    expect(again.sweeps.length).toBe(6)
    expect(again.reading.choice).toEqual({ roles: ['voltage', 'voltage'] })
    expect((await read(bytes, { roles: ['voltage', 'other'] })).stimuli).toEqual([])
  })

  it('a recorded command of a current, named after its plug, is no sweep', async () => {
    const record: Channel = { name: 'IN 1', unit: 'mV', of: (s, i) => 2.5 * command(s, i) + 0.1 * wave(i) }
    const plan = { outputs: [{ name: 'Cmd 0', unit: 'pA' }], epochs: [step] }
    const found = await read(file([{ ...vm, name: 'IN 0' }, record], plan))
    expect(found.sweeps.length).toBe(3)
    expect(found.reading.doubts[0].text).toMatch(/it follows the command “Cmd 0”, in pA/)
  })
})
