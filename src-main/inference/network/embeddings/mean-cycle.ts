import type { PosteriorSpecOf } from '../../../contract/networks.ts'
import { designOf, levelsOf, varianceOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { cycleNumbers } from '../../../signal/mean-cycle/nodes.ts'
import { columnMoments } from '../scales.ts'
import type { EmbeddingDefinition } from './embedding.ts'

/** ln(interval), potentials at the nodes minus the level, the level, ln(width), and the log of each number's sd. */
const width = 2 * cycleNumbers + 2

/** A mean cycle: its numbers, its design and its standard deviations, each standardized. */
export const meanCycle: EmbeddingDefinition<PosteriorSpecOf<'meanCycle'>> = {
  create(_spec, { size }) {
    return {
      inputs: [{ name: 'meanCycle', width }],
      layers: [],
      learnsFromNoise: true,
      readsGaps: false,
      statistics: width,
      inputWriter({ statistics: { mean, sd } }) {
        return (data, from, [out], row) => {
          const at = row * width
          writeFeatures(data, from, out, at)
          for (let j = 0; j < width; j++) out[at + j] = (out[at + j] - mean[j]) / sd[j]
          return levelsOf(data, from)
        }
      },
      measure({ traces }, n) {
        const features = new Float64Array(n * width)
        const readings = Array.from({ length: n }, (_, k) => {
          writeFeatures(traces, k * size, features, k * width)
          return levelsOf(traces, k * size)
        })
        return {
          scales: { trace: { mean: 0, sd: 1 }, statistics: columnMoments(features, width) },
          readings,
        }
      },
    }
  },
}

function writeFeatures(
  data: ArrayLike<number>,
  from: number,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const { level, width: spikeWidth } = designOf(data, from)
  out[at] = data[from]
  for (let j = 1; j < cycleNumbers; j++) out[at + j] = data[from + j] - level
  out[at + cycleNumbers] = level
  out[at + cycleNumbers + 1] = Math.log(spikeWidth)
  for (let j = 0; j < cycleNumbers; j++) {
    out[at + cycleNumbers + 2 + j] = 0.5 * Math.log(varianceOf(data, from, j))
  }
}
