import { setImmediate } from 'node:timers/promises'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import type { ReferenceResult } from './results.ts'
import { prior, testSet } from './test-set.ts'

/** The posterior network and the exact posterior on test traces from … from + count. */
export async function runReference(
  model: string,
  from: number,
  count: number,
  traces: number,
): Promise<ReferenceResult> {
  const estimator = await loadEstimator(model)
  const all = testSet(traces).traces
  const { points } = prior.grid
  const network: Record<string, number[]> = {}
  const exact: Record<string, number[]> = {}
  const began = performance.now()
  for (let k = from; k < from + count; k++) {
    const { result } = runEstimate(estimator, Array.from(all.subarray(k * points, (k + 1) * points)), k)
    for (const parameter of result.parameters) {
      network[parameter.name] ??= []
      exact[parameter.name] ??= []
      network[parameter.name].push(parameter.network.mean)
      exact[parameter.name].push(parameter.posterior.mean)
    }
    // As in run-cell.ts: the process exits when its parent is gone.
    await setImmediate()
  }
  return { from, network, exact, seconds: (performance.now() - began) / 1000 }
}
