import type { PointSpec } from '../../../contract/networks.ts'
import { columnRanges } from '../scales.ts'
import type { EmbeddingDefinition } from './embedding.ts'
import { spikeSummary } from './spike-summary.ts'

/**
 * Spike rate alone, or with the mean spike duration, scaled to 0 … 1 in the training set (Rudi, Bessac & Lenzi 2022).
 */
export const spikeRates: EmbeddingDefinition<PointSpec> = {
  create({ input }, prior) {
    const { points } = prior.grid
    const width = input === 'spikeRate' ? 1 : 2
    return {
      inputs: [{ name: 'input', width }],
      layers: [],
      learnsFromNoise: false,
      readsGaps: false,
      statistics: width,
      inputWriter({ statistics: { mean, sd } }, hasNoise) {
        return (trace, from, [out], row) => {
          const { rate, duration } = spikeSummary(prior, trace, from, hasNoise)
          const summaries = [rate, duration]
          for (let j = 0; j < width; j++) out[row * width + j] = (summaries[j] - mean[j]) / sd[j]
          return null
        }
      },
      measure({ traces }, n) {
        const summaries = Array.from({ length: n }, (_, k) => spikeSummary(prior, traces, k * points, false))
        // Both are measured, whichever the network's input is.
        const columns = [summaries.map((s) => s.rate), summaries.map((s) => s.duration)]
        return {
          scales: { trace: { mean: 0, sd: 1 }, statistics: columnRanges(columns) },
          readings: new Array(n).fill(null),
        }
      },
    }
  },
}
