import { parentPort, workerData } from 'node:worker_threads'
import { composeForward } from '../composition/forward.ts'
import { partsOf } from '../composition/parts.ts'
import type { SimulationPart, SimulationSetup } from './parallel-simulator.ts'
import { createSimulator } from './simulator.ts'

// The worker thread of parallel-simulator.ts.
const setup = workerData as SimulationSetup
const forward = composeForward({ ...partsOf(setup), constants: setup.constants, grid: setup.grid })
const simulator = createSimulator(forward)
const { size, layout } = forward

parentPort?.on('message', ({ theta, from, count, out, observed, sums }: SimulationPart) => {
  const own = theta.subarray(from * layout.size, (from + count) * layout.size)
  if (out) simulator.predictions(own, count, out.subarray(from * size, (from + count) * size))
  else simulator.residualSums(own, count, observed, sums.subarray(4 * from, 4 * (from + count)))
  parentPort?.postMessage(null)
})
