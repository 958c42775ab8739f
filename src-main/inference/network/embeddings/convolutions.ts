import type { PosteriorSpecOf } from '../../../contract/networks.ts'
import type { Layer } from '../layers/layer.ts'
import type { EmbeddingDefinition } from './embedding.ts'
import { standardizedTrace } from './standardized-trace.ts'

type ConvolutionsSpec = PosteriorSpecOf<'convolutions'>

/** Convolutions that overlap by half: the first has a kernel of twice its stride, the others kernel 4 and stride 2. */
export const convolutions: EmbeddingDefinition<ConvolutionsSpec> = {
  create(spec, prior) {
    const { points } = prior.grid
    // Without layers there is no embedding: NaN makes the network's shape invalid.
    const length = spec.widths.length === 0 ? Number.NaN : points
    return standardizedTrace(prior, length, convolutionLayers(spec, length))
  },
}

function convolutionLayers({ stride, widths }: ConvolutionsSpec, length: number): Layer[] {
  return [
    { kind: 'reshape', name: 'channel', shape: [length, 1] },
    ...widths.map((filters, i): Layer => {
      const [size, step] = i === 0 ? [2 * stride, stride] : [4, 2]
      return { kind: 'convolution', name: `embed_${i}`, filters, size, stride: step }
    }),
  ]
}
