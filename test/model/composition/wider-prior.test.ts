import { expect, it } from 'vitest'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { canWiden, withWider } from '../../../src-main/model/composition/wider-prior.ts'
import { recordingPreset } from '../../../src-main/model/prior/presets.ts'

const limitsOf = ({ parameters }: PriorFile, name: string): { lower: number; upper: number } => {
  const d = parameters[name]
  if (!('lower' in d)) throw new Error(`${name} has no limits`)
  return d
}

it('limits lie beyond the value, by half of what lay between them', () => {
  // θ₀ between −0.2 and 1: beyond 1.3 by 0.6.
  const { lower, upper } = limitsOf(withWider(recordingPreset, 'theta0', 1.3), 'theta0')
  expect(lower).toBe(-0.2)
  expect(upper).toBeCloseTo(1.9, 6)
  const below = limitsOf(withWider(recordingPreset, 'theta0', -0.4), 'theta0')
  expect(below).toMatchObject({ lower: -1, upper: 1 })
})

it('by logarithms where these are uniform, and within what a parameter may be', () => {
  // σ between 0.005 and 0.1, a factor of 20: below 0.002 by √20.
  const { lower } = limitsOf(withWider(recordingPreset, 'sigma', 0.002), 'sigma')
  expect(lower).toBeGreaterThan(0.002 / Math.sqrt(20) / 1.1)
  expect(lower).toBeLessThan(0.002 / Math.sqrt(20) + 1e-12)
  // ρ stays below 1.
  const wider = withWider(recordingPreset, 'rho', 0.98)
  expect(limitsOf(wider, 'rho').upper).toBeCloseTo(0.99, 9)
  expect(priorProblems(wider)).toEqual([])
})

it('a value at a limit is outside; one inside, or that can’t be, is none to widen for', () => {
  const { upper } = limitsOf(recordingPreset, 'sigma')
  expect(canWiden(recordingPreset, 'sigma', upper)).toBe(true)
  expect(canWiden(recordingPreset, 'sigma', 0.05)).toBe(false)
  expect(canWiden(recordingPreset, 'rho', 1.2)).toBe(false)
  expect(canWiden(recordingPreset, 'gain', 5)).toBe(false)
  expect(() => withWider(recordingPreset, 'gain', 5)).toThrow(
    expect.objectContaining({ code: 'PRIOR_INVALID' }),
  )
  const said = (name: string, value: number) => expect(() => withWider(recordingPreset, name, value))
  said('gain', 5).toThrow(/its normal distribution has no limits/)
  said('sigma', 0.05).toThrow(/limits, 0\.005 to 0\.1, already include it/)
  said('rho', 1.2).toThrow(/rho must lie between −1 and 1/)
  said('foo', 1).toThrow(
    /has no parameter foo\. Parameters with limits: theta0, theta1, tau, phase, sigma, rho/,
  )
})
