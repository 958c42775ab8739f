import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { loadHdf5 } from '../../src-main/recording/hdf5/hdf5-file.ts'
import { readHdf5 } from '../../src-main/recording/hdf5/read-hdf5.ts'
import type { RecordingData } from '../../src-main/recording/index.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { describeSeries } from '../../src-main/recording/nwb/series.ts'
import { buildScript } from '../shells/build-script.ts'
import { cpuSeconds } from '../support/cpu-time.ts'
import { hold, mutated } from './fuzz.ts'

// The files were made by nwb/make_fixtures.py with pynwb and h5py.
const fixture = (name: string): string => fileURLToPath(new URL(`./nwb/${name}`, import.meta.url))

let worker: Awaited<ReturnType<typeof buildScript>>
let folder: string
beforeAll(async () => {
  worker = await buildScript(
    fileURLToPath(new URL('../../src-main/recording/hdf5/hdf5-worker.ts', import.meta.url)),
  )
  folder = await mkdtemp(join(tmpdir(), 'nagumo-nwb-'))
})
afterAll(async () => {
  await worker.remove()
  await rm(folder, { recursive: true })
})

function readPath(path: string, signal?: AbortSignal): Promise<RecordingData> {
  return readHdf5({ path, name: 'cell.nwb', bytes: statSync(path).size }, signal, worker.script)
}

const read = (name: string): Promise<RecordingData> => readPath(fixture(name))

async function readBytes(bytes: Uint8Array): Promise<RecordingData> {
  const path = join(folder, 'cell.nwb')
  writeFileSync(path, bytes)
  return readPath(path)
}

async function failure(reading: Promise<unknown>): Promise<NagumoError> {
  const error = await reading.then(
    () => null,
    (error) => error,
  )
  if (error instanceof NagumoError) return error
  throw error ?? new Error('reading was expected to fail')
}

const because = (recording: RecordingData, start: string): string[] =>
  recording.reading.evidence.filter((e) => e.conclusion.startsWith(start)).map((e) => e.because)

describe('current clamp', () => {
  it('gives the values that pynwb reads, in millivolts; shorter sweeps end in missing samples', async () => {
    const recording = await read('current-clamp.nwb')
    const { volts, amperes } = JSON.parse(readFileSync(fixture('expected.json'), 'utf8'))
    expect(recording).toMatchObject({ points: 1000, samplingInterval: 0.05, start: 0 })
    const names = ['data_00000_AD0', 'data_00001_AD0', 'data_00002_AD0']
    expect(recording.sweeps.map((s) => s.name)).toEqual(names)
    for (const { name, samples } of recording.sweeps) {
      expect(samples.length).toBe(1000)
      const expected: number[] = volts[name]
      samples.forEach((v, i) => {
        if (i < expected.length) expect(v).toBeCloseTo(1000 * expected[i], 6)
        else expect(v).toBeNaN()
      })
    }
    expect(recording.stimuli.map(({ name, unit, sweep }) => ({ name, unit, sweep }))).toEqual([
      { name: 'data_00000_DA0', unit: 'pA', sweep: 0 },
      { name: 'data_00001_DA0', unit: 'pA', sweep: 1 },
      { name: 'data_00002_DA0', unit: 'pA', sweep: 2 },
    ])
    for (const { name, samples } of recording.stimuli) {
      const expected: number[] = amperes[name]
      expected.forEach((x, i) => {
        expect(samples[i]).toBeCloseTo(1e12 * x, 6)
      })
    }
  })

  it('says what was understood and what was left out, by name', async () => {
    const recording = await read('current-clamp.nwb')
    const { reading } = recording
    expect(reading).toMatchObject({
      format: 'nwb',
      delimiter: null,
      timeUnit: 'ms',
      voltageUnit: 'mV',
      doubts: [],
    })
    expect(reading.evidence[0].conclusion).toMatch(/^NWB 2\.\d/)
    expect(reading.evidence[1]).toEqual({
      conclusion: '3 sweeps of 1,000 samples',
      // The last one is shorter: it is left out, and told, at the end of reading (short-last-sweep.ts).
      because: 'from “data_00000_AD0”, “data_00001_AD0”, “data_00002_AD0”',
    })
    expect(because(recording, 'Not used: “clamped”')).toEqual(['it is a current, recorded in voltage clamp'])
    expect(because(recording, 'Not used: “slow”')).toEqual(['it was sampled at 1 kHz, others at 20 kHz'])
    expect(because(recording, 'Stimulus left out: “command”')).toEqual(['it is a voltage-clamp command'])
    expect(because(recording, 'Stimulus left out: “another”')).toEqual([
      'it belongs to no sweep that was read',
    ])
    expect(reading.columns).toContainEqual({ name: 'clamped', role: 'other', unit: 'amperes' })
    expect(reading.columns).toContainEqual({ name: 'data_00000_AD0', role: 'voltage', unit: 'volts' })
  })

  it('reads NWB 1, where series are told apart by their ancestry and stimuli by name', async () => {
    const recording = await read('nwb1.nwb')
    expect(recording.reading.evidence[0].conclusion).toBe('NWB-1.0.5')
    expect(recording).toMatchObject({ points: 400, samplingInterval: 0.02 })
    expect(recording.sweeps.map((s) => s.name)).toEqual(['Sweep_0', 'Sweep_1'])
    expect(recording.stimuli.map(({ name, sweep }) => [name, sweep])).toEqual([
      ['Sweep_0', 0],
      ['Sweep_1', 1],
    ])
    expect(recording.stimuli[1].samples[0]).toBeCloseTo(100, 4)
  })
})

