import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { failure, lines, membrane, read, table, write } from './files.ts'

/** A good table with some of its rows (from 1, below the header) replaced. */
function damaged(rows: Record<number, string>, n = 200): string {
  const list = lines(n)
  for (const [row, text] of Object.entries(rows)) list[Number(row) - 1] = text
  return table(list)
}

/** A table with the given times, ms. */
function timed(times: number[]): string {
  const v = membrane(times.length)
  return table(times.map((t, i) => `${Number(t.toFixed(6))},${v[i]}`))
}

const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i / 10)

describe('files that are no tables', () => {
  it.each([
    ['empty', '', 'FILE_EMPTY', /is empty \(0 bytes\)/],
    ['blank', ' \n\t\n\r\n  \n', 'FILE_EMPTY', /only blank lines/],
    ['comments only', '# one\n# two\n', 'FILE_EMPTY', /only comments/],
    ['a header only', 'time_ms,voltage_mV\n', 'TOO_FEW_POINTS', /ends after its header, line 1/],
    [
      'one column of text',
      'soma\ndendrite\naxon\n',
      'CELL_NOT_A_NUMBER',
      /no numbers.*Line 1, column 1: found “soma”/,
    ],
    [
      'a web page',
      '<!DOCTYPE html>\n<html><body>Not found</body></html>\n',
      'CELL_NOT_A_NUMBER',
      /found “<!DOCTYPE html>”/,
    ],
    ['two points', table(lines(2)), 'TOO_FEW_POINTS', /2 samples; at least 16/],
    ['one point', table(lines(1)), 'TOO_FEW_POINTS', /one sample; at least 16/],
    ['a time column only', times(100).join('\n'), 'NO_VOLTAGE_COLUMN', /one column, which is the time/],
    [
      'traces in rows',
      Array.from({ length: 3 }, () => membrane(100).join(',')).join('\n'),
      'NO_TIME_COLUMN',
      /3 rows of 100 columns .*turn rows into columns/,
    ],
    ['time and current', table(lines(50), 'time_s,current_pA'), 'NO_VOLTAGE_COLUMN', /“current_pA”/],
  ])('%s', async (_, text, code, message) => {
    const error = await failure(text)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.message).toContain('cell.csv')
  })

  it.each([
    ['PNG', Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'latin1'), /a PNG picture/],
    [
      'zip',
      Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'),
      /a zip archive; that is not read\. Unpack it first/,
    ],
    ['gzip', Buffer.from('\x1f\x8b\x08\x00\x00\x00', 'latin1'), /gzip archive.*Unpack/],
    ['PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'latin1'), /a PDF document/],
    [
      'raw 16-bit samples',
      Buffer.from(new Int16Array(500).map((_, i) => 1000 * Math.sin(i)).buffer),
      /binary file/,
    ],
  ])('%s', async (_, bytes, message) => {
    const error = await failure(bytes)
    expect(error.code).toBe('FILE_BINARY')
    expect(error.message).toMatch(message)
  })

  it('a file that is not there, and a folder', async () => {
    await expect(readRecording('/nowhere/cell.csv', 'cell.csv')).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    })
    await expect(readRecording('/', 'cell.csv')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  it('stops when it is told to', async () => {
    const path = write(table(lines(100)))
    await expect(readRecording(path, 'cell.csv', AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    })
  })
})

