import type { PointSpec } from '../../../contract/networks.ts'
import type { Layer } from '../layers/layer.ts'
import type { EmbeddingDefinition } from './embedding.ts'
import { writeScaledTrace } from './scaled-trace.ts'

const kernelSize = 3
const stride = 2

/**
 * The trace itself, with or without noise, with convolutions over it (kernel 3, stride 2, valid padding) and average
 * pooling of pairs between each two (Rudi, Bessac & Lenzi 2022).
 */
export const rawTrace: EmbeddingDefinition<PointSpec> = {
  create({ input, convolutions }, { grid: { points } }) {
    return {
      inputs: [{ name: 'input', width: points }],
      layers: convolutions.length === 0 ? [] : convolutionLayers(convolutions, points),
      learnsFromNoise: input === 'noisyTrace',
      readsGaps: false,
      statistics: 0,
      inputWriter: ({ trace }) => writeScaledTrace(trace, points, points),
      measure: (_batch, n) => ({
        scales: { trace: { mean: 0, sd: 1 }, statistics: { mean: [], sd: [] } },
        readings: new Array(n).fill(null),
      }),
    }
  },
}

function convolutionLayers(convolutions: readonly number[], points: number): Layer[] {
  return [
    { kind: 'reshape', name: 'channel', shape: [points, 1] },
    ...convolutions.flatMap((filters, i): Layer[] => {
      const name = `convolution_${i + 1}`
      const convolution: Layer = { kind: 'convolution', name, filters, size: kernelSize, stride }
      return i === 0 ? [convolution] : [{ kind: 'averagePairs', name: `pool_${i}` }, convolution]
    }),
    { kind: 'flatten', name: 'flat' },
  ]
}