describe('series in volts that are not called current clamp', () => {
  it('are taken, with a doubt; listed times make a clock, and what they leave out is missing', async () => {
    const recording = await read('time-series.nwb')
    expect(recording.samplingInterval).toBe(0.1)
    expect(recording.sweeps.map((s) => s.name).sort()).toEqual([
      'even',
      'gap',
      'pairs, column 1',
      'pairs, column 2',
    ])
    const [even, gap, first, second] = ['even', 'gap', 'pairs, column 1', 'pairs, column 2'].map(
      (name) => recording.sweeps.find((s) => s.name === name)!.samples,
    )
    expect([...gap.subarray(200, 260)].every(Number.isNaN)).toBe(true)
    expect([...gap.subarray(0, 200), ...gap.subarray(260)]).toEqual([
      ...even.subarray(0, 200),
      ...even.subarray(260),
    ])
    expect([...first]).toEqual([...even])
    expect([...second]).toEqual([...even].reverse())
    expect(recording.reading.doubts[0].text).toMatch(
      /no current-clamp series; .*\(TimeSeries\) was read as a membrane potential because of its unit, mV/,
    )
    expect(because(recording, 'Not used: “uneven”')).toEqual(['its times are uneven'])
    expect(because(recording, 'Not used: “back”')).toEqual(['its times do not increase'])
    expect(because(recording, 'Not used: “light”')[0]).toMatch(/a TimeSeries in lux/)
  })
})

