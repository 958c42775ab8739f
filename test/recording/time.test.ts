import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'
import { failure, membrane, read, table, write } from './files.ts'

const v = membrane(300)
const column = (cell: (i: number) => string, header: string, separator = ','): string =>
  table(
    v.map((x, i) => `${cell(i)}${separator}${x}`),
    header,
  )
/** h:mm:ss with a fraction, of seconds since midnight. */
const clock = (seconds: number, digits: number): string => {
  const day = ((seconds % 86_400) + 86_400) % 86_400
  const [h, m] = [Math.floor(day / 3600), Math.floor(day / 60) % 60]
  const s = (day % 60).toFixed(digits).padStart(digits + (digits ? 3 : 2), '0')
  return `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}:${s}`
}

describe('no time column', () => {
  it.each([
    ['one column of numbers', v.join('\n')],
    ['one named column', table(v.map(String), 'Vm (mV)')],
    [
      'two sweeps',
      table(
        v.map((x) => `${x},${x - 1}`),
        'a_mV,b_mV',
      ),
    ],
    [
      'a count of rows',
      table(
        v.map((x, i) => `${i + 1},${x}`),
        'sample,Vm (mV)',
      ),
    ],
    ['a count of rows without a name', v.map((x, i) => `${i},${x}`).join('\n')],
  ])('%s: asks, and opens at 10 kHz', async (_, text) => {
    const { reading, samplingInterval, start, points, sweeps } = await read(text)
    expect(samplingInterval).toBeCloseTo(0.1, 12)
    expect([start, points, reading.rate]).toEqual([0, 300, 10_000])
    expect(Array.from(sweeps[0].samples)).toEqual(v)
    expect(reading.doubts).toEqual([
      expect.objectContaining({ about: 'rate', text: expect.stringMatching(/What is the sampling rate\?$/) }),
    ])
    expect(reading.evidence.map((e) => e.because).join()).toMatch(/assumed: no column gives the time/)
  })

  it('takes the rate that a person gives', async () => {
    const path = write(v.join('\n'))
    const { reading, samplingInterval } = await readRecording(path, 'cell.csv', undefined, { rate: 25_000 })
    expect(samplingInterval).toBeCloseTo(0.04, 12)
    expect(reading.doubts).toEqual([])
    expect(reading.choice).toEqual({ rate: 25_000 })
    expect(reading.evidence).toContainEqual({
      conclusion: 'Time: samples at even intervals; 25 kHz',
      because: 'set by hand',
    })
  })

  it.each([
    ['# Sampling rate: 20 kHz', 20],
    ['# fs = 20000', 20],
    ['dt=0.05 ms', 20],
    ['Sampling Interval (us): 50', 20],
    ['sampling_rate_hz,20000', 20],
    ['Abtastintervall: 0,05 ms', 20],
    ['Sampled at 20 kHz\nBessel filter: 5 kHz', 20],
    ['"Sample period";"0.05 ms"', 20],
  ])('takes the rate from “%s”', async (line, kHz) => {
    const { reading, samplingInterval } = await read(`${line}\n${table(v.map(String), 'Vm (mV)')}`)
    expect(1 / samplingInterval).toBeCloseTo(kHz, 9)
    expect(reading.doubts).toEqual([])
  })

  it.each([
    'Filter frequency: 5 kHz',
    'Interstimulus interval: 20 ms',
    'samples: 20000',
    'Stimulus rate: 50 Hz',
  ])('takes no rate from “%s”', async (line) => {
    expect((await read(`${line}\n${table(v.map(String), 'Vm (mV)')}`)).reading.rate).toBe(10_000)
  })

  it('asks whether a time that counts 0, 1, 2 … is one, and takes the other answer', async () => {
    const text = column(String, 'time,Vm_mV')
    const { reading, samplingInterval } = await read(text)
    expect(samplingInterval).toBe(1)
    expect(reading.doubts[0]).toMatchObject({
      about: 'rate',
      text: expect.stringMatching(/may be sample numbers/),
    })
    const path = write(text)
    const counted = await readRecording(path, 'cell.csv', undefined, { rate: 20_000 })
    expect(counted.samplingInterval).toBeCloseTo(0.05, 12)
    expect(counted.reading.columns[0].role).toBe('other')
    const timed = await readRecording(path, 'cell.csv', undefined, { timeUnit: 'ms' })
    expect(timed.samplingInterval).toBe(1)
    expect(timed.reading.doubts.map((d) => d.about)).not.toContain('rate')
    expect((await read(`Rate: 20 kHz\n${text}`)).samplingInterval).toBeCloseTo(0.05, 12)
  })

  it('offers the count of rows as milliseconds', async () => {
    const path = write(v.map((x, i) => `${i},${x}`).join('\n'))
    const { reading } = await readRecording(path, 'cell.csv')
    const [answer] = reading.doubts[0].answers!
    expect(answer).toMatchObject({ label: 'It is the time in ms', because: 'that would be 1 kHz' })
    const again = await readRecording(path, 'cell.csv', undefined, answer.choice)
    expect(again.samplingInterval).toBe(1)
    expect(again.reading.columns.map((c) => c.role)).toEqual(['time', 'voltage'])
  })
})

