import { describe, expect, it } from 'vitest'
import {
  byUncertainty,
  readingText,
  summaryWords,
  timeAxis,
  timeReadingText,
  timeTickText,
  voltageTitle,
} from '../../src-main/figures/scale/format.ts'

describe('numbers by their uncertainty', () => {
  it('two significant digits of the uncertainty decide', () => {
    expect(byUncertainty(0.64217, 0.03)).toBe('0.642')
    expect(byUncertainty(0.64217, 0.3)).toBe('0.64')
    expect(byUncertainty(-0.08912, 0.0029)).toBe('−0.0891')
    expect(byUncertainty(1234.5, 310)).toBe('1235')
  })

  it('an estimate in words', () => {
    const posterior = { mean: 0.64, sd: 0.009, q05: 0.62713, q50: 0.64217, q95: 0.65681 }
    expect(summaryWords(posterior)).toBe('median 0.642, 90 % interval 0.627–0.657')
  })
})

describe('axes', () => {
  it('time is in ms up to five seconds and in s beyond', () => {
    expect(timeAxis({ from: 0, to: 200 }).title).toBe('time, ms')
    expect(timeAxis({ from: 1000, to: 61_000 }).title).toBe('time, s')
  })

  it('ticks in s of times in ms', () => {
    const seconds = timeAxis({ from: 0, to: 60_000 })
    expect(timeTickText(12_500, 500, seconds)).toBe('12.5')
    expect(timeTickText(12_000, 2000, seconds)).toBe('12')
  })

  it('voltage is named with its unit, model units as such', () => {
    expect(voltageTitle('mV')).toBe('voltage, mV')
    expect(voltageTitle('uV')).toBe('voltage, µV')
    expect(voltageTitle('none')).toBe('u, model units')
  })

  it('a reading has the decimals that a pixel resolves', () => {
    expect(readingText(1.23456, { from: 0, to: 10 }, 500)).toBe('1.23')
    expect(readingText(1.23456, { from: 0, to: 1000 }, 500)).toBe('1')
    expect(timeReadingText(1234.5, { from: 0, to: 10_000 }, 1000, timeAxis({ from: 0, to: 10_000 }))).toBe(
      '1.23 s',
    )
  })
})