describe('odd series', () => {
  it('are left out, and the good ones beside them are read', async () => {
    const recording = await read('oddities.nwb')
    expect(recording.sweeps.map((s) => s.name).sort()).toEqual(['good', 'linked'])
    expect([...recording.sweeps[0].samples]).toEqual([...recording.sweeps[1].samples])
    const told = recording.reading.evidence.filter((e) => e.conclusion.startsWith('Not used'))
    expect(told.length).toBe(8)
    expect(told[7].because).toMatch(/^of \d+ more kinds of reasons$/)
  })

  it.each<[string, RegExp]>([
    ['lzf', /compressed with “lzf.*”, which is not supported/],
    ['no rate', /neither a sampling rate nor times/],
    ['zero rate', /sampling rate is 0/],
    ['no number', /scaled by NaN/],
    ['words', /not a table of numbers/],
    ['a cube', /not a table of numbers/],
    ['nothing', /no samples/],
    ['no data', /no data/],
    ['elsewhere', /in another file \(“time-series.nwb:\/acquisition/],
    ['dangling', /a link to something that is not in the file/],
    ['cycle', /a link to something that is not in the file/],
    ['itself', /no data/],
    ['data elsewhere', /its data are in another file/],
    ['virtual', /virtual dataset/],
  ])('%s: the reason is told', async (name, reason) => {
    const file = (await loadHdf5()).open(fixture('oddities.nwb'))
    try {
      expect(describeSeries(file, `/acquisition/${name}`, name)).toEqual({
        name,
        because: expect.stringMatching(reason),
      })
    } finally {
      file.close()
    }
  })
})

describe('files that cannot be read', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'HDF5 of another kind',
      'other.h5',
      'FILE_BINARY',
      /but not NWB: it names no nwb_version; found “entry”/,
    ],
    ['NWB without a series', 'empty.nwb', 'NO_VOLTAGE_COLUMN', /found no series there/],
    [
      'voltage clamp',
      'clamped.nwb',
      'NO_VOLTAGE_COLUMN',
      /“i” \(it is a current, recorded in voltage clamp\)/,
    ],
    ['one sample', 'one-sample.nwb', 'TOO_FEW_POINTS', /one sample/],
    ['a constant', 'constant.nwb', 'TRACE_CONSTANT', /the voltage is −65 in every sample/],
    [
      'gigabytes of zeros',
      'zeros.nwb',
      'NO_VOLTAGE_COLUMN',
      /“huge” \(it has 4000000000 samples.*“large” \(including it/,
    ],
    [
      'one large piece',
      'one-piece.nwb',
      'NO_VOLTAGE_COLUMN',
      /“huge” \(including it.*“wide” \(its data have 15000000 columns|“wide” .*“huge” \(including it/,
    ],
  ])('%s', async (_, name, code, message) => {
    const before = process.memoryUsage().rss
    const started = cpuSeconds()
    const error = await failure(read(name))
    expect(cpuSeconds() - started).toBeLessThan(5)
    expect(error.message).toMatch(message)
    expect(error.code).toBe(code)
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200)
  })

  it('cut off anywhere, and a good file is read as before', async () => {
    const whole = readFileSync(fixture('current-clamp.nwb'))
    for (const share of [0.0002, 0.01, 0.1, 0.5, 0.9, 0.999]) {
      const error = await failure(readBytes(whole.subarray(0, Math.ceil(share * whole.length))))
      expect(error.code).toBe('FILE_UNREADABLE')
      expect(error.message).toMatch(/HDF5 file that cannot be read.*(cut off|damaged)/)
    }
    expect((await read('current-clamp.nwb')).sweeps.length).toBe(3)
  })

  it('whatever bytes are changed, it is read or refused in words, soon', async () => {
    const random = createRandom(11)
    for (const name of ['current-clamp.nwb', 'oddities.nwb', 'nwb1.nwb']) {
      const whole = readFileSync(fixture(name))
      for (let k = 0; k < 8; k++) await hold(readBytes, mutated(whole, random, [0, whole.length]))
    }
    expect((await read('current-clamp.nwb')).sweeps.length).toBe(3)
  })

  it('is stopped when asked to', async () => {
    const stop = new AbortController()
    const reading = readPath(fixture('current-clamp.nwb'), stop.signal)
    stop.abort()
    expect((await failure(reading)).code).toBe('CANCELLED')
  })
})

it('gives stretches of one series out of its thread', async () => {
  const { sweeps, stimuli } = await read('icephys.nwb')
  expect([sweeps.length, stimuli.length]).toEqual([5, 4])
  expect(sweeps.map(({ samples }) => samples.length)).toEqual([400, 400, 400, 400, 400])
})

it('is told by its first bytes, whatever its name', async () => {
  const recording = await readRecording(fixture('current-clamp.nwb'), 'cell.csv')
  expect(recording.reading.format).toBe('nwb')
})
