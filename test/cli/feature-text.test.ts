import { describe, expect, it } from 'vitest'
import { featureText } from '../../src-main/contract/feature-text.ts'
import type { Feature } from '../../src-main/contract/features.ts'

const feature = (
  value: number | null,
  sd: number | null,
  unit: string | null = 'mV',
  values: number[] = [],
) => featureText({ value, sd, unit, values } as Feature)

describe('a feature’s digits', () => {
  it('are those of its spread', () => {
    expect(feature(-37.7123, 8.123)).toEqual({ value: '−37.7', sd: '8.1' })
    expect(feature(46.2, 14.3)).toEqual({ value: '46', sd: '14' })
    expect(feature(2.0614, 0.0371)).toEqual({ value: '2.061', sd: '0.037' })
  })

  it('are three where there is no spread, or only that of rounding', () => {
    expect(feature(-74.7145, null)).toEqual({ value: '−74.7', sd: '' })
    expect(feature(1.6, 3e-13, 'ms', [1.6, 1.6])).toEqual({ value: '1.60', sd: '0' })
    expect(feature(203.3, null, 'ms')).toEqual({ value: '203', sd: '' })
  })

  it('of a count are none, and of what is not defined a dash', () => {
    expect(feature(6, null, null)).toEqual({ value: '6', sd: '' })
    expect(feature(null, null)).toEqual({ value: '–', sd: '' })
  })
})
