import { NagumoError } from '../../contract/errors.ts'
import type { Prior } from '../composition/prior.ts'
import type { Random } from '../random.ts'
import { createSimulator, type Simulator } from './simulator.ts'

/** A batch of fresh data with their true parameters. */
export interface Batch {
  /** n × dimension, row-major, in the order of the prior's list. */
  parameters: Float64Array
  /** n × size: data of the observable, with noise or without. */
  traces: Float32Array
}

/**
 * Draws parameters from the prior and a trace for each: d = u(θ) + η. Neurons that run away are left out, and
 * where a recording's scales are unknown those that do not fire, since nothing could be read from them: the prior is
 * that of the others. Buffers are reused between calls.
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
    for (let k = 0; k < n; k++) {
      if (prior.observable.isUseful(prior.forward, traces, k * size)) continue
      const row = parameters.subarray(k * dimension, (k + 1) * dimension)
      // A stream of its own, so that the same seed gives the same parameters with noise and without.
      redraw(simulator, prior, row, traces.subarray(k * size, (k + 1) * size), random.fork(k))
    }
    if (noise) addNoises(prior, parameters, n, () => random, traces)
    return { parameters, traces }
  }
}

/** Priors that run away half of the time are refused (examine-prior.ts). */
const mostRedraws = 100

/**
 * Puts another draw in place of one that runs away: one such trace among millions would turn every weight of a network
 * into no number.
 * @throws NagumoError PRIOR_INVALID where no draw helps
 */
function redraw(
  simulator: Simulator,
  prior: Prior,
  row: Float64Array,
  trace: Float32Array,
  random: Random,
): void {
  for (let i = 0; i < mostRedraws; i++) {
    prior.sample(random, row, 0)
    simulator.predictions(thetasOf(prior, row, 1), 1, trace)
    if (prior.observable.isUseful(prior.forward, trace, 0)) return
  }
  throw new NagumoError(
    'PRIOR_INVALID',
    `In ${mostRedraws} draws of the prior in a row the membrane potential ran away beyond all sense${prior.observable.estimatesScales ? ' or never moved' : ''}, and nothing can be learned from that. Narrow the prior, or take more solver steps (substeps).`,
  )
}

/** What a simulator takes for n rows of parameters. */
export function thetasOf(prior: Prior, parameters: ArrayLike<number>, n: number): Float64Array {
  const { thetaSize, parameters: names } = prior
  const theta = new Float64Array(n * thetaSize)
  for (let k = 0; k < n; k++) prior.theta(parameters, k * names.length, theta, k * thetaSize)
  return theta
}

/**
 * Data with noise for the given parameters (n × dimension), written to `traces` (n × size).
 * @param randomOf the source of each trace's noise; asked in order
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
