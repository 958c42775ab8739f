import { describe, expect, it } from 'vitest'
import type { ReadingChoice } from '../../src-main/contract/recordings.ts'
import { type RecordingData, readRecording } from '../../src-main/recording/index.ts'
import { monotoneCubic } from '../../src-main/recording/meaning/resample.ts'
import { failure, lines, membrane, read, table, write } from './files.ts'

const v = membrane(300)
const again = (text: string, choice: ReadingChoice): Promise<RecordingData> =>
  readRecording(write(text), 'cell.csv', undefined, choice)
const codes = ({ reading }: RecordingData): string[] => reading.doubts.map(({ code }) => code)
const rows = (row: (x: number, i: number) => (number | string)[], separator = '\t'): string =>
  v.map((x, i) => row(x, i).join(separator)).join('\n')
const bare = ({ sweeps }: RecordingData): number[] => Array.from(sweeps[0].samples)

describe('times', () => {
  it.each([
    ['Time (min)', 60_000],
    ['t [h]', 3_600_000],
    ['time_ns', 1e-6],
  ])('in %s', async (header, milliseconds) => {
    const text = table(
      v.map((x, i) => `${((i * 0.05) / milliseconds).toPrecision(10)},${x}`),
      `${header},Vm (mV)`,
    )
    const recording = await read(text)
    expect(recording.samplingInterval / 0.05).toBeCloseTo(1, 5)
    expect([codes(recording), recording.reading.columns[0].role]).toEqual([[], 'time'])
  })

  it('of six significant digits are even, and said to be coarse', async () => {
    const text = membrane(60_000)
      .map((x, i) => `${Number((i * 0.025).toPrecision(6))} ${x}`)
      .join('\n')
    const recording = await read(text)
    expect([recording.points, recording.samplingInterval]).toEqual([60_000, 0.025])
    expect(codes(recording)).toEqual(['TIMES_COARSE'])
  })

  it('that one repeats are not taken for coarse ones', async () => {
    const text = table(v.map((x, i) => `${(0.05 * (i > 100 && i < 104 ? 100 : i)).toFixed(2)},${x}`))
    expect((await failure(text)).code).toBe('TIME_DECREASES')
  })
})

describe('a variable time step', () => {
  const t = v.map((_, i) => Number((i * 0.1 + 0.04 * Math.sin(2.1 * i)).toFixed(6)))
  const smooth = t.map((x) => -65 + 10 * Math.sin(x / 3))
  const text = smooth.map((x, i) => `${t[i]} ${x.toFixed(6)}`).join('\n')

  it.each([
    ['without header', text],
    ['with one', `time_ms v_mV\n${text}`],
  ])('%s: refused as time in millivolts, resampled on request', async (_, file) => {
    const error = await failure(file)
    expect([error.code, error.message]).toEqual([
      'TIME_UNEVEN',
      expect.stringMatching(/Column 1 is the time\. Choose interpolation .*--resample/),
    ])
    const recording = await again(file, { resample: true })
    expect(codes(recording)).toContain('RESAMPLED')
    expect(recording.reading.columns.map(({ role }) => role)).toEqual(['time', 'voltage'])
    const { samplingInterval, start, sweeps, places } = recording
    expect([samplingInterval, places]).toEqual([0.05, undefined])
    // Cubics over steps of 0.18 at most: within the fourth power of the step, but flat at the extremes.
    sweeps[0].samples.forEach((x, i) => {
      expect(Math.abs(x + 65 - 10 * Math.sin((start + i * samplingInterval) / 3))).toBeLessThan(0.01)
    })
  })

  it('is as before in model units', async () => {
    const { places, reading } = await read(
      table(
        smooth.map((x, i) => `${t[i]},${(x + 65) / 8}`),
        't_ms,u',
      ),
    )
    expect([places?.length, reading.voltageUnit, reading.doubts]).toEqual([300, 'none', []])
  })

  it('interpolates as SciPy’s PchipInterpolator', () => {
    // SciPy 1.17.1: PchipInterpolator([0, 1, 1.5, 4, 5], [0, 2, 2.1, -1, -1])([1.2, 2.5, 4.5]); inner slopes are alike, at the ends they differ.
    const at = Float64Array.from([1.2, 2.5, 4.5])
    const got = monotoneCubic(
      Float64Array.from([0, 1, 1.5, 4, 5]),
      Float64Array.from([0, 2, 2.1, -1, -1]),
      at,
    )
    const error = [2.0592, 1.0088, -1].map((expected, i) => Math.abs(got[i] - expected))
    expect(Math.max(...error)).toBeLessThan(1e-12)
  })

  it('puts nothing beside a missing value', () => {
    const y = Float64Array.from([0, 1, Number.NaN, 3, 4])
    const got = monotoneCubic(Float64Array.from([0, 1, 2, 3, 4]), y, Float64Array.from([0.5, 1.5, 2.5, 3.5]))
    expect(Array.from(got)).toEqual([0.5, Number.NaN, Number.NaN, 3.5])
  })
})

