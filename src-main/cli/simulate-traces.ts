import type { Prior } from '../model/composition/prior.ts'
import { contains, intervalWords } from '../model/interval.ts'
import { createRandom } from '../model/random.ts'
import { observe } from '../model/simulate/simulate.ts'
import { createSimulator } from '../model/simulate/simulator.ts'
import { usage } from './arguments.ts'

export interface Simulation {
  prior: Prior
  seed: number
  count: number
  /** count × dimension, row-major, in the prior's order. */
  parameters: Float64Array
  /** count × size */
  traces: Float32Array
}

/**
 * Traces with noise. Trace k depends only on the seed and k, not on their number.
 * @param fixed values in the prior's order; NaN where one is drawn from the prior
 * @throws NagumoError USAGE where the values give no valid trace
 */
export function simulateTraces(prior: Prior, fixed: number[], count: number, seed: number): Simulation {
  checkValues(prior, fixed)
  const dimension = prior.parameters.length
  const { size } = prior
  const simulator = createSimulator(prior.forward)
  const parameters = new Float64Array(count * dimension)
  const traces = new Float32Array(count * size)
  const root = createRandom(seed)
  const streams = Array.from({ length: count }, (_, k) => root.fork(k))
  streams.forEach((random, k) => {
    const values = parameters.subarray(k * dimension, (k + 1) * dimension)
    prior.sample(random, values, 0)
    fixed.forEach((value, j) => {
      if (!Number.isNaN(value)) values[j] = value
    })
  })
  observe(simulator, prior, parameters, count, (k) => streams[k], traces)
  for (let k = 0; k < count; k++) {
    const values = parameters.subarray(k * dimension, (k + 1) * dimension)
    const trace = traces.subarray(k * size, (k + 1) * size)
    if (!trace.every(Number.isFinite)) {
      const said = prior.parameters.map(({ name }, j) => `${name} ${values[j]}`).join(', ')
      throw usage(`With ${said} the model diverges. Choose values closer to the prior.`)
    }
  }
  return { prior, seed, count, parameters, traces }
}

function checkValues({ parameters, neuron, observable, noiseModel }: Prior, fixed: number[]): void {
  const allowed = { ...neuron.allowed, ...observable.allowed, ...noiseModel.allowed }
  parameters.forEach(({ name }, j) => {
    const interval = allowed[name]
    if (!interval || Number.isNaN(fixed[j]) || contains(interval, fixed[j])) return
    throw usage(`--${name} ${intervalWords(interval)}; it was ${fixed[j]}.`)
  })
}
