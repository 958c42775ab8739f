import { describe, expect, it } from 'vitest'
import type { Recording } from '../../src-main/contract/recordings.ts'
import { withUnits } from '../../src-main/recording/index.ts'
import { membrane, read, table } from './files.ts'

/** A table with sampling interval and voltage scaled to other units. */
function scaled(interval: number, gain: number, header: string): string {
  return table(
    membrane(300).map(
      (v, i) => `${Number((i * interval).toPrecision(10))},${Number((v * gain).toPrecision(8))}`,
    ),
    header,
  )
}

describe('units by the header', () => {
  it.each([
    ['time_ms,voltage_mV', 0.1, 1, 'ms', 'mV'],
    ['time_s,Vm_V', 1e-4, 1e-3, 's', 'V'],
    ['Time (s),Vm (mV)', 1e-4, 1, 's', 'mV'],
    ['t [ms],Vm [mV]', 0.1, 1, 'ms', 'mV'],
    ['t/ms,V/mV', 0.1, 1, 'ms', 'mV'],
    ['time (us),V (uV)', 100, 1000, 'us', 'uV'],
    ['t (µs),V (µV)', 100, 1000, 'us', 'uV'],
    ['ms,mV', 0.1, 1, 'ms', 'mV'],
    ['seconds,membrane potential (millivolts)', 1e-4, 1, 's', 'mV'],
    ['timeMs,VmV', 0.1, 1, 'ms', 'mV'],
    ['Zeit [s],Spannung [mV]', 1e-4, 1, 's', 'mV'],
  ])('%s', async (header, interval, gain, timeUnit, voltageUnit) => {
    const { reading, samplingInterval } = await read(scaled(interval, gain, header))
    expect(reading).toMatchObject({ timeUnit, voltageUnit, doubts: [] })
    expect(samplingInterval).toBeCloseTo(0.1, 9)
    expect(reading.columns.map((c) => c.role)).toEqual(['time', 'voltage'])
  })
})

describe('units by the values', () => {
  it.each([
    ['s and V', 1e-4, 1e-3, 's', 'V'],
    ['s and mV', 5e-5, 1, 's', 'mV'],
    ['ms and mV', 0.05, 1, 'ms', 'mV'],
    ['µs and µV', 50, 1000, 'us', 'uV'],
    ['ms and model units', 0.2, 0.04, 'ms', 'none'],
  ])('%s', async (_, interval, gain, timeUnit, voltageUnit) => {
    const { reading } = await read(scaled(interval, gain, 't,v'))
    expect(reading).toMatchObject({ timeUnit, voltageUnit, doubts: [] })
  })

  it('says what speaks for them', async () => {
    const { reading } = await read(scaled(5e-5, 1, 'time_s,Vm'))
    expect(reading.evidence).toContainEqual({
      conclusion: 'Time: column 1, in seconds; 20 kHz',
      because: 'header “time_s”; steps of 0.00005',
    })
    expect(reading.evidence.map((e) => e.conclusion)).toContain('Voltage: column 2, in millivolts')
  })

  it('doubts what fits none', async () => {
    const slow = await read(scaled(2, 1, 't,Vm_mV'))
    expect(slow.reading.doubts.map((d) => d.about)).toEqual(['timeUnit'])
    const counted = await read(scaled(1, 1, 't,Vm_mV'))
    expect(counted.reading.doubts[0].text).toMatch(/may be sample numbers/)
    const small = await read(scaled(0.1, 0.15, 'time_ms,v'))
    expect(small.reading.doubts.map((d) => d.about)).toEqual(['voltageUnit'])
  })

  it('overrules a header that cannot be, and says so', async () => {
    const { reading } = await read(scaled(0.1, 1000, 'time_ms,voltage_mV'))
    expect(reading.voltageUnit).toBe('uV')
    expect(reading.doubts).toEqual([
      {
        code: 'VOLTAGE_UNIT_CONTRADICTED',
        about: 'voltageUnit',
        text: expect.stringMatching(/According to the file.* mV, which is impossible.*read as microvolts/),
        answers: [{ label: 'In microvolts', because: expect.any(String), choice: { voltageUnit: 'uV' } }],
      },
    ])
  })

  it('keeps a header’s unit of time, and doubts it', async () => {
    const { reading } = await read(scaled(5e-5, 1, 'time_ms,voltage_mV'))
    expect(reading.timeUnit).toBe('ms')
    expect(reading.doubts[0].text).toMatch(/20 MHz/)
    const readings = reading.doubts[0].answers?.map(({ label, choice }) => [label, choice.timeUnit])
    expect(readings).toEqual([
      ['In milliseconds', 'ms'],
      ['In seconds', 's'],
    ])
  })
})

