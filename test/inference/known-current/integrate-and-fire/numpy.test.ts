import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { predictSweep } from '../../../../src-main/inference/known-current/integrate-and-fire/predict-sweeps.ts'
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
  const cell = { tau: truth.tau, weights, hazard: [...truth.b, ...truth.c, 0, 0, 0] }
  const counts = Array.from({ length: 400 }, () => simulateCell(command, clock, cell, random).spikes.length)
  const mean = counts.reduce((a, b) => a + b, 0) / 400
  const sd = Math.sqrt(counts.reduce((sum, c) => sum + (c - mean) ** 2, 0) / 399)
  // Four standard errors of the difference of two means, and of two standard deviations, of 400 each.
  expect(Math.abs(mean - made.mean)).toBeLessThan(4 * made.sd * Math.sqrt(2 / 400))
  expect(Math.abs(sd / made.sd - 1)).toBeLessThan(4 * Math.sqrt(1 / 400))
})

it('spikes are predicted only where samples were recorded', () => {
  const cell = { tau: truth.tau, weights, hazard: [...truth.b, ...truth.c, 0, 0, 0] }
  const cells = Array.from({ length: 200 }, () => cell)
  const meanWith = (missing: (t: number) => boolean) => {
    const sweep = {
      index: 0,
      command,
      voltage: new Float64Array(1200),
      missing: Uint8Array.from(command, (_, t) => (missing(t) ? 1 : 0)),
      spikes: new Int32Array(0),
      peaks: [],
    }
    const family = {
      sweeps: [sweep],
      clock,
      start: 0,
      refractory: 4,
      spikeSize: 90,
      samplesAcross: 10,
      onset: 200,
      tooSoon: 0,
    }
    return predictSweep(family, 0, cells, createRandom(5)).mean
  }
  const [all, early, late] = [() => false, (t: number) => t < 600, (t: number) => t >= 600].map(meanWith)
  expect(meanWith(() => true)).toBe(0)
  // Each spike is in one half or the other, by the same chance.
  expect(early + late).toBeCloseTo(all, 9)
  expect(Math.min(early, late)).toBeGreaterThan(0.1 * all)
})
