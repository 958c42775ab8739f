import { correlationTime } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { autocorrelation } from '../../../src-main/signal/statistics/autocorrelation.ts'
import { prior, testSeed, testSet } from '../test-set.ts'
import { splitWindow } from './measure.ts'
import { slowPart } from './split.ts'

/** One recording of the test set, decomposed. */
export interface Example {
  truth: Record<string, number>
  /** Lag-1 autocorrelation of its noise. */
  rho: number
  recorded: number[]
  neuron: number[]
  noise: number[]
  /** Autocorrelations of the neuron and the noise, at lags 0, 1, … */
  autocorrelation: { neuron: number[]; noise: number[] }
  /** −Δt/ln ρ, ms. */
  noiseTime: number
  /** First time at which the neuron's autocorrelation is below 1/e, ms. */
  neuronTime: number
}

const lags = 60

/** @param spiking which traces of the test set spike; the first that does is used */
export function takeApart(traces: number, spiking: readonly boolean[]): Example {
  const { points, dt } = prior.grid
  const k = spiking.indexOf(true)
  const row = (all: Float32Array): number[] => Array.from(all.subarray(k * points, (k + 1) * points))
  const test = testSet(traces)
  const recorded = row(test.traces)
  const neuron = row(cleanTraces(traces))
  const noise = recorded.map((d, i) => d - neuron[i])
  const of = { neuron: autocorrelation(neuron, lags), noise: autocorrelation(noise, lags) }
  const truth = Object.fromEntries(Object.entries(test.truth).map(([name, values]) => [name, values[k]]))
  const rho = prior.noise(Object.values(truth), 0).correlation(1)
  return {
    truth,
    rho,
    recorded,
    neuron,
    noise,
    autocorrelation: of,
    noiseTime: correlationTime(rho, dt),
    neuronTime: of.neuron.findIndex((r) => r < 1 / Math.E) * dt,
  }
}

/**
 * Fraction of the variance of the neuron's potential, and of the noise, that the moving average retains; over the test
 * set.
 */
export function keptByAverage(traces: number): { neuron: number; noise: number } {
  const { points } = prior.grid
  const clean = cleanTraces(traces)
  const noise = testSet(traces).traces.map((d, i) => d - clean[i])
  const kept = (of: Float32Array): number =>
    variance(slowPart(of, points, splitWindow), points) / variance(of, points)
  return { neuron: kept(clean), noise: kept(noise) }
}

function cleanTraces(traces: number): Float32Array {
  return createBatchSource(prior, traces, { noise: false })(createRandom(testSeed)).traces
}

/** Mean over traces of the variance within each. */
function variance(all: Float32Array, points: number): number {
  let sum = 0
  for (let from = 0; from < all.length; from += points) {
    const row = all.subarray(from, from + points)
    const mean = row.reduce((a, b) => a + b, 0) / points
    sum += row.reduce((s, v) => s + (v - mean) ** 2, 0) / all.length
  }
  return sum
}
