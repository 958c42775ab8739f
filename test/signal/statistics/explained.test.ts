import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dot, explainedBeyond, orthonormal } from '../../../src-main/signal/statistics/explained.ts'

/** By NumPy (explained.py). */
const known = JSON.parse(readFileSync(new URL('explained.json', import.meta.url), 'utf8'))
const columnsOf = (rows: number[][]): Float64Array[] => rows.map((row) => Float64Array.from(row))
const [others, columns] = [known.others, known.columns].map(columnsOf)
const y = Float64Array.from(known.y as number[])

it('columns become orthonormal; those that add nothing go', () => {
  const found = orthonormal([...others, others[0].map((v, i) => 2 * v - others[1][i])])
  expect(found).toHaveLength(3)
  found.forEach((a, j) => {
    found.forEach((b, k) => {
      expect(dot(a, b)).toBeCloseTo(j === k ? 1 : 0, 12)
    })
  })
})

it('what columns explain beside others, their factors and errors are those of least squares of all', () => {
  const found = explainedBeyond(y, columns, orthonormal(others))
  expect(found.degrees).toBe(2)
  expect(found.sum).toBeCloseTo(known.sum, 8)
  found.factors.forEach((factor, k) => {
    expect(factor).toBeCloseTo(known.factors[k], 8)
  })
  found.errors.forEach((error, k) => {
    expect(error).toBeCloseTo(known.errors[k], 8)
  })
})

it('columns that the others span explain nothing', () => {
  expect(explainedBeyond(y, [others[0]], orthonormal(others))).toEqual({
    sum: 0,
    degrees: 0,
    factors: [0],
    errors: [0],
  })
})
