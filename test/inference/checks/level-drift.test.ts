import { expect, it } from 'vitest'
import { levelChange } from '../../../src-main/inference/checks/level-change.ts'
import { scoreTests } from '../../../src-main/inference/checks/score-tests.ts'
import { points } from './evidence.ts'
import { fitted } from './fitted-evidence.ts'

const drifting = (by: number) => (x: Float32Array) => x.map((v, i) => v + (by * i) / points)

it('a level that stays is said to drift in one trace of a hundred at most', () => {
  const flagged = Array.from({ length: 60 }, (_, k) => levelChange(fitted({}, 500 + k)).level !== 'ok')
  // Of 60 more than four come by chance once in three thousand times.
  expect(flagged.filter(Boolean).length).toBeLessThanOrEqual(4)
})

it('a drift of four standard errors is seen, and told as large as it is', () => {
  // A straight line through AR(1) noise with an innovation sd of 0.35 and ρ = 0.8 is known to 0.35/0.2 · √(12/1000) = 0.19.
  const [by, error] = [0.76, 0.19]
  const found = Array.from({ length: 20 }, (_, k) => fitted({}, 600 + k, drifting(by)))
  const seen = found.filter((evidence) => levelChange(evidence).level === 'caution')
  // 4 − 2.8 standard errors: seen in 88 of 100.
  expect(seen.length).toBeGreaterThanOrEqual(14)
  const sizes = found.map((evidence) => scoreTests(evidence).levelDrift.factors[0])
  const mean = sizes.reduce((a, b) => a + b, 0) / sizes.length
  expect(Math.abs(mean - by)).toBeLessThan((3.5 * error) / Math.sqrt(20))
})
