import { expect, it } from 'vitest'
import { cellDraws } from '../../src-main/report/cell-draws.ts'
import { fullCell } from './reports.ts'

const draws = {
  tau: [15, 16],
  Tref: [4, 4],
  EL: [-66, -65],
  R: [0.1, 0.12],
  Vr: [-57, -56],
  sag: [0.01, 0.02],
  Rs: [0.005, 0.006],
  w20: [1, 1],
  w100: [1, 1],
  w400: [1, 1],
  b0: [-2, -3],
  b1: [0.5, 1],
  b2: [0.1, 0.2],
  c5: [1, 1],
  c20: [1, 1],
  c80: [1, 1],
  c300: [1, 1],
  a0: [0.5, 1],
  a1: [-0.25, -0.5],
  a2: [0.05, 0.1],
}
const parameter = (name: string, symbol: string, unit: string) => ({
  name,
  symbol,
  unit,
  meaning: `told: ${name}`,
  posterior: { mean: 1, sd: 1, q05: 0, q50: 1, q95: 2 },
  prior: null,
})
const parameters = [
  parameter('rIn', 'R_in', 'MΩ'),
  parameter('threshold', 'θ', 'mV'),
  parameter('thresholdAfter', 'θ after', 'mV'),
  parameter('b1After', 'b1 after', '1/mV'),
]

it('gives the draws of a parameter under its own name and in its own unit', () => {
  const report = fullCell()
  if (!report.gif) throw new Error('expected a cell with spikes')
  const found = new Map(
    cellDraws({ ...report, gif: { ...report.gif, draws, parameters } }).map((one) => [one.name, one]),
  )
  expect(found.get('rIn')).toMatchObject({ unit: 'MΩ', meaning: 'told: rIn' })
  found.get('rIn')?.values.forEach((value, i) => {
    expect(value).toBeCloseTo([115, 146][i], 9)
  })
  // −45 − b0/b1, and with a0 and a1 beside b0 and b1.
  expect(found.get('threshold')?.values).toEqual([-41, -42])
  expect(found.get('thresholdAfter')?.values).toEqual([-39, -41])
  expect(found.get('b1After')?.values).toEqual([0.25, 0.5])
  expect(found.get('r')?.values).toEqual([100, 120])
  expect(found.get('a0')).toMatchObject({ values: [0.5, 1], unit: null })
  // Not told as a parameter, so not made.
  expect(found.has('b2After')).toBe(false)
})

it('tells of an older cell what it has, without terms for a cell that has fired', () => {
  const report = fullCell()
  if (!report.gif) throw new Error('expected a cell with spikes')
  const { a0, a1, a2, ...older } = draws
  const names = cellDraws({ ...report, gif: { ...report.gif, draws: older, parameters } }).map(
    ({ name }) => name,
  )
  expect(names).toContain('threshold')
  expect(names.filter((name) => /After$|^a\d/.test(name))).toEqual([])
  expect([a0, a1, a2]).toHaveLength(3)
})
