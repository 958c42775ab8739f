import { describe, expect, it } from 'vitest'
import type { Doubt, ReadingChoice } from '../../src-main/contract/recordings.ts'
import { type RecordingData, readRecording } from '../../src-main/recording/index.ts'
import { takeOver } from '../../src-main/recording/remembered.ts'
import { membrane, read, table, write } from './files.ts'

const v = membrane(300)
const rows = (...columns: ((x: number, i: number) => number | string)[]): string[] =>
  v.map((x, i) => columns.map((cell) => cell(x, i)).join(','))
const again = (text: string, choice: ReadingChoice): Promise<RecordingData> =>
  readRecording(write(text), 'cell.csv', undefined, choice)
const roles = ({ reading }: RecordingData): string[] => reading.columns.map((c) => c.role)
const answers = ({ answers = [] }: Doubt): string[] =>
  answers.map(({ label, because }) => `${label}: ${because}`)

describe('questions about columns', () => {
  const t = (_: number, i: number): number => i / 10

  it('values of few levels: a stimulus or a sweep', async () => {
    const text = rows(
      t,
      (x) => x,
      (_, i) => (i > 100 ? 50 : 0),
    ).join('\n')
    const recording = await read(text)
    expect(roles(recording)).toEqual(['time', 'voltage', 'stimulus'])
    expect(recording.stimuli).toMatchObject([{ name: 'column 3', unit: null, sweep: null }])
    const [doubt] = recording.reading.doubts
    expect(answers(doubt)).toEqual([
      'Stimulus: it has only a few levels',
      'Sweep: its name does not contradict that',
      'Not used: ',
    ])
    const asSweep = await again(text, doubt.answers![1].choice)
    expect(roles(asSweep)).toEqual(['time', 'voltage', 'voltage'])
    expect(asSweep.sweeps[1].samples[150]).toBe(50)
    expect(asSweep.reading.doubts.filter((d) => d.about === 'columns')).toEqual([])
    // Confirming what was taken settles it, too.
    expect((await again(text, doubt.answers![0].choice)).reading.doubts).toEqual([])
    expect(roles(await again(text, doubt.answers![2].choice))).toEqual(['time', 'voltage', 'other'])
  })

  it('values far beyond the voltage: a stimulus or a sweep', async () => {
    const { reading } = await read(
      table(
        rows(
          t,
          (x) => x,
          (_, i) => 3 * i,
        ),
        't,v,foo',
      ),
    )
    expect(reading.columns[2].role).toBe('stimulus')
    expect(reading.doubts).toMatchObject([
      { about: 'columns', text: expect.stringMatching(/column 3 far exceed/) },
    ])
  })

  it('a column that is not called a voltage beside one that is', async () => {
    const { reading, sweeps } = await read(
      table(
        rows(
          t,
          (x) => x,
          (x) => x / 2,
        ),
        'time_ms,voltage_mV,foo',
      ),
    )
    expect(sweeps.map((s) => s.name)).toEqual(['voltage_mV', 'foo'])
    expect(reading.doubts).toMatchObject([
      {
        text: '“foo” was read as another sweep.',
        answers: [{ label: 'Sweep' }, { label: 'Stimulus' }, {}],
      },
    ])
  })

  it('two columns that may be the time', async () => {
    const text = table(
      rows(
        t,
        (_, i) => i / 1e4,
        (x) => x,
      ),
      'a,b,Vm_mV',
    )
    const { reading } = await read(text)
    const [doubt] = reading.doubts
    expect(doubt.text).toBe('“a” was read as the time, because it rises evenly.')
    expect(doubt.answers?.map((a) => a.label)).toEqual(['“a”', '“b”', 'None'])
    const other = await again(text, doubt.answers![1].choice)
    expect(roles(other)).toEqual(['other', 'time', 'voltage'])
    const none = await again(text, doubt.answers![2].choice)
    expect(none.reading.rate).toBe(10_000)
    expect(none.reading.doubts.map((d) => d.about)).toEqual(['rate'])
  })

  it('says which columns were set by hand', async () => {
    const { reading } = await again(table(rows(t, (x) => x)), { roles: ['time', 'voltage'] })
    expect(reading.evidence.at(-1)).toEqual({
      conclusion: 'What each column contains',
      because: 'set by hand',
    })
  })

  it('passes over roles for another number of columns', async () => {
    expect(roles(await again(table(rows(t, (x) => x)), { roles: ['voltage'] }))).toEqual(['time', 'voltage'])
  })
})

describe('decimal comma or thousands', () => {
  const text = (unit: string): string =>
    table(
      v.map((x, i) => `${i};${x.toFixed(3).replace('.', ',')}`).filter((row) => !/;-?0,/.test(row)),
      `Zeit [ms];Spannung${unit}`,
    )

  it('is asked where either makes sense, and either can be had', async () => {
    const { reading, sweeps } = await read(text(''))
    expect(sweeps[0].samples[0]).toBeCloseTo(v[0], 3)
    const doubt = reading.doubts.find((d) => d.about === 'decimal')!
    expect(doubt.text).toMatch(/^“-6\d,\d{3}” may be −6\d\.\d+ or, if commas separate thousands, −6\d{4}/)
    const large = await again(text(''), doubt.answers![1].choice)
    expect(large.sweeps[0].samples[0]).toBeCloseTo(1000 * v[0], 0)
    expect(large.reading).toMatchObject({ decimal: '.', voltageUnit: 'uV', doubts: [] })
    expect((await again(text(''), doubt.answers![0].choice)).reading.doubts).toEqual([])
  })

  it('is settled by the unit', async () => {
    expect((await read(text(' [mV]'))).reading.doubts.map((d) => d.about)).not.toContain('decimal')
  })

  it.each([
    ['1,234.5', (x: number) => x.toLocaleString('en-US', { minimumFractionDigits: 1 }), ','],
    [
      '1’234.5',
      (x: number) => x.toLocaleString('en-US', { minimumFractionDigits: 1 }).replaceAll(',', '’'),
      ',',
    ],
    ['1 234,5', (x: number) => x.toLocaleString('fr-FR', { minimumFractionDigits: 1 }), ';'],
    ['1.234,5', (x: number) => x.toLocaleString('de-DE', { minimumFractionDigits: 1 }), ';'],
  ])('thousands as in %s are read', async (_, number, separator) => {
    const rows = v.map((x, i) => `"${number(990 + i / 10)}"${separator}"${number(Math.round(x * 1e4) / 10)}"`)
    const { sweeps, start, samplingInterval, reading } = await read(table(rows, `time_ms${separator}Vm (µV)`))
    expect([start, reading.voltageUnit, reading.doubts]).toEqual([990, 'uV', []])
    expect(samplingInterval).toBeCloseTo(0.1, 9)
    expect(sweeps[0].samples[40]).toBeCloseTo(1000 * v[40], 0)
  })
})

describe('a choice made for another file', () => {
  it('is taken over where the columns have names', async () => {
    const { reading } = await read(table(v.map((x, i) => `${i / 10},${x}`)))
    expect(takeOver(reading, { voltageUnit: 'uV', rate: 3 })).toEqual({ voltageUnit: 'uV', rate: 3 })
  })

  it('answers only questions where they have none', async () => {
    const { reading } = await read(v.join('\n'))
    expect(takeOver(reading, { voltageUnit: 'uV', rate: 20_000 })).toEqual({ rate: 20_000 })
  })
})