describe('columns', () => {
  const v = membrane(300)
  const rows = (...columns: ((i: number) => number | string)[]): string[] =>
    v.map((_, i) => [i / 10, ...columns.map((c) => c(i))].join(','))

  it('takes each voltage for a sweep, in the first one’s unit', async () => {
    const text = table(
      rows(
        (i) => v[i],
        (i) => v[i] / 1000,
      ),
      'time_ms,a_mV,b_V',
    )
    const { sweeps, reading } = await read(text)
    expect(sweeps.map((s) => s.name)).toEqual(['a_mV', 'b_V'])
    sweeps[1].samples.forEach((x, i) => {
      expect(x).toBeCloseTo(v[i], 9)
    })
    expect(reading.evidence.map((e) => e.conclusion)).toContain('Values of column 3 multiplied by 1000')
  })

  it.each([
    ['command_mV', 'mV'],
    ['stimulus_nA', 'nA'],
    ['I (pA)', 'pA'],
    ['TTL', null],
    ['current', null],
    ['led', null],
    ['Strom [nA]', 'nA'],
  ])('keeps %s apart as a stimulus', async (name, unit) => {
    const { sweeps, stimuli, reading } = await read(
      table(
        rows(
          (i) => v[i],
          (i) => i,
        ),
        `time_ms,voltage_mV,${name}`,
      ),
    )
    expect(sweeps.map((s) => s.name)).toEqual(['voltage_mV'])
    expect(stimuli).toEqual([{ name, unit, sweep: null, samples: Float64Array.from(v, (_, i) => i) }])
    expect(reading.columns[2].role).toBe('stimulus')
    expect(reading.evidence.at(-1)?.conclusion).toBe(`Stimulus: column 3, “${name}”`)
    expect(reading.doubts).toEqual([])
  })

  it.each(['temperature (°C)', 'dV/dt (V/s)', 'tag'])('leaves out %s', async (name) => {
    const { sweeps, stimuli, reading } = await read(
      table(
        rows(
          (i) => v[i],
          (i) => i,
        ),
        `time_ms,voltage_mV,${name}`,
      ),
    )
    expect(sweeps.map((s) => s.name)).toEqual(['voltage_mV'])
    expect(stimuli).toEqual([])
    expect(reading.columns[2].role).toBe('other')
    expect(reading.evidence.at(-1)?.conclusion).toBe(`Not used: column 3, “${name}”`)
  })

  it('keeps a column with the levels of a stimulus apart, and asks', async () => {
    const { sweeps, reading } = await read(
      rows(
        (i) => v[i],
        (i) => (i > 100 ? 50 : 0),
      ).join('\n'),
    )
    expect(sweeps.map((s) => s.name)).toEqual(['column 2'])
    expect(reading.doubts[0].text).toMatch(/column 3 look like a stimulus/)
  })

  it('leaves out notes', async () => {
    const { sweeps } = await read(
      table(
        rows(
          (i) => v[i],
          () => 'ok',
        ),
        'time_ms,voltage_mV,remark',
      ),
    )
    expect(sweeps.length).toBe(1)
  })

  it('finds time where it is not first, and an index before it', async () => {
    const text = table(
      v.map((x, i) => `${i},${x},${i / 10}`),
      ',voltage_mV,time_ms',
    )
    const { reading, samplingInterval, sweeps } = await read(text)
    expect(reading.columns.map((c) => c.role)).toEqual(['other', 'voltage', 'time'])
    expect(samplingInterval).toBeCloseTo(0.1, 9)
    expect(sweeps[0].samples[7]).toBe(v[7])
  })

  it('tells sweeps of the same name apart', async () => {
    const { sweeps } = await read(
      table(
        rows(
          (i) => v[i],
          (i) => v[i],
        ),
        'ms,mV,mV',
      ),
    )
    expect(sweeps.map((s) => s.name)).toEqual(['mV', 'mV (column 3)'])
  })

  it('keeps the time of the first sample', async () => {
    const text = table(
      v.map((x, i) => `${(2 + i * 1e-4).toFixed(4)},${x}`),
      'time_s,voltage_mV',
    )
    expect((await read(text)).start).toBeCloseTo(2000, 6)
  })
})

describe('withUnits', () => {
  async function recording(): Promise<Recording> {
    const { sweeps, stimuli: _, ...rest } = await read(scaled(0.1, 1, 'time_ms,voltage_mV'))
    return {
      ...rest,
      id: 'cell',
      name: 'cell.csv',
      importedAt: '2024-05-01T12:00:00Z',
      bytes: 1,
      sweeps: sweeps.map(({ name, samples }) => ({
        name,
        min: Math.min(...samples),
        max: Math.max(...samples),
      })),
      stimuli: [],
    }
  }

  it('rescales the clock and says who said so', async () => {
    const before = await recording()
    const after = withUnits(before, { timeUnit: 'us' })
    expect(after.samplingInterval).toBeCloseTo(1e-4, 12)
    expect(after.reading.timeUnit).toBe('us')
    expect(after.reading.columns[0].unit).toBe('us')
    expect(after.reading.evidence).toContainEqual({
      conclusion: 'Time: column 1, in microseconds; 10 MHz',
      because: 'set by hand',
    })
    expect(after.reading.doubts.map((d) => d.about)).toEqual(['timeUnit'])
    expect(withUnits(after, { timeUnit: 'ms' }).samplingInterval).toBeCloseTo(before.samplingInterval, 12)
    expect(before.reading.timeUnit).toBe('ms')
  })

  it('changes the unit of voltage, and doubts what is odd', async () => {
    const after = withUnits(await recording(), { voltageUnit: 'uV' })
    expect(after.reading.voltageUnit).toBe('uV')
    expect(after.reading.columns[1].unit).toBe('uV')
    expect(after.reading.doubts).toEqual([])
    const model = withUnits(after, { voltageUnit: 'none' })
    expect(model.reading.doubts.map((d) => d.about)).toEqual(['voltageUnit'])
    expect(withUnits(model, { voltageUnit: 'mV' }).reading.doubts).toEqual([])
  })

  it('refuses what cannot be', async () => {
    const before = await recording()
    expect(() => withUnits(before, { voltageUnit: 'V' })).toThrow(
      expect.objectContaining({ code: 'UNITS_IMPLAUSIBLE' }),
    )
    expect(() => withUnits({ ...before, samplingInterval: 1000 }, { timeUnit: 's' })).toThrow(
      /1000000 ms apart/,
    )
  })
})
