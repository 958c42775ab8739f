import { NagumoError } from '../../contract/errors.ts'
import type { Prior } from '../composition/prior.ts'
import { uselessWords } from '../observable.ts'
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
 * Draws parameters from the prior and a trace for each: d = u(θ) + η. Draws that the observable has no
 * use for (neurons that run away; that do not fire, where nothing could be read from them) are left out: the prior is
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
    const useless: Redrawn[] = []
    for (let k = 0; k < n; k++) {
      if (prior.observable.isUseful(prior.forward, traces, k * size)) continue
      // A stream of its own, so that the same seed gives the same parameters with noise and without.
      useless.push({ row: k, random: random.fork(k) })
    }
    if (useless.length > 0) redraw(simulator, prior, { parameters, traces }, useless)
    if (noise) addNoises(prior, parameters, n, () => random, traces)
    return { parameters, traces }
  }
}

/** Priors that leave out nearly all draws are refused (examine-prior.ts). */
const mostRedraws = 100

/**
 * Puts other draws in place of those that nothing can be learned from: one trace that runs away among millions would turn
 * every weight of a network into no number. All at once, again for those that are still useless, and so on.
 * @param rows of the useless ones, each with a stream of its own
 * @throws NagumoError PRIOR_INVALID where no draw helps
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
  const steps = prior.observable.usesGrid === false ? '' : ', or take more solver steps (substeps)'
  throw new NagumoError(
    'PRIOR_INVALID',
    `In ${mostRedraws} draws of the prior in a row ${uselessWords(prior.observable)}, and nothing can be learned from that. Narrow the prior${steps}.`,
  )
}

interface Redrawn {
  row: number
  random: Random
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
