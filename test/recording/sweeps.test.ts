import { describe, expect, it } from 'vitest'
import { failure, membrane, read, table } from './files.ts'

const v = membrane(300)
const t = (i: number): string => (i / 10).toFixed(1)
const lengths = [100, 100, 100]
/** Blocks of rows, each from the sweep's number, the sample's number in it, and the voltage. */
function blocks(row: (sweep: number, i: number, v: number) => string, sizes = lengths): string[] {
  let from = 0
  return sizes.map((size, sweep) => {
    const block = v.slice(from, from + size).map((x, i) => row(sweep, i, x))
    from += size
    return block.join('\n')
  })
}

describe('sweeps one below the other', () => {
  it.each([
    ['time starts again', table(blocks((_, i, x) => `${t(i)},${x}`)), /time starts again at 0 2 times/],
    [
      'a column numbers them',
      table(
        blocks((k, i, x) => `${k + 1},${t(i)},${x}`),
        'sweep,time_ms,Vm_mV',
      ),
      /column 1 counts them/,
    ],
    [
      'a column numbers them and the time goes on',
      table(
        blocks((k, i, x) => `${t(i + 1000 * k)},${x},${k + 1}`),
        'time_ms,Vm_mV,Trial',
      ),
      /column 3 counts them/,
    ],
    [
      'a column without a name numbers them',
      blocks((k, i, x) => `${k + 1},${t(i)},${x}`).join('\n'),
      /starts again/,
    ],
    [
      'blank lines, the time jumps',
      blocks((k, i, x) => `${t(i + 1000 * k)},${x}`).join('\n\n'),
      /blank or other lines/,
    ],
    [
      'names again',
      blocks((_, i, x) => `${t(i)},${x}`)
        .map((b) => `time_ms,Vm_mV\n${b}`)
        .join('\n'),
      /starts again/,
    ],
    [
      'names of sweeps',
      blocks((_, i, x) => `${t(i)},${x}`)
        .map((b, k) => `Sweep ${k + 1}\ntime_ms,Vm_mV\n${b}`)
        .join('\n\n'),
      /starts again/,
    ],
    ['no time, blank lines', blocks((_k, _i, x) => String(x)).join('\n\n'), /blank or other lines/],
    [
      'no time, a column numbers them',
      table(
        blocks((k, _, x) => `${k + 1},${x}`),
        'sweep,Vm_mV',
      ),
      /column 1 counts them/,
    ],
  ])('%s', async (_, text, because) => {
    const { sweeps, points, samplingInterval, start, reading } = await read(text)
    expect(sweeps.map((s) => s.name)).toEqual(['sweep 1', 'sweep 2', 'sweep 3'])
    expect([points, start]).toEqual([100, 0])
    expect(samplingInterval).toBeCloseTo(0.1, 9)
    sweeps.forEach(({ samples }, k) => {
      expect(Array.from(samples)).toEqual(v.slice(100 * k, 100 * k + 100))
    })
    const evidence = reading.evidence.find((e) => e.conclusion === '3 sweeps one below the other')
    expect(evidence?.because).toMatch(because)
    expect(reading.doubts.filter((d) => d.about !== 'rate')).toEqual([])
  })

  it('of different lengths are filled up with missing samples, and said so', async () => {
    const { sweeps, points, reading } = await read(table(blocks((_, i, x) => `${t(i)},${x}`, [120, 60, 120])))
    expect(points).toBe(120)
    expect(Array.from(sweeps[1].samples)).toEqual([...v.slice(120, 180), ...Array(60).fill(Number.NaN)])
    expect(reading.evidence.map((e) => e.because).join()).toMatch(
      /they have 60 to 120 samples, and the shorter/,
    )
  })

  it('keep the numbers that a column gives them', async () => {
    const { sweeps } = await read(
      table(
        blocks((k, i, x) => `${5 * k + 3},${t(i)},${x}`),
        'episode,time_ms,Vm_mV',
      ),
    )
    expect(sweeps.map((s) => s.name)).toEqual(['sweep 3', 'sweep 8', 'sweep 13'])
  })

  it('of several channels, with a stimulus', async () => {
    const { sweeps, stimuli } = await read(
      table(
        blocks((k, i, x) => `${t(i)},${x},${x - 1},${k * 10 + i}`),
        'time_ms,Vm1_mV,Vm2_mV,I_pA',
      ),
    )
    expect(sweeps.map((s) => s.name)).toEqual(
      ['Vm1_mV', 'Vm2_mV'].flatMap((name) => [1, 2, 3].map((k) => `${name} sweep ${k}`)),
    )
    expect(stimuli.map((s) => s.sweep)).toEqual([0, 1, 2, 3, 4, 5])
    expect(stimuli[4].samples[5]).toBe(15)
  })

  it('a blank line in one recording ends no sweep', async () => {
    const text = blocks((k, i, x) => `${t(i + 100 * k)},${x}`).join('\n\n')
    const { sweeps, points } = await read(text)
    expect([sweeps.length, points]).toEqual([1, 300])
  })

  it('with other intervals are refused, and so is one long sweep among many short ones', async () => {
    const other = table(blocks((k, i, x) => `${((i * (k + 1)) / 10).toFixed(1)},${x}`))
    expect(await failure(other)).toMatchObject({
      code: 'TIME_UNEVEN',
      message: expect.stringMatching(/it is 0\.1 in sweep 1 and 0\.2 in sweep 2/),
    })
    const many = [...Array(200).fill(16), 3000].flatMap((size, k) =>
      membrane(size).map((x, i) => `${t(i)},${x + k / 100}`),
    )
    expect(await failure(table(many))).toMatchObject({
      code: 'TIME_UNEVEN',
      message: expect.stringMatching(/201 sweeps .* they have 16 to 3000 samples/),
    })
  })
})

describe('missing samples', () => {
  const cells = (cell: (x: number, i: number) => string): string =>
    table(v.map((x, i) => `${t(i)},${cell(x, i)}`))

  it.each(['', ' ', 'NaN', 'nan', 'n/a', 'NA', 'null', '-', '#N/A'])('“%s”', async (hole) => {
    const { sweeps, reading } = await read(cells((x, i) => (i % 100 === 7 ? hole : String(x))))
    expect(Array.from(sweeps[0].samples)).toEqual(v.map((x, i) => (i % 100 === 7 ? Number.NaN : x)))
    expect(reading.evidence).toContainEqual({
      conclusion: '3 samples of column 2 are missing',
      because: 'empty cells or “NaN”, the first in line 9',
    })
    expect(reading.doubts).toEqual([])
  })

  it('may not be most of a trace', async () => {
    expect((await read(cells((x, i) => (i % 2 ? 'NaN' : String(x))))).points).toBe(300)
    expect(await failure(cells((x, i) => (i % 3 ? 'NaN' : String(x))))).toMatchObject({
      code: 'CELL_NOT_A_NUMBER',
      message: expect.stringMatching(
        /200 of 300 cells in column 2 \(“voltage_mV”\) contain no number, the first in line 3/,
      ),
    })
  })

  it('at the end of a shorter sweep may', async () => {
    const text = table(
      v.map((x, i) => `${t(i)},${x},${i < 40 ? x : ''}`),
      'time_ms,a_mV,b_mV',
    )
    const { sweeps } = await read(text)
    expect(sweeps[1].samples.filter(Number.isFinite).length).toBe(40)
  })

  it('rows of separators below a table are none', async () => {
    const { points } = await read(`${table(v.map((x, i) => `${t(i)},${x}`))},\n,\n`)
    expect(points).toBe(300)
  })
})
