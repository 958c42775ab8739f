import { expect, it } from 'vitest'
import { predictiveDraws } from '../../src-main/inference/estimate/predictive-draws.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { thetasOf } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { average, variance } from '../../src-main/signal/statistics/moments.ts'
import { presetOn } from '../support/priors.ts'

const prior = createPrior(presetOn({}))
const simulator = createSimulator(prior.forward)
const values = prior.distributions.map(({ mean }) => mean)
const noiseOf = prior.noise(values, 0)
const [sd, rho] = [noiseOf.sd, noiseOf.correlation(1)]
const draws = Float64Array.from({ length: 400 * values.length }, (_, i) => values[i % values.length])

it('are recordings of the model with its noise, as long as what is drawn', () => {
  const [rows, ...others] = predictiveDraws(prior, simulator, draws, createRandom(4))
  expect(others).toEqual([])
  expect(rows.length).toBe(Math.min(50, Math.floor(30_000 / prior.size)))
  const clean = new Float32Array(prior.size)
  simulator.predictions(thetasOf(prior, values, 1), 1, clean)
  const noise = rows.map((row) => Float64Array.from(row, (x, i) => x - clean[i]))
  const all = Float64Array.from(noise.flatMap((one) => [...one]))
  // Of the sd of n samples that are correlated by ρ: σ √((1 + ρ²)/(1 − ρ²)/2n).
  const error = (sd * Math.sqrt((1 + rho ** 2) / (1 - rho ** 2))) / Math.sqrt(2 * all.length)
  expect(Math.abs(Math.sqrt(variance(all)) - sd)).toBeLessThan(4 * error)
  const products = noise.map((one) => average(one.subarray(1).map((x, i) => x * one[i])))
  expect(average(products) / variance(all)).toBeCloseTo(rho, 1)
  expect(new Set(rows.map((row) => row.join())).size).toBe(rows.length)
})

it('are the same for the same seed', () => {
  const again = () => predictiveDraws(prior, simulator, draws, createRandom(4))
  expect(again()).toEqual(again())
})
