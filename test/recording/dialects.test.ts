import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lines, membrane, read, table } from './files.ts'

const n = 300
const expected = membrane(n)

describe('separators, decimal marks and encodings', () => {
  it.each([
    ['commas', lines(n).join('\n'), ',', '.'],
    ['commas and blanks', lines(n, ', ').join('\n'), ',', '.'],
    ['semicolons', lines(n, ';').join('\n'), ';', '.'],
    ['tabs', lines(n, '\t').join('\n'), '\t', '.'],
    ['spaces', lines(n, ' ').join('\n'), ' ', '.'],
    [
      'runs of spaces, indented',
      lines(n, '    ')
        .map((l) => `   ${l}  `)
        .join('\n'),
      ' ',
      '.',
    ],
    ['semicolons and decimal commas', lines(n, ';').join('\n').replaceAll('.', ','), ';', ','],
    ['tabs and decimal commas', lines(n, '\t').join('\n').replaceAll('.', ','), '\t', ','],
    ['spaces and decimal commas', lines(n, '  ').join('\n').replaceAll('.', ','), ' ', ','],
    [
      'trailing commas',
      lines(n)
        .map((l) => `${l},`)
        .join('\n'),
      ',',
      '.',
    ],
    [
      'quoted cells',
      lines(n, '","')
        .map((l) => `"${l}"`)
        .join('\n'),
      ',',
      '.',
    ],
    [
      'quoted decimal commas',
      lines(n, '"|"')
        .map((l) => `"${l}"`)
        .join('\n')
        .replaceAll('.', ',')
        .replaceAll('|', ','),
      ',',
      ',',
    ],
    ['Windows line ends', lines(n).join('\r\n'), ',', '.'],
    ['old Macintosh line ends', lines(n).join('\r'), ',', '.'],
    ['true minus signs', lines(n).join('\n').replaceAll('-', '\u2212'), ',', '.'],
    ['blank and comment lines between', lines(n).join('\n\n# a note\n'), ',', '.'],
  ])('%s', async (_, text, delimiter, decimal) => {
    const { reading, points, sweeps, samplingInterval, start } = await read(text)
    expect(reading).toMatchObject({ delimiter, decimal, timeUnit: 'ms', voltageUnit: 'mV' })
    expect(points).toBe(n)
    expect(samplingInterval).toBeCloseTo(0.1, 12)
    expect(start).toBe(0)
    expect(Array.from(sweeps[0].samples)).toEqual(expected)
  })

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table(lines(n))}`)],
    ['UTF-16 little-endian with a mark', Buffer.from(`\ufeff${table(lines(n))}`, 'utf16le')],
    ['UTF-16 big-endian with a mark', Buffer.from(`\ufeff${table(lines(n))}`, 'utf16le').swap16()],
    ['UTF-16 little-endian without one', Buffer.from(table(lines(n)), 'utf16le')],
    ['UTF-16 big-endian without one', Buffer.from(table(lines(n)), 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    const { reading, sweeps } = await read(bytes)
    expect(reading.columns.map((c) => c.name)).toEqual(['time_ms', 'voltage_mV'])
    expect(Array.from(sweeps[0].samples)).toEqual(expected)
  })

  it('reads the µ of Windows programs', async () => {
    const text = table(
      lines(n).map((l) => `${l}e3`),
      'time (ms),Vm (\xb5V)',
    )
    const { reading } = await read(Buffer.from(text, 'latin1'))
    expect(reading.columns[1]).toEqual({ name: 'Vm (µV)', role: 'voltage', unit: 'uV' })
  })

  it('reads exponents, plus signs and Fortran’s D', async () => {
    const rows = expected.map(
      (v, i) => `${(i * 1e-4).toExponential()},+${(v + 100).toExponential().replace('e', 'D')}`,
    )
    const { sweeps } = await read(table(rows, 'time_s,Vm_mV'))
    sweeps[0].samples.forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i] + 100, 9)
    })
  })
})

describe('what stands above the numbers', () => {
  it.each([
    ['nothing', '', 0, null],
    ['a header', 'time_ms,voltage_mV\n', 1, ['time_ms', 'voltage_mV']],
    [
      'comments and a header',
      '# cell 7\n% 2024-05-01, 3 pm\ntime_ms,voltage_mV\n',
      3,
      ['time_ms', 'voltage_mV'],
    ],
    ['a commented header', '# time_ms,voltage_mV\n', 1, ['time_ms', 'voltage_mV']],
    [
      'words, blank lines, a quoted header',
      'Cell 7\n\nRate,20000\n"Time, in (ms)","Vm (mV)"\n',
      4,
      ['Time, in (ms)', 'Vm (mV)'],
    ],
    ['names above units', 'time,voltage\nms,mV\n', 2, ['time (ms)', 'voltage (mV)']],
    ['names above units in brackets', 'time,voltage\n[ms],[mV]\n', 2, ['time (ms)', 'voltage (mV)']],
  ])('%s', async (_, head, headerLines, names) => {
    const { reading, points } = await read(head + lines(n).join('\n'))
    expect(reading.headerLines).toBe(headerLines)
    expect(reading.columns.map((c) => c.name)).toEqual(names ?? ['column 1', 'column 2'])
    expect(reading.columns.map((c) => c.role)).toEqual(['time', 'voltage'])
    expect(points).toBe(n)
  })

  it('reads names with spaces where spaces separate', async () => {
    const { reading } = await read(`Time (ms)   Vm (mV)\n${lines(n, '   ').join('\n')}`)
    expect(reading.columns).toEqual([
      { name: 'Time(ms)', role: 'time', unit: 'ms' },
      { name: 'Vm(mV)', role: 'voltage', unit: 'mV' },
    ])
  })

  it('reads numbers as names of sweeps', async () => {
    const rows = expected.map((v, i) => `${i / 10},${v},${v + 1}`)
    const { sweeps } = await read(table(rows, 'time,1,2'))
    expect(sweeps.map((s) => s.name)).toEqual(['1', '2'])
    expect(sweeps[1].samples.length).toBe(n)
  })

  it('reads tables of R, whose rows begin with their number', async () => {
    const rows = expected.map((v, i) => `"${i + 1}" ${i / 10} ${v}`)
    const { reading, sweeps } = await read(`"time_ms" "Vm_mV"\n${rows.join('\n')}`)
    expect(reading.columns.map((c) => c.role)).toEqual(['other', 'time', 'voltage'])
    expect(Array.from(sweeps[0].samples)).toEqual(expected)
  })

  it('reads Axon text files', async () => {
    const head = 'ATF\t1.0\n2\t3\n"AcquisitionMode=Episodic"\n"Comment= 5"\n'
    const names = '"Time (ms)"\t"Trace #1 (mV)"\t"Trace #2 (pA)"\n'
    const rows = expected.map((v, i) => `${i / 10}\t${v}\t0`)
    const { reading, sweeps } = await read(`${head}${names}${rows.join('\n')}`)
    expect(reading.headerLines).toBe(5)
    expect(reading.columns.map((c) => c.role)).toEqual(['time', 'voltage', 'stimulus'])
    expect(Array.from(sweeps[0].samples)).toEqual(expected)
  })
})

describe('a round trip', () => {
  const dialect = fc.record({
    separator: fc.constantFrom(',', ';', '\t', ' ', '   '),
    decimal: fc.constantFrom('.', ','),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    header: fc.constantFrom(true, false),
    preamble: fc.constantFrom('', '# made up\n', '% one\n% two\n'),
    encoding: fc.constantFrom('utf8', 'utf16le') as fc.Arbitrary<BufferEncoding>,
    last: fc.boolean(),
  })
  const trace = fc.array(fc.double({ min: -120, max: 60, noNaN: true }), { minLength: 16, maxLength: 60 })

  it('gives the same numbers through each dialect', async () => {
    await fc.assert(
      fc.asyncProperty(dialect, fc.array(trace, { minLength: 1, maxLength: 3 }), async (d, traces) => {
        // A comma can't be both.
        const decimal = d.separator === ',' ? '.' : d.decimal
        const points = Math.min(...traces.map((t) => t.length))
        // Varies, and is surely mV.
        const sweeps = traces.map((t) => t.slice(0, points).map((v, i) => (i === 0 ? -70 : i === 1 ? 30 : v)))
        const number = (x: number): string => String(x).replace('.', decimal)
        const rows = Array.from({ length: points }, (_, i) =>
          [i * 0.25, ...sweeps.map((s) => s[i])].map(number).join(d.separator),
        )
        const names = ['time_ms', ...sweeps.map((_, k) => `sweep${k}_mV`)].join(d.separator)
        const text = d.preamble + [...(d.header ? [names] : []), ...rows].join('\n') + (d.last ? '\n' : '')
        const bytes = Buffer.from(
          (d.encoding === 'utf16le' ? '\ufeff' : '') + text.replaceAll('\n', d.end),
          d.encoding,
        )
        const result = await read(bytes)
        expect(result.samplingInterval).toBeCloseTo(0.25, 9)
        expect(result.sweeps.map((s) => Array.from(s.samples))).toEqual(
          sweeps.map((s) => s.map((v) => v + 0)),
        )
      }),
      { numRuns: 150, seed: 3 },
    )
  })
})
