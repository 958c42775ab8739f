import * as layers from '@tensorflow/tfjs-layers'
import type { PosteriorSpec, PosteriorSpecOf } from '../../contract/models.ts'
import { cycleFeatureCount } from '../../signal/cycle/cycle-reading.ts'
import { statisticsCount } from '../trace-statistics.ts'
import { mixtureOutputSize } from './mixture-output.ts'
import { paddedLength } from './padded-length.ts'

/**
 * The posterior network: trace [batch, length] and statistics [batch, statisticsCount], or features of the cycle
 * [batch, cycleFeatureCount] → the numbers of a Gaussian mixture [batch, mixtureOutputSize]. Built of standard layers only, so that the saved topology can
 * be read by any Keras-compatible program.
 * @param seed of the initial weights
 */
export function buildPosteriorNetwork(
  spec: PosteriorSpec,
  points: number,
  dimension: number,
  seed: number,
): layers.LayersModel {
  let layer = 0
  const init = () => layers.initializers.glorotNormal({ seed: seed * 131 + layer++ })
  const dense = (units: number, name: string) =>
    layers.layers.dense({ units, activation: 'swish', kernelInitializer: init(), name })

  if (spec.embedding === 'cycle') {
    const cycle = layers.input({ shape: [cycleFeatureCount(spec.harmonics)], name: 'cycle' })
    return layers.model({ inputs: [cycle], outputs: head(cycle), name: 'posterior' })
  }
  const length = paddedLength(spec, points)
  const trace = layers.input({ shape: [length], name: 'trace' })
  const statistics = layers.input({ shape: [statisticsCount], name: 'statistics' })

  let x = spec.embedding === 'patches' ? patches(trace, spec) : convolutions(trace, spec)
  x = layers.layers.concatenate({ name: 'with_statistics' }).apply([x, statistics]) as layers.SymbolicTensor

  return layers.model({ inputs: [trace, statistics], outputs: head(x), name: 'posterior' })

  function head(input: layers.SymbolicTensor): layers.SymbolicTensor {
    const [first, ...rest] = spec.dense
    let y = dense(first, 'head').apply(input) as layers.SymbolicTensor
    const residual = dense(first, 'head_residual').apply(y) as layers.SymbolicTensor
    y = layers.layers.add({ name: 'head_sum' }).apply([y, residual]) as layers.SymbolicTensor
    rest.forEach((units, i) => {
      y = dense(units, `head_${i + 2}`).apply(y) as layers.SymbolicTensor
    })
    const outputs = layers.layers.dense({
      units: mixtureOutputSize(spec.density.components, dimension),
      kernelInitializer: init(),
      name: 'mixture',
    })
    return outputs.apply(y) as layers.SymbolicTensor
  }

  /** Patches of neighbouring points, then pairs of patches, pairs of pairs …: convolutions without overlap. */
  function patches(
    input: layers.SymbolicTensor,
    { points, widths }: PosteriorSpecOf<'patches'>,
  ): layers.SymbolicTensor {
    let count = input.shape[1]! / points
    let width = points
    let y = input
    widths.forEach((units, i) => {
      if (i > 0) {
        count /= 2
        width *= 2
      }
      y = layers.layers
        .reshape({ targetShape: [count, width], name: `patch_${i}` })
        .apply(y) as layers.SymbolicTensor
      y = dense(units, `embed_${i}`).apply(y) as layers.SymbolicTensor
      width = units
    })
    return layers.layers.flatten({ name: 'embedding' }).apply(y) as layers.SymbolicTensor
  }

  /** Strided convolutions: of twice the stride the kernel first, then kernel 4 and stride 2. */
  function convolutions(
    input: layers.SymbolicTensor,
    { stride, widths }: PosteriorSpecOf<'convolutions'>,
  ): layers.SymbolicTensor {
    let y = layers.layers
      .reshape({ targetShape: [input.shape[1]!, 1], name: 'channel' })
      .apply(input) as layers.SymbolicTensor
    widths.forEach((filters, i) => {
      y = layers.layers
        .conv1d({
          filters,
          kernelSize: i === 0 ? 2 * stride : 4,
          strides: i === 0 ? stride : 2,
          padding: 'valid',
          activation: 'swish',
          kernelInitializer: init(),
          name: `embed_${i}`,
        })
        .apply(y) as layers.SymbolicTensor
    })
    return layers.layers.flatten({ name: 'embedding' }).apply(y) as layers.SymbolicTensor
  }
}
