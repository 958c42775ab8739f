import * as layers from '@tensorflow/tfjs-layers'
import { NagumoError } from '../../contract/errors.ts'
import type { PointSpec } from '../../contract/models.ts'

const kernelSize = 3
export const convolutionStride = 2
export const poolSize = 2

/**
 * A network of Rudi, Bessac & Lenzi 2022: trace, or spike rate and duration [batch, width] → each target scaled to
 * 0 … 1 [batch, targets]. Convolutions (kernel 3, stride 2, valid) with an average over pairs between two of them,
 * dense layers with swish, a sigmoid at the end.
 * @param seed of the initial weights (Glorot, uniform)
 */
export function buildPointNetwork(
  spec: PointSpec,
  width: number,
  targets: number,
  seed: number,
): layers.LayersModel {
  refuseShort(spec, width)
  let layer = 0
  const init = () => layers.initializers.glorotUniform({ seed: seed * 131 + layer++ })
  const input = layers.input({ shape: [width], name: 'input' })
  let x: layers.SymbolicTensor = input
  if (spec.convolutions.length > 0) {
    x = apply(layers.layers.reshape({ targetShape: [width, 1], name: 'channel' }), x)
    spec.convolutions.forEach((filters, i) => {
      if (i > 0)
        x = apply(layers.layers.averagePooling1d({ poolSize, strides: poolSize, name: `pool_${i}` }), x)
      const convolution = layers.layers.conv1d({
        filters,
        kernelSize,
        strides: convolutionStride,
        padding: 'valid',
        activation: 'swish',
        kernelInitializer: init(),
        name: `convolution_${i + 1}`,
      })
      x = apply(convolution, x)
    })
    x = apply(layers.layers.flatten({ name: 'flat' }), x)
  }
  spec.dense.forEach((units, i) => {
    const name = `dense_${i + 1}`
    x = apply(layers.layers.dense({ units, activation: 'swish', kernelInitializer: init(), name }), x)
  })
  const last = layers.layers.dense({
    units: targets,
    activation: 'sigmoid',
    kernelInitializer: init(),
    name: 'targets',
  })
  return layers.model({ inputs: input, outputs: apply(last, x), name: 'point' })
}

/** Each convolution and each average halves the trace; something must be left of it at the end. */
function refuseShort({ convolutions }: PointSpec, width: number): void {
  let length = width
  convolutions.forEach((_, i) => {
    if (i > 0) length = Math.floor(length / poolSize)
    length = Math.floor((length - kernelSize) / convolutionStride) + 1
  })
  if (length >= 1) return
  throw new NagumoError(
    'PRIOR_INVALID',
    `A trace of ${width} points is too short for ${convolutions.length} convolutions: nothing is left of it after them. Take more points, or a dense network.`,
  )
}

function apply(layer: { apply(x: layers.SymbolicTensor): unknown }, x: layers.SymbolicTensor) {
  return layer.apply(x) as layers.SymbolicTensor
}
