import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { potentialColumns } from '../../../../src-main/model/known-current/integrate-and-fire/potential.ts'
import { simulateCell } from '../../../../src-main/model/known-current/integrate-and-fire/simulate-cell.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

const made = JSON.parse(readFileSync(new URL('numpy-potential.json', import.meta.url), 'utf8'))
const { truth } = made
const weights = [truth.EL, truth.R, truth.Vr, truth.sag, truth.Rs, ...truth.w]
const clock = { bin: 0.5, refractory: 8 }
const command = Float64Array.from({ length: 1200 }, (_, t) => (t >= 200 && t < 1000 ? 180 : 0))

it('the potential under recorded spikes is that of a simulation by NumPy', () => {
  const columns = new Float64Array(1200 * 8)
  potentialColumns({ command, spikes: made.spikes }, clock, truth.tau, columns, 8)
  expect(made.spikes.length).toBe(5)
  made.m.forEach((v: number, i: number) => {
    const m = weights.reduce((sum, w, k) => sum + w * columns[i * 5 * 8 + k], 0)
    expect(m).toBeCloseTo(v, 7)
  })
})

it('free simulations have the counts that NumPy draws, in mean and spread', () => {
  const random = createRandom(5)
  const cell = { tau: truth.tau, weights, hazard: [...truth.b, ...truth.c] }
  const counts = Array.from({ length: 400 }, () => simulateCell(command, clock, cell, random).spikes.length)
  const mean = counts.reduce((a, b) => a + b, 0) / 400
  const sd = Math.sqrt(counts.reduce((sum, c) => sum + (c - mean) ** 2, 0) / 399)
  // Four standard errors of the difference of two means, and of two standard deviations, of 400 each.
  expect(Math.abs(mean - made.mean)).toBeLessThan(4 * made.sd * Math.sqrt(2 / 400))
  expect(Math.abs(sd / made.sd - 1)).toBeLessThan(4 * Math.sqrt(1 / 400))
})
