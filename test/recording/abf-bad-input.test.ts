import { truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { type AbfPlan, abf1, abf2, plainPlan } from './abf-files.ts'
import { failure, read, write } from './files.ts'
import { hold, mutated } from './fuzz.ts'

/** Everything that a file can have. */
const full = plainPlan({
  outputs: [{ name: 'Cmd 0', unit: 'pA' }],
  epochs: [
    { kind: 1, level: 10, duration: 40 },
    { kind: 3, level: 20, levelStep: 5, duration: 60, period: 10, width: 3 },
  ],
  tags: [{ time: 100, text: 'wash' }],
  lists: true,
})

/** A file in which some numbers of the header are changed. */
function changed(file: Buffer, change: (file: Buffer) => void): Buffer {
  const copy = Buffer.from(file)
  change(copy)
  return copy
}

describe.each<[string, (plan: AbfPlan) => Buffer]>([
  ['ABF 1', abf1],
  ['ABF 2', abf2],
])('%s', (version, make) => {
  const whole = make(full)
  const data = version === 'ABF 1' ? 6144 : whole.readUInt32LE(236) * 512

  it('cut off anywhere, says so', async () => {
    await read(whole)
    // What follows the last sample, the comments and the list of sweeps are needed too, but for what fills a block.
    const last = whole.length - 512
    const ends = [
      4,
      5,
      100,
      511,
      512,
      600,
      1500,
      2048,
      data,
      data + 1,
      data + 400,
      data + 799,
      data + 800,
      last,
    ]
    for (const end of ends.filter((end) => end < whole.length)) {
      const error = await failure(whole.subarray(0, end))
      expect(error.code, `${end}`).toMatch(/^(FILE_UNREADABLE|NO_VOLTAGE_COLUMN)$/)
      expect(error.message).toMatch(/cut off|damaged/)
    }
  })

  it('one sample', async () => {
    const error = await failure(make(plainPlan({ sweeps: [[5]] })))
    expect(error.code).toBe('TOO_FEW_POINTS')
    expect(error.message).toMatch(/holds one sample in its longest sweep; at least 16/)
  })

  it('no samples', async () => {
    expect((await failure(make(plainPlan({ sweeps: [[]] })))).code).toBe('TOO_FEW_POINTS')
  })

  it('the same value throughout', async () => {
    const error = await failure(make(plainPlan({ sweeps: [Array<number>(50).fill(-2000)] })))
    expect(error.code).toBe('TRACE_CONSTANT')
  })

  it('no channels', async () => {
    const error = await failure(make(plainPlan({ channels: [], sweeps: [[]] })))
    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toMatch(/has (no|0) channels/)
  })

  it.each([
    ['no time', 0, /UNITS_IMPLAUSIBLE/],
    ['time that goes back', -50, /UNITS_IMPLAUSIBLE/],
    ['time that is no number', Number.NaN, /UNITS_IMPLAUSIBLE/],
    ['hours', 3e10, /UNITS_IMPLAUSIBLE/],
  ])('%s from sample to sample', async (_, interval, code) => {
    expect((await failure(make(plainPlan({ interval })))).code).toMatch(code)
  })

  it.each([
    ['no number', Number.NaN],
    ['nothing', 0],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('a scale of %s', async (_, scale) => {
    const error = await failure(make(plainPlan({ channels: [{ name: 'IN 0', unit: 'mV', scale }] })))
    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toMatch(/its channel “IN 0” has no scale/)
  })

  it('kilovolts', async () => {
    const error = await failure(make(plainPlan({ channels: [{ name: 'IN 0', unit: 'V', scale: 1e-6 }] })))
    expect(error.code).toBe('UNITS_IMPLAUSIBLE')
  })

  it('an unknown mode of acquisition', async () => {
    expect((await failure(make(plainPlan({ mode: 77 })))).message).toMatch(/mode of acquisition is 77/)
  })

  it.each([
    ['millions of sweeps', 0x7fffffff],
    ['four times the sweeps', 8],
  ])('counts of %s', async (_, sweeps) => {
    const file = changed(make(plainPlan({ lists: true })), (f) =>
      f.writeInt32LE(sweeps, version === 'ABF 1' ? 16 : 12),
    )
    const outcome = await read(file).catch((error) => error)
    if (sweeps === 8) expect(outcome.sweeps.length).toBe(8)
    else expect(outcome.message).toMatch(/counts 2147483647 sweeps/)
  })

  it.each([0x7fffffff, -1, 500_000])('counts of %i samples', async (count) => {
    const file = changed(make(plainPlan()), (f) => f.writeInt32LE(count, version === 'ABF 1' ? 10 : 244))
    const error = await failure(file)
    expect(error.code).toBe('FILE_UNREADABLE')
  })

  it('samples beyond the end of the file', async () => {
    const file = changed(make(plainPlan()), (f) =>
      f.writeUInt32LE(0x7fffff00, version === 'ABF 1' ? 40 : 236),
    )
    expect((await failure(file)).code).toBe('FILE_UNREADABLE')
  })

  it('a list of sweeps whose lengths lie', async () => {
    const sweeps = [plainPlan().sweeps[0].slice(0, 50), plainPlan().sweeps[1]]
    const file = make(plainPlan({ mode: 1, lists: true, sweeps }))
    const list = version === 'ABF 1' ? file.readInt32LE(92) * 512 : file.readUInt32LE(316) * 512
    for (const length of [0x7fffffff, -5, 1e6]) {
      const error = await failure(changed(file, (f) => f.writeInt32LE(length, list + 4)))
      expect(error.message).toMatch(/its list of sweeps adds up to/)
    }
  })

  it('one long sweep among thousands of short ones, which would have to be filled up', async () => {
    const long = Array.from({ length: 20_000 }, (_, i) => i % 90)
    const sweeps = [long, ...Array.from({ length: 3000 }, () => [1, 2])]
    const error = await failure(make(plainPlan({ mode: 1, lists: true, sweeps })))
    expect(error.code).toBe('FILE_TOO_LARGE')
  })

  it('too many samples', async () => {
    const path = write(
      changed(make(plainPlan()), (f) => f.writeInt32LE(70_000_000, version === 'ABF 1' ? 10 : 244)),
    )
    // The file is as long as its header says; of zeros that no disk holds.
    truncateSync(path, 141_000_000)
    await expect(readRecording(path, 'cell.abf')).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringMatching(/holds 70 million samples.*at most 60 million/),
    })
  })

  it('whatever bytes are changed, it is read or refused in words, soon', async () => {
    const random = createRandom(7)
    for (let k = 0; k < 400; k++) await hold(read, mutated(whole, random, [0, data]))
  })
})

it('a text that calls itself ABF2 is no recording', async () => {
  const error = await failure(Buffer.from('ABF2\x00\x00\x06\x02\x00\x02', 'latin1'))
  expect(error.message).toMatch(/is too short/)
})

it('ABF 2 with compressed samples', async () => {
  const file = changed(abf2(plainPlan()), (f) => f.writeUInt8(1, f.readUInt32LE(76) * 512 + 6))
  expect((await failure(file)).message).toMatch(/compressed, which is not supported/)
})

it('ABF 1 with two sampling rates in a sweep', async () => {
  const file = changed(abf1(plainPlan()), (f) => {
    f.writeFloatLE(500, 126)
    f.writeInt32LE(100, 134)
  })
  expect((await failure(file)).message).toMatch(/sampling rate changes within each sweep/)
})

it('ABF 1 of a version that never was', async () => {
  const file = changed(abf1(plainPlan()), (f) => f.writeFloatLE(3.7, 4))
  expect((await failure(file)).message).toMatch(/its version is 3.7/)
})
