import type { PosteriorSpecOf } from '../../../contract/networks.ts'
import { dense, type Layer } from '../layers/layer.ts'
import type { EmbeddingDefinition } from './embedding.ts'
import { standardizedTrace } from './standardized-trace.ts'

type PatchesSpec = PosteriorSpecOf<'patches'>

/**
 * Dense layers over patches of adjacent points, then pairs of patches, pairs of pairs …: convolutions without
 * overlap.
 */
export const patches: EmbeddingDefinition<PatchesSpec> = {
  create(spec, prior) {
    const length = paddedLength(spec, prior.grid.points)
    return standardizedTrace(prior, length, patchLayers(spec, length))
  },
}

/** Length after padding of the trace, so that patches and pairs divide evenly; NaN where there are no layers. */
export function paddedLength({ points, widths }: PatchesSpec, tracePoints: number): number {
  if (widths.length === 0) return Number.NaN
  const unit = points * 2 ** (widths.length - 1)
  return Math.ceil(tracePoints / unit) * unit
}

function patchLayers({ points, widths }: PatchesSpec, length: number): Layer[] {
  let [count, width] = [length / points, points]
  return widths.flatMap((units, i) => {
    if (i > 0) [count, width] = [count / 2, 2 * width]
    const shape = [count, width]
    width = units
    return [{ kind: 'reshape', name: `patch_${i}`, shape }, dense(`embed_${i}`, units)]
  })
}
