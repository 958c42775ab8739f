import type { TraceKind } from '../../contract/priors.ts'
import type { ForwardModel } from '../observable.ts'
import { outputCount } from '../outputs.ts'
import { createSimulator } from '../simulate/simulator.ts'
import { traceKind } from '../trace-kind.ts'
import type { Prior } from './prior.ts'

/**
 * Classifies neurons by their behaviour, from rows of a simulator, at most `most` per call: from the data where these
 * are traces, else from the underlying membrane potential.
 */
export function createTraceKinds(
  { forward }: Pick<Prior, 'forward'>,
  most: number,
): (thetas: Float64Array, n: number) => TraceKind[] {
  const { neuron, observable, size, layout } = forward
  const { spikeLevel } = observable
  if (!spikeLevel) return membraneKinds(forward)
  const simulator = createSimulator(forward)
  const traces = new Float32Array(most * size)
  const drawn = size / outputCount(forward)
  return (thetas, n) => {
    simulator.predictions(thetas, n, traces)
    return Array.from({ length: n }, (_, k) => {
      const spike = spikeLevel(neuron, thetas, k * layout.size)
      return traceKind(traces.subarray(k * size, k * size + drawn), spike, neuron.plausible)
    })
  }
}

function membraneKinds({ neuron, constantDescriptions, current, grid, layout }: ForwardModel) {
  const u = new Float64Array(grid.points)
  const used = new Float64Array(constantDescriptions.length)
  const constants = Float64Array.from(neuron.constants, (constant) => constant.default)
  const places = constantDescriptions.map(({ name }) => neuron.constants.findIndex((c) => c.name === name))
  return (thetas: Float64Array, n: number): TraceKind[] =>
    Array.from({ length: n }, (_, k) => {
      layout.constantsOf(thetas, k * layout.size, used)
      places.forEach((place, j) => {
        if (place >= 0) constants[place] = used[j]
      })
      neuron.solve(thetas.subarray(k * layout.size), constants, grid, current, u)
      return traceKind(u, neuron.spike, neuron.plausible)
    })
}
