import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { NagumoError } from '../../src-main/contract/errors.ts'
import type { ReadingChoice } from '../../src-main/contract/recordings.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { write } from './files.ts'

// The files were made by matlab/make_fixtures.py, and the voltages read with SciPy (level 5) and mat73 (7.3).
const fixture = (name: string): string => fileURLToPath(new URL(`./matlab/${name}.mat`, import.meta.url))
const peers = JSON.parse(
  readFileSync(fileURLToPath(new URL('./matlab/expected.json', import.meta.url)), 'utf8'),
) as Record<string, number[][]>

const read = (name: string, choice: ReadingChoice = {}) =>
  readRecording(fixture(name), `${name}.mat`, undefined, choice)

const refusal = (name: string): Promise<NagumoError> =>
  read(name).then(
    () => Promise.reject(new Error(`${name} was expected to be refused`)),
    (error) => error,
  )

describe.each(Object.keys(peers))('%s', (name) => {
  it('has the voltages of its peer at 20 kHz; a short last sweep is left out, and said', async () => {
    const { sweeps, samplingInterval, points, reading } = await read(name)
    expect(samplingInterval).toBeCloseTo(0.05, 9)
    const whole = peers[name].filter((peer) => peer.length === 480).length
    expect([points, sweeps.length]).toEqual([480, whole])
    const toMillivolts = reading.voltageUnit === 'V' ? 1000 : 1
    sweeps.forEach(({ samples }, k) => {
      samples.forEach((x, i) => {
        if (i < peers[name][k].length) expect(x * toMillivolts).toBeCloseTo(peers[name][k][i], 3)
        else expect(x).toBeNaN()
      })
    })
    expect(reading.format).toBe('matlab')
    const codes = reading.doubts.map(({ code }) => code)
    const cut = whole < peers[name].length ? ['SWEEP_CUT'] : []
    expect(codes).toEqual(name === 'time-inside-5' ? ['TIME_GUESSED'] : cut)
  })
})

it('matrices are samples × sweeps, and arrays of structs and cells are sweeps', async () => {
  const names = async (name: string) => (await read(name)).sweeps.map((sweep) => sweep.name)
  expect(await names('sweeps-5')).toEqual(['Vm_mV(:,1)', 'Vm_mV(:,2)', 'Vm_mV(:,3)'])
  expect(await names('rows-5')).toEqual(['voltage(1,:)', 'voltage(2,:)', 'voltage(3,:)'])
  expect(await names('cells-73')).toEqual(['sweeps{1}', 'sweeps{2}'])
  expect(await names('struct-array-73')).toEqual(['cell(1).Vm', 'cell(2).Vm'])
  expect(await names('spike2-5')).toEqual(['Vm (mV)'])
})

it('what is no voltage by its name or unit is kept beside it', async () => {
  const { stimuli } = await read('sweeps-73')
  expect(stimuli.map(({ name, unit }) => [name, unit])).toEqual([['I_pA', 'pA']])
  const spike2 = await read('spike2-5')
  expect(spike2.stimuli.map(({ name, unit }) => [name, unit])).toEqual([['Im (nA)', 'nA']])
})

it.each([
  ['two-rates-5', 'RATE_AMBIGUOUS', 'rate', /“fs = 20000”, 20 kHz; .*“fs = 10000”, 10 kHz/],
  [
    'contradiction-5',
    'RATE_CONTRADICTED',
    'rate',
    /According to “time_ms” this is 20 kHz; the text of the file says 10 kHz/,
  ],
  ['square-5', 'TABLE_CHOSEN', 'columns', /“Vm_mV” \(60 × 50 double\) do not show which one is time/],
  ['lengths-5', 'TABLE_CHOSEN', 'columns', /“V” \(300 × 1 double\) may also be a voltage/],
  ['counts-5', 'VOLTAGE_UNIT_GUESSED', 'voltageUnit', /stored as whole numbers \(int16\)/],
  ['no-rate-5', 'RATE_UNKNOWN', 'rate', /What is the sampling rate/],
])('%s is asked about: %s', async (name, code, about, text) => {
  const { reading } = await read(name)
  const doubt = reading.doubts.find((one) => one.code === code && one.about === about)
  expect(doubt?.text).toMatch(text)
})

it('answers are kept: the rate, the sides of a matrix, what columns hold', async () => {
  const withRate = await read('no-rate-5', { rate: 20_000 })
  expect([withRate.samplingInterval, withRate.reading.doubts]).toEqual([0.05, []])
  const turned = await read('square-5', { transposed: true })
  expect([turned.points, turned.sweeps.length]).toEqual([50, 60])
  const upright = await read('square-5')
  expect(turned.sweeps[3].samples[7]).toBe(upright.sweeps[7].samples[3])
  const { sweeps } = await read('sweeps-5', { roles: ['other', 'voltage', 'other', 'stimulus'] })
  expect(sweeps.map(({ name }) => name)).toEqual(['Vm_mV(:,2)'])
})

describe('what cannot be read is refused in words', () => {
  it.each([
    ['nothing-5', 'NO_VOLTAGE_COLUMN', /found “I_pA” \(480 × 1 double\), “note” \(1 × 13 char\), “fs”/],
    ['cubes-5', 'NO_VOLTAGE_COLUMN', /found “d” \(480 × 3 × 2 double\)/],
    ['object-73', 'NO_VOLTAGE_COLUMN', /found “T” \(1 × 40 table object\)/],
    ['labchart-5', 'FILE_BINARY', /LabChart’s export for MATLAB/],
  ])('%s', async (name, code, message) => {
    const error = await refusal(name)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  it('the head of a 7.3 file without its data is named', async () => {
    const head = Buffer.alloc(1120)
    head.write('MATLAB 7.3 MAT-file, Platform: PCWIN64'.padEnd(116), 'latin1')
    head.write('\x89HDF\r\n\x1a\n', 512, 'latin1')
    await expect(readRecording(write(head), 'cell.mat')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/is a MATLAB 7\.3 file that cannot be read: .*writematrix/),
    })
  })

  it('a file that was cut off anywhere, or damaged, breaks nothing', async () => {
    for (const name of ['vectors-5', 'sweeps-5', 'struct-5']) {
      const whole = readFileSync(fixture(name))
      for (let share = 1; share < 20; share++) {
        const cut = whole.subarray(0, Math.floor((whole.length * share) / 20))
        await expect(readRecording(write(cut), 'cell.mat')).rejects.toMatchObject({ name: 'NagumoError' })
      }
      for (let at = 128; at < whole.length; at += Math.ceil(whole.length / 100)) {
        const flipped = Buffer.from(whole)
        flipped[at] ^= 0x55
        const outcome = await readRecording(write(flipped), 'cell.mat').catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'NagumoError' })
      }
    }
  })

  it('one that unpacks to far more than it should is not unpacked', async () => {
    const { deflateSync } = await import('node:zlib')
    const packed = deflateSync(Buffer.alloc(100 * 2 ** 20))
    const head = Buffer.alloc(136)
    head.write('MATLAB 5.0 MAT-file', 'latin1')
    head.write('IM', 126, 'latin1')
    head.writeUInt32LE(15, 128)
    head.writeUInt32LE(packed.length, 132)
    await expect(readRecording(write(Buffer.concat([head, packed])), 'cell.mat')).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    })
  })
})
