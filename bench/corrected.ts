import { createRandom } from '../src-main/simulation/random.ts'
import { createBatchSource } from '../src-main/simulation/simulate.ts'
import { loadEstimator, printSampling, runEstimate } from './estimates.ts'
import type { BenchOptions } from './main.ts'

/** The whole estimate on fresh traces: coverage of its 90 % intervals, sampling, verdicts. */
export async function corrected({ model, traces, seed }: BenchOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const { prior } = estimator
  const D = prior.parameters.length
  const { points } = prior.grid
  const batch = createBatchSource(prior, traces)(createRandom(seed))
  const runs = Array.from({ length: traces }, (_, k) =>
    runEstimate(estimator, Array.from(batch.traces.subarray(k * points, (k + 1) * points)), k),
  )
  console.log(`${model}, corrected, on ${traces} fresh traces (seed ${seed})`)
  const shares: Record<string, object> = {}
  prior.parameters.forEach(({ name }, j) => {
    const truth = (k: number): number => batch.parameters[k * D + j]
    const inside = runs.filter(({ result }, k) => {
      const { q05, q95 } = result.parameters[j].posterior
      return truth(k) > q05 && truth(k) < q95
    })
    const mean = runs.reduce((s, _, k) => s + truth(k) / traces, 0)
    const residual = runs.reduce(
      (s, { result }, k) => s + (truth(k) - result.parameters[j].posterior.mean) ** 2,
      0,
    )
    shares[name] = {
      'R²': (1 - residual / runs.reduce((s, _, k) => s + (truth(k) - mean) ** 2, 0)).toFixed(4),
      'coverage of 90 % intervals': (inside.length / traces).toFixed(3),
    }
  })
  console.table(shares)
  printSampling(runs)
}
