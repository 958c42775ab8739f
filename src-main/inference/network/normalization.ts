import type { Normalization } from '../../contract/models.ts'
import type { Prior } from '../../simulation/prior.ts'
import type { Random } from '../../simulation/random.ts'
import { createBatchSource } from '../../simulation/simulate.ts'
import { statisticsCount, traceStatistics } from '../trace-statistics.ts'

/** Measured on 4,096 draws of the prior. */
export function measureNormalization(prior: Prior, random: Random): Normalization {
  const n = 4096
  const { points } = prior.grid
  const dimension = prior.parameters.length
  const { parameters, traces } = createBatchSource(prior, n)(random)
  const statistics = new Float64Array(n * statisticsCount)
  const targets = new Float64Array(n * dimension)
  for (let k = 0; k < n; k++) {
    traceStatistics(traces, k * points, points, statistics, k * statisticsCount)
    prior.toUnbounded(parameters, k * dimension, targets, k * dimension)
  }
  const trace = columnMoments(traces, 1)
  return {
    trace: { mean: trace.mean[0], sd: trace.sd[0] },
    statistics: columnMoments(statistics, statisticsCount),
    target: columnMoments(targets, dimension),
  }
}

function columnMoments(
  values: Float64Array | Float32Array,
  columns: number,
): { mean: number[]; sd: number[] } {
  const rows = values.length / columns
  const mean = new Array<number>(columns).fill(0)
  const sd = new Array<number>(columns).fill(0)
  for (let i = 0; i < values.length; i++) mean[i % columns] += values[i] / rows
  for (let i = 0; i < values.length; i++) sd[i % columns] += (values[i] - mean[i % columns]) ** 2 / rows
  return { mean, sd: sd.map((v) => Math.max(Math.sqrt(v), 1e-6)) }
}

/** Writes the network's inputs for trace[from … from+points): `padded` values and the statistics, normalized. */
export function writeInputs(
  trace: Float32Array,
  from: number,
  points: number,
  padded: number,
  normalization: Normalization,
  outTrace: Float32Array,
  traceAt: number,
  outStatistics: Float32Array,
  statisticsAt: number,
): void {
  const { mean, sd } = normalization.trace
  for (let i = 0; i < padded; i++) outTrace[traceAt + i] = (trace[from + Math.min(i, points - 1)] - mean) / sd
  traceStatistics(trace, from, points, outStatistics, statisticsAt)
  const s = normalization.statistics
  for (let j = 0; j < statisticsCount; j++) {
    outStatistics[statisticsAt + j] = (outStatistics[statisticsAt + j] - s.mean[j]) / s.sd[j]
  }
}
