import { NagumoError } from '../../contract/errors.ts'
import type { Prior } from '../composition/prior.ts'
import { uselessWords } from '../observable.ts'
import type { Random } from '../random.ts'
import { createSimulator, type Simulator } from './simulator.ts'

/** A batch of simulated data with their true parameters. */
export interface Batch {
  /** n × dimension, row-major, in the order of the prior's list. */
  parameters: Float64Array
  /** n × size: data of the observable, with noise or without. */
  traces: Float32Array
}

/**
 * Draws parameters from the prior and simulates a trace for each: d = u(θ) + η. Draws that the observable can't use
 * (diverging neurons; silent ones, where they carry no information) are excluded: the effective prior is that of the
 * others. Buffers are reused between calls.
 * @param options.noise false leaves η out; the same seed gives the same parameters
 */
export function createBatchSource(
  prior: Prior,
  n: number,
  { noise = true }: { noise?: boolean } = {},
): (random: Random) => Batch {
  const simulator = createSimulator(prior.forward)
  const dimension = prior.parameters.length
  const { size } = prior
  const parameters = new Float64Array(n * dimension)
  const traces = new Float32Array(n * size)
  return (random) => {
    for (let k = 0; k < n; k++) prior.sample(random, parameters, k * dimension)
    simulator.predictions(thetasOf(prior, parameters, n), n, traces)
    const useless: Redrawn[] = []
    for (let k = 0; k < n; k++) {
      if (prior.observable.isUseful(prior.forward, traces, k * size)) continue
      // A separate stream, so that the same seed gives the same parameters with noise and without.
      useless.push({ row: k, random: random.fork(k) })
    }
    if (useless.length > 0) redraw(simulator, prior, { parameters, traces }, useless)
    if (noise) addNoises(prior, parameters, n, () => random, traces)
    return { parameters, traces }
  }
}

/** Priors that exclude nearly all draws are refused (examine-prior.ts). */
const mostRedraws = 100

/**
 * Replaces useless draws: a single diverging trace among millions would turn all weights of a network into NaN. All are
 * redrawn at once, then those that are still useless, and so on.
 * @param rows of the useless ones, each with its own stream
 * @throws NagumoError PRIOR_INVALID where `mostRedraws` draws in a row are useless
 */
function redraw(simulator: Simulator, prior: Prior, batch: Batch, rows: readonly Redrawn[]): void {
  const dimension = prior.parameters.length
  const { size, thetaSize } = prior
  const theta = new Float64Array(rows.length * thetaSize)
  const again = new Float32Array(rows.length * size)
  let open = rows
  for (let i = 0; i < mostRedraws && open.length > 0; i++) {
    open.forEach(({ row, random }, k) => {
      prior.sample(random, batch.parameters, row * dimension)
      prior.theta(batch.parameters, row * dimension, theta, k * thetaSize)
    })
    simulator.predictions(theta, open.length, again)
    open.forEach(({ row }, k) => {
      batch.traces.set(again.subarray(k * size, (k + 1) * size), row * size)
    })
    open = open.filter(({ row }) => !prior.observable.isUseful(prior.forward, batch.traces, row * size))
  }
  if (open.length === 0) return
  const steps = prior.observable.usesGrid === false ? '' : ', or use more solver steps (substeps)'
  throw new NagumoError(
    'PRIOR_INVALID',
    `In ${mostRedraws} draws of the prior in a row ${uselessWords(prior.observable)}, so there is nothing to train on. Narrow the prior${steps}.`,
  )
}

interface Redrawn {
  row: number
  random: Random
}

/** The simulator's rows for n rows of parameters. */
export function thetasOf(prior: Prior, parameters: ArrayLike<number>, n: number): Float64Array {
  const { thetaSize, parameters: names } = prior
  const theta = new Float64Array(n * thetaSize)
  for (let k = 0; k < n; k++) prior.theta(parameters, k * names.length, theta, k * thetaSize)
  return theta
}

/**
 * Data with noise for the given parameters (n × dimension), written to `traces` (n × size).
 * @param randomOf the generator of each trace's noise; called in order
 */
export function observe(
  simulator: Simulator,
  prior: Prior,
  parameters: Float64Array,
  n: number,
  randomOf: (trace: number) => Random,
  traces: Float32Array,
): void {
  simulator.predictions(thetasOf(prior, parameters, n), n, traces)
  addNoises(prior, parameters, n, randomOf, traces)
}

function addNoises(
  prior: Prior,
  parameters: Float64Array,
  n: number,
  randomOf: (trace: number) => Random,
  traces: Float32Array,
): void {
  const dimension = prior.parameters.length
  const { size } = prior
  for (let k = 0; k < n; k++) {
    prior.noise(parameters, k * dimension).add(traces, k * size, size, randomOf(k))
  }
}