describe('marks of samples without a value', () => {
  it.each(['-9999', '1e30', 'OVER', '99999.99', '****'])('%s', async (mark) => {
    const list = lines(300)
    for (const i of [120, 121, 122]) list[i] = `${(i / 10).toFixed(1)},${mark}`
    const recording = await read(table(list))
    expect(codes(recording)).toEqual(['SAMPLES_MARKED'])
    expect(recording.reading.doubts[0].text).toMatch(/^3 samples of column 2 .*first in line 122/)
    expect(bare(recording)).toEqual(v.map((x, i) => (i > 119 && i < 123 ? Number.NaN : x)))
  })

  it('are none where other samples are as large', async () => {
    const recording = await read(
      table(
        v.map((x, i) => `${i / 10},${i === 7 ? -9999 : 1000 * x}`),
        't_ms,V_uV',
      ),
    )
    expect([recording.sweeps[0].samples[7], codes(recording)]).toEqual([-9999, ['ARTEFACTS']])
  })
})

describe('the end of a file', () => {
  const fixed = v.map((x, i) => `${(i / 20).toFixed(2)},${x.toFixed(3)}`)
  const whole = table(fixed)

  it.each([
    ['within its last number', `${table(fixed.slice(0, -1))}14.95,-6`],
    ['in its last digits', `${table(fixed.slice(0, -1))}14.95,-65.1`],
    ['within the time', `${table(fixed.slice(0, -1))}14.9`],
    ['behind a minus sign', `${table(fixed.slice(0, -1))}14.95,-`],
  ])('cut off %s: the last row is no data', async (_, text) => {
    const recording = await read(text)
    expect([recording.points, codes(recording)]).toEqual([299, ['LAST_ROW_CUT']])
  })

  it.each([
    ['nothing', whole.trimEnd(), []],
    ['Ctrl-Z', `${whole}\u001a`, []],
    ['zeros', `${whole}${'\0'.repeat(70_000)}`, ['BELOW_TABLE']],
    ['a summary', `${whole}Mean,-60.123\nSD,12.3\n`, ['BELOW_TABLE']],
  ])('%s behind the rows', async (_, text, expected) => {
    const recording = await read(text)
    expect([recording.points, codes(recording)]).toEqual([300, expected])
  })

  it('damaged rows between rows are told as before', async () => {
    const list = [...fixed.slice(0, 100), 'Mean,-60', ...fixed.slice(100)]
    expect((await failure(table(list))).message).toMatch(/Line 102, column 1 \(time_ms\): found “Mean”/)
  })
})

describe('heads', () => {
  it.each([480, 520, 3000])('of %i lines', async (n) => {
    const head = Array.from({ length: n }, (_, k) => `Amplifier setting ${k}: value ${k % 7}`).join('\n')
    const recording = await read(`${head}\ntime_ms\tVm_mV\n${rows((x, i) => [(i / 20).toFixed(2), x])}\n`)
    expect([recording.points, recording.samplingInterval]).toEqual([300, 0.05])
    expect([recording.sweeps[0].name, codes(recording), bare(recording)]).toEqual(['Vm_mV', [], v])
  })

  it('whose names stand above units and more', async () => {
    const stamps = (i: number): string => `"2026-03-04 10:11:12.${String(50 * i).padStart(6, '0')}"`
    const recording = await read(
      `"TOA5","7011","logger"\n"TIMESTAMP","RECORD","Vm"\n"TS","RN","mV"\n"","","Smp"\n${rows((x, i) => [stamps(i), i, x], ',')}\n`,
    )
    expect(recording.samplingInterval).toBeCloseTo(0.05, 6)
    expect(recording.reading.columns.map(({ role }) => role)).toEqual(['time', 'other', 'voltage'])
    expect([recording.sweeps[0].name, codes(recording)]).toEqual(['Vm (mV)', []])
  })

  it('of Axon text take the names of signals where units do not tell them apart', async () => {
    const head = (signals: string, traces: string): string =>
      `ATF\t1.0\n2\t3\n"AcquisitionMode=Gap Free"\n"Signals="\t${signals}\n"Time (s)"\t${traces}\n`
    const two = `${head('"V_Cmd"\t"Vm_prim"', '"Trace #1 (mV)"\t"Trace #1 (mV)"')}${rows((x, i) => [i / 1e4, i > 100 ? -40 : -70, x])}`
    const { sweeps, stimuli } = await read(two)
    expect([sweeps.map((s) => s.name), stimuli.map((s) => s.name)]).toEqual([
      ['Vm_prim (mV)'],
      ['V_Cmd (mV)'],
    ])
    const au = `${head('"Scaled V"\t"Odour"', '"Trace #1 (mV)"\t"Trace #1 (Au)"')}${rows((x, i) => [i / 1e4, x, Math.sin(i)])}`
    const odour = await read(au)
    expect(odour.sweeps.map((s) => s.name)).toEqual(['Scaled V (mV)'])
    expect(odour.stimuli).toMatchObject([{ name: 'Odour (Au)', unit: 'a.u.' }])
  })
})

