import { describe, expect, it } from 'vitest'
import { decimalsFor, estimateText, rangeText } from '../../src-main/contract/estimate-text.ts'
import { bytesText } from '../../src-main/contract/numbers.ts'
import { parseNumber, plain, short, whole } from '../../src-renderer/lib/digits.ts'
import { leftText, lengthText, rateText, secondsText, windowText } from '../../src-renderer/lib/words.ts'

describe('digits', () => {
  it('shows a width to two significant digits', () => {
    expect([0.03, 0.0123, 0.1, 2, 34, 5000].map(decimalsFor)).toEqual([3, 3, 2, 1, 0, 0])
  })
  it('has an answer for widths that are none', () => {
    expect([0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(decimalsFor)).toEqual([3, 3, 3, 3])
  })
  it('gives median and interval as many digits as the interval leaves them', () => {
    const text = estimateText({ mean: 0.64, sd: 0.01, q05: 0.62711, q50: 0.64217, q95: 0.65702 })
    expect(text).toEqual({ median: '0.642', low: '0.627', high: '0.657' })
  })
  it('writes a true minus', () => {
    const text = estimateText({ mean: -0.09, sd: 0.01, q05: -0.104, q50: -0.0893, q95: -0.075 })
    expect(text).toEqual({ median: '−0.089', low: '−0.104', high: '−0.075' })
  })
  it('writes three significant digits, and nothing for what is no number', () => {
    expect([0, 0.00373, 0.0222, 12.345, 123456, Number.NaN].map(short)).toEqual([
      '0',
      '0.00373',
      '0.0222',
      '12.3',
      '123456',
      '–',
    ])
    expect(short(-0.00001234)).toBe('−1.2e−5')
  })
  it('writes whole numbers with thousands set apart', () => {
    expect([7, 1000, 6_000_000].map(whole)).toEqual(['7', '1,000', '6,000,000'])
  })
  it('writes a field’s number without needless digits', () => {
    expect([0.1 + 0.2, -38, 1938.76].map(plain)).toEqual(['0.3', '−38', '1938.76'])
  })
  it.each([
    ['12.5', 12.5],
    [' 12,5 ', 12.5],
    ['−3', -3],
    ['-3e-2', -0.03],
    ['.5', 0.5],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })
  it.each(['', 'abc', '1.2.3', '12 mV', '1e999', 'Infinity', '0x10', '1,000.5'])(
    'does not read %j',
    (text) => {
      expect(parseNumber(text)).toBeNull()
    },
  )
  it('reads back what it writes', () => {
    for (const x of [0, -38, 26.5, 1938.76, 0.0012]) expect(parseNumber(plain(x))).toBe(x)
  })
})

describe('words', () => {
  it('says a window', () => {
    expect(windowText({ from: 120, to: 320 })).toBe('120–320 ms')
    expect(windowText({ from: 0, to: 199.8 })).toBe('0–199.8 ms')
    expect(windowText({ from: 700, to: 1938.76 })).toBe('700–1939 ms')
    expect(windowText({ from: -50, to: 150 })).toBe('−50 to 150 ms')
  })
  it('says an interval, and keeps a dash away from a minus', () => {
    expect(rangeText('0.1', '0.2')).toBe('0.1–0.2')
    expect(rangeText('−0.1', '0.2')).toBe('−0.1 to 0.2')
  })
  it('says lengths of time in the unit that reads best', () => {
    expect([0.05, 200, 3000, 1240, 180_000].map(lengthText)).toEqual([
      '50 µs',
      '200 ms',
      '3 s',
      '1.24 s',
      '3 min',
    ])
  })
  it('says sampling rates', () => {
    expect([0.2, 0.05, 2].map(rateText)).toEqual(['5 kHz', '20 kHz', '500 Hz'])
  })
  it('says sizes and seconds', () => {
    expect([12, 1432, 14_312, 4_120_000].map(bytesText)).toEqual(['12 bytes', '1.4 kB', '14 kB', '4.1 MB'])
    expect([0.53, 42.4, 200, 3900].map(secondsText)).toEqual(['0.53 s', '42 s', '3 min 20 s', '1 h 5 min'])
    expect(secondsText(0.002)).toBe('< 0.01 s')
    expect([119.6, 179.7, 3599.6, 7199].map(secondsText)).toEqual([
      '120 s',
      '3 min 0 s',
      '1 h 0 min',
      '2 h 0 min',
    ])
  })

  it('says the time left no finer than it is known', () => {
    expect(leftText(null)).toBe('')
    const said = [0.2, 7.4, 43, 89, 131, 924, 3580, 4000, 7300].map((s) =>
      leftText(s).replace(/^, about | left$/g, ''),
    )
    expect(said).toEqual(['1 s', '7 s', '40 s', '90 s', '2 min', '15 min', '1 h', '1 h 10 min', '2 h'])
  })
})
