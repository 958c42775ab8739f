import { NagumoError } from '../contract/errors.ts'
import { addNoise, noiseSd } from './ar1-noise.ts'
import type { Prior } from './prior.ts'
import type { Random } from './random.ts'
import { createSimulator, type Simulator } from './simulator.ts'

/** A batch of fresh recordings with their true parameters. */
export interface Batch {
  /** n × dimension, row-major, in the order of the prior's list. */
  parameters: Float64Array
  /** n × points: u + η, or u alone. */
  traces: Float32Array
}

/**
 * Draws parameters from the prior and a trace for each: d = u(θ) + η(σ, ρ). Buffers are reused between calls.
 * @param options.noise false leaves η out; the same seed gives the same parameters
 */
export function createBatchSource(
  prior: Prior,
  n: number,
  { noise = true }: { noise?: boolean } = {},
): (random: Random) => Batch {
  const simulator = createSimulator(prior.model, prior.constants, prior.grid)
  const dimension = prior.parameters.length
  const parameters = new Float64Array(n * dimension)
  const traces = new Float32Array(n * prior.grid.points)
  return (random) => {
    for (let k = 0; k < n; k++) prior.sample(random, parameters, k * dimension)
    if (noise) observe(simulator, prior, parameters, n, () => random, traces)
    else simulator.traces(thetasOf(prior, parameters, n), n, traces)
    for (let k = 0; k < n; k++) {
      if (ranAway(traces, k, prior)) redraw(simulator, prior, { parameters, traces }, k, random, noise)
    }
    return { parameters, traces }
  }
}

/** A neuron that runs away does not come back, so that the end of its trace tells. */
function ranAway(traces: Float32Array, k: number, { grid }: Prior): boolean {
  return !Number.isFinite(traces[(k + 1) * grid.points - 1])
}

const mostRedraws = 100

/**
 * Puts another draw in place of one whose membrane potential is no number. Priors that do this often are refused
 * (examine-prior.ts); a single such trace among millions would still turn every weight of a network into no number.
 * @throws NagumoError PRIOR_INVALID where no draw helps
 */
function redraw(
  simulator: Simulator,
  prior: Prior,
  { parameters, traces }: Batch,
  k: number,
  random: Random,
  noise: boolean,
): void {
  const dimension = prior.parameters.length
  const { points, dt } = prior.grid
  // A stream of its own, so that the same seed gives the same parameters with noise and without.
  const own = random.fork(k)
  const row = parameters.subarray(k * dimension, (k + 1) * dimension)
  const trace = traces.subarray(k * points, (k + 1) * points)
  for (let i = 0; i < mostRedraws; i++) {
    prior.sample(own, row, 0)
    simulator.traces(thetasOf(prior, row, 1), 1, trace)
    if (ranAway(trace, 0, prior)) continue
    const { sigma, rho } = prior.noise(row, 0)
    if (noise) addNoise(trace, 0, points, noiseSd(sigma, dt), rho, own)
    return
  }
  throw new NagumoError(
    'PRIOR_INVALID',
    `In ${mostRedraws} draws of the prior in a row the membrane potential ran away beyond all numbers, and nothing can be learned from that. Narrow the prior, or take more solver steps (substeps).`,
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
 * Traces with noise for the given parameters (n × dimension), written to `traces` (n × points).
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
  const dimension = prior.parameters.length
  const { points, dt } = prior.grid
  simulator.traces(thetasOf(prior, parameters, n), n, traces)
  for (let k = 0; k < n; k++) {
    const { sigma, rho } = prior.noise(parameters, k * dimension)
    addNoise(traces, k * points, points, noiseSd(sigma, dt), rho, randomOf(k))
  }
}
