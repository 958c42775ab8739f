import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lowPass, lowPassTwice } from '../../../src-main/model/known-current/low-pass.ts'

interface Reference {
  interval: number
  current: number[]
  cases: { tau: number; slow: number | null; means: number[]; ends: number[] }[]
}
const { interval, current, cases }: Reference = JSON.parse(
  readFileSync(new URL('scipy-low-pass.json', import.meta.url), 'utf8'),
)

describe('a low-passed current', () => {
  test.each(cases)('agrees with an ODE solver, τ $tau ms, slow $slow ms', ({ tau, slow, means, ends }) => {
    const at = (where: 'mean' | 'end'): Float64Array =>
      slow === null
        ? lowPass(current, interval, tau, where)
        : lowPassTwice(current, interval, slow, tau, where)
    // Equal time constants are taken as a hundred-thousandth apart.
    const tolerance = slow === tau ? 1e-3 : 1e-6
    at('mean').forEach((v, i) => {
      expect(Math.abs(v - means[i])).toBeLessThan(tolerance)
    })
    at('end').forEach((v, i) => {
      expect(Math.abs(v - ends[i])).toBeLessThan(tolerance)
    })
  })

  test('takes a missing current as the one before it', () => {
    const gap = [1, 1, 5, Number.NaN, Number.NaN, 5]
    expect([...lowPass(gap, 1, 3)]).toEqual([...lowPass([1, 1, 5, 5, 5, 5], 1, 3)])
    expect(lowPass([Number.NaN, 2, 2], 1, 3)[0]).toBe(2)
  })
})
