import type { PosteriorSpecOf } from '../../../contract/networks.ts'
import { cycleFeatureCount, readCycle, writeCycleFeatures } from '../../../signal/cycle/cycle-reading.ts'
import { columnMoments } from '../scales.ts'
import type { EmbeddingDefinition } from './embedding.ts'

/**
 * Harmonics of the trace's cycle (cycle-reading.ts), standardized: for recordings on unknown scales. A trace without
 * a cycle is all 0.
 */
export const cycle: EmbeddingDefinition<PosteriorSpecOf<'cycle'>> = {
  create({ harmonics }, { grid: { points } }) {
    const width = cycleFeatureCount(harmonics)
    return {
      inputs: [{ name: 'cycle', width }],
      layers: [],
      learnsFromNoise: true,
      readsGaps: true,
      statistics: width,
      inputWriter({ statistics: { mean, sd } }) {
        return (trace, from, [out], row) => {
          const reading = readCycle(trace, from, points, harmonics)
          const at = row * width
          if (reading) writeCycleFeatures(reading, out, at)
          for (let j = 0; j < width; j++) out[at + j] = reading ? (out[at + j] - mean[j]) / sd[j] : 0
          return reading
        }
      },
      measure({ traces }, n) {
        const features = new Float64Array(n * width)
        const readings = Array.from({ length: n }, (_, k) => {
          const reading = readCycle(traces, k * points, points, harmonics)
          if (reading) writeCycleFeatures(reading, features, k * width)
          return reading
        })
        return {
          scales: { trace: { mean: 0, sd: 1 }, statistics: columnMoments(features, width) },
          readings,
        }
      },
    }
  },
}
