import { expect, it } from 'vitest'
import type { Unsteadiness } from '../../../bench/accuracy/verdict-cases/unsteady-neurons.ts'
import { steadiness } from '../../../src-main/inference/checks/steadiness.ts'
import { evidenceOf, points } from './evidence.ts'
import { fitted } from './fitted-evidence.ts'

const count = (how: Unsteadiness, n: number): { seen: number; changes: number } => {
  const found = Array.from({ length: n }, (_, k) => steadiness(fitted(how, 100 + k)))
  const seen = found.filter(({ level }) => level === 'caution')
  return {
    seen: seen.length,
    changes: seen.filter(({ text }) => text.startsWith('The neuron changes')).length,
  }
}

it('a steady neuron is flagged in one trace of a hundred', () => {
  // Of 60 more than four come by chance once in three thousand times.
  expect(count({}, 60).seen).toBeLessThanOrEqual(4)
})

it('missing samples, and a level that drifts, are no unsteady neuron', () => {
  const missing = fitted({}, 7, (x) => x.map((v, i) => (i > 300 && i < 340 ? Number.NaN : v)))
  expect(steadiness(missing).level).toBe('ok')
  const drifting = fitted({}, 7, (x) => x.map((v, i) => v + i / points))
  expect(steadiness(drifting).level).toBe('ok')
})

it('noise in the dynamics is seen, and said in ms of the recording', () => {
  expect(count({ processNoise: { in: 'u', size: 0.05 } }, 10).seen).toBe(10)
  expect(count({ processNoise: { in: 'v', size: 0.05 } }, 10).seen).toBeGreaterThanOrEqual(9)
  expect(steadiness(fitted({ processNoise: { in: 'u', size: 0.05 } }, 100))).toMatchObject({
    cause: 'neuron',
    text: expect.stringMatching(/by about 0\.\d+ ms, more than measurement noise explains/),
    number: expect.stringMatching(/χ² = \d+\.\d for 2 degrees.*χ² = \d+\.\d for 8, p < 0\.001; below 0\.005/),
  })
})

it('a drift of a parameter is seen, and an estimate over time is offered', () => {
  const { seen, changes } = count({ theta0Drift: 0.1 }, 10)
  expect(seen).toBe(10)
  expect(changes).toBeGreaterThanOrEqual(8)
  expect(steadiness(fitted({ theta0Drift: 0.1 }, 100)).text).toMatch(/Over time…/)
})

it('says nothing of less than three spikes', () => {
  const evidence = evidenceOf()
  const few = { ...evidence, fit: { ...evidence.fit, spikes: { observed: [1, 2], model: [1, 2] } } }
  expect(steadiness(few)).toMatchObject({ level: 'ok', number: expect.stringMatching(/3 spikes/) })
})