describe('programs', () => {
  const labChart = (unit: string, comment: string): string =>
    `Interval=\t1.0E-4 s\nChannelTitle=\tVm\tStim\nRange=\t0.2 V\t10.000 V\nUnitName=\t${unit}\t*\n${rows((x, i) => [(i / 1e4).toFixed(4), unit === '*' ? (x / 1000).toFixed(7) : x, `0.000${i === 70 ? comment : ''}`])}\n`

  it('LabChart: comments behind rows, and units from Range', async () => {
    const recording = await read(labChart('mV', '\t#* current on'))
    expect([recording.points, codes(recording), bare(recording)]).toEqual([300, [], v])
    expect(recording.reading.evidence).toContainEqual({
      conclusion: 'A comment: “current on”',
      because: 'line 75',
    })
    const volts = await read(labChart('*', ''))
    expect([volts.reading.voltageUnit, volts.stimuli[0].unit, codes(volts)]).toEqual(['V', 'V', []])
  })

  it('NEURON: a label and a count above a vector', async () => {
    const one = await read(`label:soma.v(0.5)\n300\n${rows((x, i) => [i / 40, x])}\n`)
    expect([one.sweeps[0].name, one.samplingInterval, bare(one)]).toEqual(['soma.v(0.5)', 0.025, v])
    expect((await read(`label:soma.v(0.5)\n300\n${v.join('\n')}\n`)).points).toBe(300)
  })

  it.each([
    ['one neuron', [1]],
    ['several that take turns', [1, 2, 3]],
  ])('NEST: %s', async (_, senders) => {
    const body = v.flatMap((x, i) =>
      senders.map((s) => `${s}\t${((i + 1) / 10).toFixed(3)}\t${(x + s).toFixed(4)}`),
    )
    const recording = await read(`# NEST version: 3.6\n# sender\ttime_ms\tV_m\n${body.join('\n')}\n`)
    expect([recording.points, recording.sweeps.length, codes(recording)]).toEqual([300, senders.length, []])
    expect(recording.samplingInterval).toBeCloseTo(0.1, 9)
    const off = recording.sweeps.map(({ samples }, k) => Math.abs(samples[50] - v[50] - senders[k]))
    expect(Math.max(...off)).toBeLessThan(1e-3)
  })

  it('Igor: a comma behind x', async () => {
    const wave = (k: number): string =>
      `WAVES\tcell_${k}\nBEGIN\n${v.map((x) => x / 1000).join('\n')}\nEND\nX SetScale/P x, 0.0,  5.0E-05,"s", cell_${k}\n`
    const recording = await read(`IGOR\n${wave(1)}${wave(2)}`)
    expect([recording.sweeps.length, recording.samplingInterval, codes(recording)]).toEqual([2, 0.05, []])
  })
})

describe('a trace in each row', () => {
  const text = `time_ms,${v.map((_, i) => i / 10).join(',')}\nVm_mV,${v.join(',')}\n`

  it('is refused, and turned on request', async () => {
    const error = await failure(text)
    expect([error.code, error.message]).toEqual(['NO_TIME_COLUMN', expect.stringMatching(/--transposed/)])
    const recording = await again(text, { transposed: true })
    expect([recording.sweeps[0].name, codes(recording), bare(recording)]).toEqual(['Vm_mV', [], v])
    expect(recording.samplingInterval).toBeCloseTo(0.1, 12)
  })

  it('of more than a million characters', async () => {
    const long = membrane(300_000).map((x) => x.toFixed(4))
    const recording = await again(`${long.join('\t')}\n`, { transposed: true, rate: 20_000 })
    expect([recording.points, recording.sweeps[0].samples[299_999]]).toEqual([300_000, Number(long[299_999])])
  })
})

describe('a short last sweep', () => {
  it('is named and left out', async () => {
    const text = table([...lines(300), ...lines(300), ...lines(7)])
    const recording = await read(text)
    expect([recording.sweeps.length, recording.points, codes(recording)]).toEqual([2, 300, ['SWEEP_CUT']])
    expect(recording.reading.doubts[0].text).toMatch(/from line 602 on, has 7 samples/)
  })
})