describe('cells that are no numbers', () => {
  it.each([
    ['text', 'abc', '“abc”'],
    ['infinity', '-inf', '“-inf” (not a finite number)'],
    ['what may be a thousands separator', '"1,234"', '“1,234” (a thousands separator?)'],
    ['a hexadecimal number', '0x1f', '“0x1f”'],
    ['a unit', '-65.2 mV', '“-65.2 mV” (units belong in the header)'],
    ['a control character', '-6\u00075', '“-6·5”'],
  ])('%s', async (_, cell, found) => {
    const error = await failure(damaged({ 117: `11.6,${cell}` }))
    expect(error.code).toBe('CELL_NOT_A_NUMBER')
    expect(error.message).toContain(`1 cell holds no number where one was expected`)
    expect(error.message).toContain(`Line 118, column 2 (voltage_mV): found ${found}`)
  })

  it('a date in the time column, and no time', async () => {
    const error = await failure(damaged({ 41: '2024-05-01,-65', 60: ',-65' }))
    expect(error.code).toBe('CELL_NOT_A_NUMBER')
    expect(error.message).toMatch(/Line 42, column 1 \(time_ms\): found “2024-05-01” \(a date\)/)
    expect(error.message).toMatch(/Line 61, column 1 \(time_ms\): found nothing \(an empty cell\)/)
  })

  it('a decimal comma among points', async () => {
    const rows = lines(100, ';')
    rows[40] = '4,0;-65,2'
    const error = await failure(rows.join('\n'))
    expect(error.message).toMatch(/Line 41, column 1: found “4,0” \(elsewhere the decimal mark is “\.”\)/)
  })

  it('in the first row, with and without header', async () => {
    expect((await failure(damaged({ 1: '0.0,abc' }))).message).toMatch(/Line 2, column 2/)
    expect((await failure(damaged({ 1: 'abc,-65' }))).message).toMatch(/Line 2, column 1/)
    expect((await failure(['0.0,abc', ...lines(50).slice(1)].join('\n'))).message).toMatch(/Line 1, column 2/)
  })

  it('in a column of text throughout', async () => {
    const error = await failure(table(times(50).map((t) => `${t},spike`)))
    expect(error.message).toMatch(/50 cells hold no number.*Line 2, column 2 \(voltage_mV\): found “spike”/)
  })

  it('tells the first few and counts the others', async () => {
    const error = await failure(
      damaged({ 3: '0.2,x', 9: '0.8,y', 20: '1.9', 30: '2.9,z', 40: '3.9,w', 50: ',5' }),
    )
    expect(error.message).toBe(
      'cell.csv: 5 cells hold no number where one was expected, and 1 row has the wrong number of columns. ' +
        'Line 4, column 2 (voltage_mV): found “x”; Line 10, column 2 (voltage_mV): found “y”; ' +
        'Line 21: 1 value instead of 2; Line 31, column 2 (voltage_mV): found “z”; and more. ' +
        'Correct or delete these rows, then open the file again.',
    )
  })

  it('gives up on a file that is full of them', async () => {
    const error = await failure(`${table(lines(600))}${'no table,here\n'.repeat(5000)}`)
    expect(error.message).toMatch(/reading stopped: at least 1000 cells/)
  })

  it('rows of other lengths', async () => {
    const error = await failure(damaged({ 5: '0.4,-65,12', 9: '0.8' }))
    expect(error.code).toBe('COLUMN_COUNT')
    expect(error.message).toMatch(
      /2 rows have the wrong number of columns\. Line 6: 3 values instead of 2; Line 10: 1 value/,
    )
  })

  it('commas for everything', async () => {
    const rows = lines(60).map((l) => l.replaceAll('.', ','))
    const error = await failure(table(rows.map((r) => (r.split(',').length === 4 ? r : '0,1,-65,2'))))
    expect(error.code).toBe('COLUMN_COUNT')
    expect(error.message).toMatch(/both the separator and the decimal mark/)
  })
})

