import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../../src-main/contract/priors.ts'
import {
  inCombinations,
  meanCycleCoordinates,
} from '../../../../src-main/inference/observables/mean-cycle/combined-coordinates.ts'
import type { Straightening } from '../../../../src-main/inference/observables/mean-cycle/straighten.ts'
import { createProblem, readingOf } from '../../../../src-main/inference/problem.ts'
import { createPrior, type Prior } from '../../../../src-main/model/composition/prior.ts'
import { spikeCyclePreset } from '../../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { createSimulator } from '../../../../src-main/model/simulate/simulator.ts'
import { levelsOf } from '../../../../src-main/signal/mean-cycle/cycle-data.ts'
import { cellOf, firingDraw, noisyData, usualCell } from '../../../support/cycle/cells.ts'

const { parameters, constants } = spikeCyclePreset
const edited: PriorFile = {
  ...spikeCyclePreset,
  parameters: {
    ...parameters,
    gNa: { kind: 'fixed', value: 20 },
    gL: { kind: 'uniform', lower: 0.005, upper: 0.12 },
  },
  constants: { ...constants, eK: -88 },
}
const combined: PriorFile = {
  ...spikeCyclePreset,
  parameters: { ...parameters, iDrive: { kind: 'uniform', lower: -0.5, upper: 4 } },
}
const priors: [string, Prior][] = [
  ['the preset', createPrior(spikeCyclePreset)],
  ['sodium and E_K fixed, a leak with limits', createPrior(edited)],
  ['a drive with limits', createPrior(combined)],
]
const levels = { between: -57, upper: 10 }

/** log |det A| by elimination with pivots. */
function logDeterminant(A: number[][]): number {
  const a = A.map((row) => [...row])
  let sum = 0
  for (let p = 0; p < a.length; p++) {
    const best = a.reduce((b, row, r) => (r >= p && Math.abs(row[p]) > Math.abs(a[b][p]) ? r : b), p)
    ;[a[p], a[best]] = [a[best], a[p]]
    sum += Math.log(Math.abs(a[p][p]))
    for (let r = p + 1; r < a.length; r++) {
      const f = a[r][p] / a[p][p]
      for (let c = p; c < a.length; c++) a[r][c] -= f * a[p][c]
    }
  }
  return sum
}

/** A shift of the drive’s coordinate that bends with all others. */
function bent(prior: Prior): Straightening {
  const index = prior.parameters.findIndex(({ name }) => name === 'iDrive')
  return {
    index,
    shift(z, from) {
      let sum = 0.3
      for (let j = 0; j < prior.parameters.length; j++)
        if (j !== index) sum += 0.1 * (j + 1) * Math.tanh(z[from + j]) * Math.cos(z[from + (j === 0 ? 1 : 0)])
      return sum
    },
  }
}

describe.each(
  priors.flatMap(([name, prior]) => [
    [name, prior, null] as const,
    [`${name}, straightened`, prior, bent(prior)] as const,
  ]),
)('coordinates by combinations: %s', (_, prior, straightening) => {
  const given = inCombinations(prior, levels, () => straightening)
  const D = prior.parameters.length
  const random = createRandom(5)
  const draws = Array.from({ length: 12 }, () => firingDraw(random, prior))

  it('go to parameters and back', () => {
    for (const values of draws) {
      const z = new Float64Array(D + 1)
      given.toUnbounded(values, 0, z, 1)
      const back = new Float64Array(D + 2)
      given.fromUnbounded(z, 1, back, 2)
      values.forEach((x, j) => {
        expect(Math.abs(back[j + 2] - x)).toBeLessThan(1e-9 * Math.max(1, Math.abs(x)))
      })
    }
  })

  it('say the determinant of the whole map', () => {
    for (const values of draws) {
      const z = new Float64Array(D)
      given.toUnbounded(values, 0, z, 0)
      const h = 1e-4
      const columns = Array.from({ length: D }, (_, j) => {
        const ends = [h, -h, 2 * h, -2 * h].map((dz) => {
          const moved = z.slice()
          moved[j] += dz
          const out = new Float64Array(D)
          given.fromUnbounded(moved, 0, out, 0)
          return out
        })
        return values.map((_, i) => (8 * (ends[0][i] - ends[1][i]) - (ends[2][i] - ends[3][i])) / (12 * h))
      })
      const numeric = logDeterminant(columns.map((column) => Array.from(column)))
      const padded = new Float64Array(D + 3)
      padded.set(z, 3)
      expect(given.logJacobian(padded, 3)).toBeCloseTo(numeric, 5)
    }
  })

  it('name their quantities, which rise with them', () => {
    const { quantities, quantitiesAt, dimension } = meanCycleCoordinates(prior)
    expect([dimension, quantities.length]).toEqual([D, D])
    const at = (z: Float64Array): Float64Array => {
      const out = new Float64Array(D)
      quantitiesAt(z, 0, out, 0)
      return out
    }
    const z = new Float64Array(D)
    given.toUnbounded(draws[0], 0, z, 0)
    for (let j = 0; j < D; j++) {
      const moved = z.slice()
      moved[j] += 0.1
      const [before, after] = [at(z), at(moved)]
      expect(after[j]).toBeGreaterThan(before[j])
      for (let k = 0; k < D; k++) if (k !== j) expect(after[k]).toBe(before[k])
    }
  })

  it('are those of the problem: a network’s, by what the data read', () => {
    const data = noisyData(cellOf({}, prior), 3, prior)
    const reading = readingOf(prior, data, 0)
    expect(reading).toEqual(levelsOf(data))
    const problem = createProblem(prior, createSimulator(prior.forward), data)
    expect(problem.reading).toEqual(reading)
    const z = new Float64Array(D)
    meanCycleCoordinates(prior).of(draws[1], 0, reading, z, 0)
    const back = problem.parametersOf(z, new Float64Array(0), 1, null)
    draws[1].forEach((x, j) => {
      expect(Math.abs(back[j] - x)).toBeLessThan(1e-9 * Math.max(1, Math.abs(x)))
    })
  })
})

