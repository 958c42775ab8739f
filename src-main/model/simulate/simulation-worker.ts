import { parentPort, workerData } from 'node:worker_threads'
import { findNeuronModel } from '../neuron-models.ts'
import { rowLayout } from '../row-layout.ts'
import type { SimulationPart, SimulationSetup } from './parallel-simulator.ts'
import { createSimulator } from './simulator.ts'

// A thread of parallel-simulator.ts.
const { model: id, constants, grid } = workerData as SimulationSetup
const model = findNeuronModel(id)
const simulator = createSimulator(model, constants, grid)
const { size } = rowLayout(model.parameters.length, constants)

parentPort?.on('message', ({ theta, from, count, out, observed, sums }: SimulationPart) => {
  const own = theta.subarray(from * size, (from + count) * size)
  if (out) simulator.traces(own, count, out.subarray(from * grid.points, (from + count) * grid.points))
  else simulator.residualSums(own, count, observed, sums.subarray(4 * from, 4 * (from + count)))
  parentPort?.postMessage(null)
})
