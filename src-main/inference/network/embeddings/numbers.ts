import type { PosteriorSpecOf } from '../../../contract/networks.ts'
import { columnMoments } from '../scales.ts'
import type { EmbeddingDefinition } from './embedding.ts'

/** The data themselves, each number standardized: for observables that are a few summary statistics. */
export const numbers: EmbeddingDefinition<PosteriorSpecOf<'numbers'>> = {
  create(_spec, { size }) {
    return {
      inputs: [{ name: 'numbers', width: size }],
      layers: [],
      learnsFromNoise: true,
      readsGaps: false,
      statistics: size,
      inputWriter({ statistics: { mean, sd } }) {
        return (data, from, [out], row) => {
          for (let j = 0; j < size; j++) out[row * size + j] = (data[from + j] - mean[j]) / sd[j]
          return null
        }
      },
      measure({ traces }, n) {
        return {
          scales: { trace: { mean: 0, sd: 1 }, statistics: columnMoments(traces, size) },
          readings: Array.from({ length: n }, () => null),
        }
      },
    }
  },
}
