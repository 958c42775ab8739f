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