describe('times of day', () => {
  it.each([
    ['12:34:56.7890', column((i) => clock(45_296.789 + i * 1e-4, 4), 'time,Vm_mV')],
    ['past midnight', column((i) => clock(-0.01 + i * 1e-4, 4), 'Time of day,Vm_mV')],
    ['a decimal comma', column((i) => clock(100 + i * 1e-4, 4), 'Zeit;Vm_mV', ';').replaceAll('.', ',')],
    ['date and time', column((i) => `2024-05-01T${clock(100 + i * 1e-4, 4)}Z`, 'time,Vm_mV')],
    [
      'date and time past midnight',
      column((i) => `2024-05-${i < 100 ? '01' : '02'} ${clock(-0.01 + i * 1e-4, 4)}`, 'time,Vm_mV'),
    ],
    [
      'day first',
      column((i) => `${i < 100 ? '31.05' : '01.06'}.2024 ${clock(-0.01 + i * 1e-4, 4)}`, 'time,Vm_mV'),
    ],
    ['a column of dates before it', column((i) => `2024-05-01 ${clock(i * 1e-4, 4)}`, 'date time Vm', ' ')],
    ['minutes and seconds', column((i) => clock(100 + i * 1e-4, 4).slice(3), 'time,Vm_mV')],
    ['afternoon', column((i) => `${clock(100 + i * 1e-4, 4).replace('00:', '12:')} AM`, 'time,Vm_mV')],
    ['no header', column((i) => clock(100 + i * 1e-4, 4), '# cell 7')],
  ])('%s', async (_, text) => {
    const { reading, samplingInterval, start, points } = await read(text)
    expect(samplingInterval).toBeCloseTo(0.1, 5)
    expect([start, points]).toEqual([0, 300])
    expect(reading.doubts).toEqual([])
    expect(reading.evidence.find((e) => e.conclusion.startsWith('Time: '))?.because).toMatch(
      /^times of day from/,
    )
  })

  it('says when the first sample was taken', async () => {
    const { reading } = await read(column((i) => clock(45_296.789 + i * 1e-4, 4), 'time,Vm_mV'))
    expect(reading.evidence).toContainEqual({
      conclusion: 'Time: column 1, in seconds; 10 kHz',
      because: 'times of day from 12:34:56.789 to 12:34:56.819; the first is 0 here',
    })
  })

  it('written in milliseconds, at 10 kHz', async () => {
    const rows = membrane(3000).map((x, i) => `${clock(100 + Math.floor(i / 10) / 1000, 3)},${x}`)
    const { samplingInterval, reading } = await read(table(rows, 'time,Vm_mV'))
    expect(samplingInterval).toBeCloseTo(0.1, 3)
    expect(reading.doubts).toEqual([
      expect.objectContaining({ about: 'columns', text: expect.stringMatching(/too coarse/) }),
    ])
  })

  it('in whole seconds, too coarse to tell the rate: asks', async () => {
    const text = column((i) => clock(100 + Math.floor(i / 100), 0), 'time,Vm_mV')
    const { reading } = await read(text)
    expect(reading.doubts[0].text).toMatch(
      /too few digits for the sampling rate: about 1\d\d(\.\d+)? Hz, give or take \d+ %\. What is/,
    )
    const said = await readRecording(write(text), 'cell.csv', undefined, { rate: 100 })
    expect(said.samplingInterval).toBe(10)
    expect(said.reading.doubts).toEqual([])
  })
})

describe('missing rows', () => {
  const times = (keep: (i: number) => boolean): string =>
    table(v.flatMap((x, i) => (keep(i) ? [`${(i / 10).toFixed(1)},${x}`] : [])))

  it('are missing samples, and said so', async () => {
    const { points, samplingInterval, sweeps, reading } = await read(times((i) => ![50, 51, 120].includes(i)))
    expect(points).toBe(300)
    expect(samplingInterval).toBeCloseTo(0.1, 12)
    expect(Array.from(sweeps[0].samples)).toEqual(
      v.map((x, i) => ([50, 51, 120].includes(i) ? Number.NaN : x)),
    )
    expect(reading.evidence).toContainEqual({
      conclusion: '3 samples are missing',
      because: 'time jumps by whole steps, first at line 52',
    })
    expect(reading.doubts).toEqual([])
  })

  it('may be many, not most', async () => {
    expect((await read(times((i) => i < 100 || i >= 190))).points).toBe(300)
    expect((await failure(times((i) => i < 60 || i >= 240))).code).toBe('TIME_GAP')
  })
})