it('take the combinations that a cycle tells in place of the parameters', () => {
  const { quantities } = meanCycleCoordinates(priors[0][1])
  expect(quantities.map(({ name }) => name)).toEqual([
    'sodiumCurrent',
    'potassiumCurrent',
    'gL',
    'driveAboveRheobase',
    'vT',
    'q',
    'eNa',
    'eK',
    'sigmaSpike',
    'sigmaBetween',
  ])
  expect(
    meanCycleCoordinates(priors[1][1])
      .quantities.map(({ name }) => name)
      .slice(0, 2),
  ).toEqual(['potassiumCurrent', 'gL'])
})

it('the drive’s is 0 at the rheobase: below it the neuron rests, above it fires', () => {
  const prior = priors[2][1]
  const given = inCombinations(prior, levels, () => null)
  const at = prior.parameters.findIndex(({ name }) => name === 'iDrive')
  const z = new Float64Array(prior.parameters.length)
  given.toUnbounded(usualCell, 0, z, 0)
  const drives = [-0.05, 0.05].map((above) => {
    const moved = z.slice()
    moved[at] = Math.asinh(above / 0.1)
    const values = new Float64Array(z.length)
    given.fromUnbounded(moved, 0, values, 0)
    return values[at]
  })
  // What is 0.1 µA/cm² apart there is so here.
  expect(drives[1] - drives[0]).toBeCloseTo(0.1, 9)
  // J − gL V at each potential, less the steady currents: no resting state is left above, one below.
  const rests = (iDrive: number): boolean => restsAt(cellOf({ iDrive }))
  expect(drives.map(rests)).toEqual([true, false])
})

/** Whether the neuron has a resting state below VT + 20 mV, by the rates of Pospischil et al. as published. */
function restsAt([gNa, gKd, gL, iDrive, vT, , eNa, eK]: Float64Array): boolean {
  const current = iDrive + gL * (vT - 15)
  for (let u = -40.05; u < 20; u += 0.1) {
    const am = (-0.32 * (u - 13)) / (Math.exp(-(u - 13) / 4) - 1)
    const bm = (0.28 * (u - 40)) / (Math.exp((u - 40) / 5) - 1)
    const ah = 0.128 * Math.exp(-(u - 17) / 18)
    const bh = 4 / (1 + Math.exp(-(u - 40) / 5))
    const an = (-0.032 * (u - 15)) / (Math.exp(-(u - 15) / 5) - 1)
    const bn = 0.5 * Math.exp(-(u - 10) / 40)
    const v = vT + u
    const sodium = gNa * (am / (am + bm)) ** 3 * (ah / (ah + bh)) * (v - eNa)
    const potassium = gKd * (an / (an + bn)) ** 4 * (v - eK)
    if (current - gL * v - sodium - potassium < 0) return true
  }
  return false
}
