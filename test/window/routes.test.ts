import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, saysMore } from '../../src-renderer/lib/routes.ts'

describe('addresses', () => {
  it.each([
    ['#/recordings', 'recordings', []],
    ['#/recordings/cell07-3f9a2c1b04', 'recordings', ['cell07-3f9a2c1b04']],
    ['#/estimate/cell07-3f9a/report/cell07-v1-77', 'estimate', ['cell07-3f9a', 'report', 'cell07-v1-77']],
    ['#/train', 'train', []],
    ['#/reports/compare/a-1,b-2/result', 'reports', ['compare', 'a-1,b-2', 'result']],
  ])('%s is read, and written the same', (hash, screen, rest) => {
    expect(parseRoute(hash)).toEqual({ screen, rest })
    expect(formatRoute({ screen, rest })).toBe(hash)
  })

  it('may end with a slash', () => {
    expect(parseRoute('#/models/')).toEqual({ screen: 'models', rest: [] })
  })

  it.each([
    '',
    '#',
    '#/',
    '#token=0123',
    '#/../recordings',
    '#/recordings//x',
    '#/recordings/<script>',
    '#/Recordings',
    '#/a/b/c/d/e',
    '#/reports/compare/a,',
    '#/reports/compare/a,,b',
    `#/reports/compare/${Array(21).fill('a')}`,
    `#/recordings/${'x'.repeat(81)}`,
  ])('%s is none', (hash) => {
    expect(parseRoute(hash)).toBe(null)
  })

  it('says more of the same only where something is added behind it', () => {
    expect(saysMore('#/estimate/cell07', '#/estimate/cell07/report/a')).toBe(true)
    expect(saysMore('#/estimate/cell0', '#/estimate/cell07')).toBe(false)
    expect(saysMore('#/estimate/cell07', '#/estimate/cell08')).toBe(false)
    expect(saysMore('#/estimate/cell07/report/a', '#/estimate/cell07')).toBe(false)
  })

  it('what else is chosen to be compared is no step of its own', () => {
    expect(saysMore('#/reports/compare/a,b/result', '#/reports/compare/b')).toBe(true)
    expect(saysMore('#/reports/compare/a', '#/reports/compare')).toBe(true)
    expect(saysMore('#/reports/a', '#/reports/compare/a')).toBe(false)
    expect(saysMore('#/reports/compare/a', '#/reports/a')).toBe(false)
    expect(saysMore('#/reports/compare', '#/reports/compare-1')).toBe(false)
  })
})