describe('time', () => {
  it.each([
    [
      'decreases',
      timed([...times(50), 4.2, ...times(80).slice(51)]),
      'TIME_DECREASES',
      /decreases once: line 52 goes from 4\.9 to 4\.2/,
    ],
    [
      'does not change',
      timed([...times(50), 4.9, ...times(80).slice(50)]),
      'TIME_DECREASES',
      /does not change once: line 52 goes from 4\.9 to 4\.9\. Delete repeated rows/,
    ],
    ['falls throughout', timed(times(50).reverse()), 'TIME_DECREASES', /decreases 49 times/],
    [
      'starts again too soon',
      timed([...times(50), ...times(12), ...times(50)]),
      'TIME_DECREASES',
      /line 52 goes from 4\.9 to 0; .*Sweeps one below the other are recognized if/,
    ],
    [
      'jumps by more than half of the recording',
      timed([...times(50), ...times(280).slice(250)]),
      'TIME_GAP',
      /every 0\.1; time jumps once: line 52 goes from 4\.9 to 25/,
    ],
    [
      'jumps by half a step',
      timed([
        ...times(50),
        ...times(90)
          .slice(52)
          .map((t) => t + 0.05),
      ]),
      'TIME_GAP',
      /jumps once: line 52 goes from 4\.9 to 5\.25.*whole number of steps/,
    ],
    [
      'is uneven',
      timed(times(80).map((t, i) => t + 0.03 * Math.sin(3 * i))),
      'TIME_UNEVEN',
      /steps differ from the usual/,
    ],
    ['drifts', timed(times(400).map((t) => t + 0.001 * t * t)), 'TIME_UNEVEN', /the interval drifts/],
  ])('%s', async (_, text, code, message) => {
    const error = await failure(text)
    expect(error.message).toMatch(message)
    expect(error.code).toBe(code)
  })

  it('written with too few digits is taken as even, and said so', async () => {
    const rows = membrane(300).map((v, i) => `${(i / 30).toFixed(1)},${v}`)
    const { samplingInterval, reading } = await read(table(rows))
    expect(samplingInterval).toBeCloseTo(1 / 30, 3)
    expect(reading.doubts.map((d) => d.text).join()).toMatch(/too few digits/)
  })

  it('in single precision is even', async () => {
    const rows = membrane(300).map((v, i) => `${Math.fround(500 + i * 5e-5)},${v}`)
    const { samplingInterval, start } = await read(table(rows, 'time_s,voltage_mV'))
    expect(samplingInterval).toBeCloseTo(0.05, 3)
    expect(start).toBeCloseTo(500_000, 3)
  })
})

describe('voltage', () => {
  it('that never changes', async () => {
    const error = await failure(table(times(100).map((t) => `${t},-65`)))
    expect(error.code).toBe('TRACE_CONSTANT')
    expect(error.message).toMatch(/−65 in every row/)
  })

  it('that no unit makes sense of', async () => {
    const rows = membrane(100).map((v, i) => `${i / 10},${v * 1e6}`)
    const error = await failure(table(rows))
    expect(error.code).toBe('UNITS_IMPLAUSIBLE')
    expect(error.message).toMatch(
      /few hundred millivolts.*from −6\d{7} to 2\d{7} mV, which is impossible in that unit/,
    )
    expect((await failure(table(rows, 'time_ms,Vm'))).code).toBe('UNITS_IMPLAUSIBLE')
  })

  it('and a time that makes none', async () => {
    const rows = membrane(100).map((v, i) => `${i * 1e4},${v}`)
    expect((await failure(table(rows, 'time_s,voltage_mV'))).code).toBe('UNITS_IMPLAUSIBLE')
  })
})

describe('anything at all', () => {
  /** A recording of finite numbers, or an error for people; nothing else. */
  async function survives(content: string | Uint8Array): Promise<void> {
    try {
      const { points, samplingInterval, start, sweeps } = await read(content)
      expect(Number.isFinite(start) && samplingInterval > 0 && Number.isFinite(samplingInterval)).toBe(true)
      expect(sweeps.length).toBeGreaterThan(0)
      for (const { samples } of sweeps) {
        expect(samples.length).toBe(points)
        expect(samples.some(Number.isFinite)).toBe(true)
        expect(samples.every((v) => Number.isFinite(v) || Number.isNaN(v))).toBe(true)
      }
    } catch (error) {
      if (!(error instanceof NagumoError)) throw error
      expect(error.message).not.toMatch(/undefined|NaN |\[object|\n/)
      expect(error.message.length).toBeLessThan(900)
    }
  }

  it('of random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: 250, seed: 1 })
  })

  it('of random text in the letters of tables', async () => {
    const letter = fc.constantFrom(...'0123456789.,;-+eE \t\n\r"#%xmVtN')
    await fc.assert(fc.asyncProperty(fc.string({ unit: letter, maxLength: 500 }), survives), {
      numRuns: 250,
      seed: 2,
    })
  })

  it('of damaged tables', async () => {
    const whole = table(lines(60))
    const cut = fc.record({
      at: fc.nat(whole.length),
      length: fc.nat(12),
      put: fc.string({ unit: 'binary', maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 5 }), async (cuts) => {
        let text = whole
        for (const { at, length, put } of cuts) text = text.slice(0, at) + put + text.slice(at + length)
        await survives(text)
      }),
      { numRuns: 250, seed: 3 },
    )
  })
})
