import type { Prior } from '../../../model/composition/prior.ts'
import { statisticsCount, traceStatistics } from '../../trace-statistics.ts'
import type { Layer } from '../layers/layer.ts'
import { columnMoments } from '../scales.ts'
import type { Embedding } from './embedding.ts'
import { writeScaledTrace } from './scaled-trace.ts'

/**
 * A trace for layers, and the statistics of its fast structure (trace-statistics.ts) concatenated to their output,
 * all standardized to mean 0 and standard deviation 1 under the prior.
 * @param length the trace is padded to, by its last value
 * @param layers from the trace to a vector
 */
export function standardizedTrace({ grid }: Prior, length: number, layers: readonly Layer[]): Embedding {
  const { points } = grid
  return {
    inputs: [
      { name: 'trace', width: length },
      { name: 'statistics', width: statisticsCount },
    ],
    layers: [
      ...layers,
      { kind: 'flatten', name: 'embedding' },
      { kind: 'concatenate', name: 'with_statistics', input: 1 },
    ],
    learnsFromNoise: true,
    readsGaps: false,
    statistics: statisticsCount,
    inputWriter({ trace: scale, statistics: { mean, sd } }) {
      const writeTrace = writeScaledTrace(scale, points, length)
      return (trace, from, out, row) => {
        writeTrace(trace, from, out, row)
        const at = row * statisticsCount
        traceStatistics(trace, from, points, out[1], at)
        for (let j = 0; j < statisticsCount; j++) out[1][at + j] = (out[1][at + j] - mean[j]) / sd[j]
        return null
      }
    },
    measure({ traces }, n) {
      const statistics = new Float64Array(n * statisticsCount)
      for (let k = 0; k < n; k++) {
        traceStatistics(traces, k * points, points, statistics, k * statisticsCount)
      }
      const { mean, sd } = columnMoments(traces, 1)
      return {
        scales: {
          trace: { mean: mean[0], sd: sd[0] },
          statistics: columnMoments(statistics, statisticsCount),
        },
        readings: new Array(n).fill(null),
      }
    },
  }
}
