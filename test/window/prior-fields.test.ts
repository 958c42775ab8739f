import { describe, expect, it } from 'vitest'
import { parseCount } from '../../src-renderer/lib/digits.ts'
import { distributionOf, textsForKind, textsOf, wrongWith } from '../../src-renderer/lib/prior-fields.ts'

const rest = { kind: 'truncatedNormal', mean: 0.4, sd: 0.3, lower: -0.2, upper: 1 } as const

describe('the fields of a prior', () => {
  it('say a distribution and read it back', () => {
    expect(textsOf(rest)).toEqual({ mean: '0.4', sd: '0.3', lower: '−0.2', upper: '1' })
    expect(distributionOf('truncatedNormal', textsOf(rest))).toEqual(rest)
  })
  it('say what was expected and what was found', () => {
    expect(wrongWith('normal', { mean: '', sd: '0' })).toEqual({
      mean: 'The mean must be a number, such as 0.4; it is empty.',
      sd: 'The sd must be above 0; it is 0.',
    })
    expect(wrongWith('uniform', { lower: '1', upper: '0.5' })).toEqual({
      upper: 'The upper limit must be above the lower one, 1; it is 0.5.',
    })
    expect(wrongWith('logUniform', { lower: '0', upper: '1' }).lower).toMatch(/above 0; it is 0/)
    expect(wrongWith('fixed', { value: '3x' }).value).toMatch(/“3x” is none/)
    expect(distributionOf('uniform', { lower: '1', upper: '0.5' })).toBeNull()
  })
  it('keep what was typed for a kind, and fill the rest from where the prior was', () => {
    expect(textsForKind('uniform', rest, textsOf(rest))).toMatchObject({ lower: '−0.2', upper: '1' })
    expect(textsForKind('normal', { kind: 'fixed', value: 3 }, { value: '3' })).toMatchObject({
      mean: '3',
      sd: '0.3',
    })
  })
  it('make a log-uniform possible where the prior reached below 0', () => {
    const texts = textsForKind('logUniform', rest, textsOf(rest))
    expect(distributionOf('logUniform', texts)).toEqual({ kind: 'logUniform', lower: 0.01, upper: 1 })
  })
  it('say a log-normal by median and log sd', () => {
    const d = { kind: 'logNormal', median: 15, logSd: 1 } as const
    expect(textsOf(d)).toEqual({ median: '15', logSd: '1' })
    expect(distributionOf('logNormal', textsOf(d))).toEqual(d)
    expect(wrongWith('logNormal', { median: '−2', logSd: '11' })).toEqual({
      median: 'The median must be above 0; it is −2.',
      logSd: 'The log sd (sd of the natural logarithm) must be above 0 and at most 10; it is 11.',
    })
    expect(wrongWith('logNormal', { median: '', logSd: '1' }).median).toMatch(/it is empty/)
  })
  it('make a log-normal of about the width that was there, and back', () => {
    const d = { kind: 'logNormal', median: 0.5, logSd: 0.1 } as const
    const normal = textsForKind('normal', d, {})
    // By its mean 0.5025 and sd 0.0504, each rounded to three digits.
    const { median, logSd } = textsForKind('logNormal', distributionOf('normal', normal)!, {})
    expect(Number(median)).toBeCloseTo(0.5, 2)
    expect(Number(logSd)).toBeCloseTo(0.1, 3)
    // 0.5 e^±0.2
    expect(textsForKind('logUniform', d, {})).toMatchObject({ lower: '0.409', upper: '0.611' })
    const below = textsForKind('logNormal', { kind: 'uniform', lower: -2, upper: -1 }, {})
    expect(distributionOf('logNormal', below)).toEqual({ kind: 'logNormal', median: 0.1, logSd: 1 })
  })
})

describe('a count', () => {
  it.each([
    ['1,000,000', 1_000_000],
    ['1 000', 1000],
    ['1e6', 1_000_000],
    ['1000', 1000],
    ['2.5', 2.5],
    ['many', null],
  ])('%s is %s', (text, n) => expect(parseCount(text)).toBe(n))
})
