import type { DenseLayer, Layer, NetworkLayers } from './layer.ts'

/** Name and shape of a tensor of weights. */
export interface WeightSpec {
  name: string
  shape: number[]
}

/** Shapes of a network's weights, in the order of its layers, and its number of outputs. */
export interface NetworkShape {
  weights: WeightSpec[]
  outputs: number
}

/**
 * The shape of a network, without building it, since an imported card may describe a network of any size.
 * @returns null where a layer has no output: the trace is too short for the layers, or there are too few of them
 */
export function shapeOf({ inputs, layers }: NetworkLayers): NetworkShape | null {
  const weights: WeightSpec[] = []
  let shape: readonly number[] = [inputs[0].width]
  for (const layer of layers) {
    weights.push(...weightsOf(layer, shape))
    shape = outputShape(layer, shape, inputs)
    if (!shape.every((size) => size >= 1 && Number.isInteger(size))) return null
  }
  return { weights, outputs: product(shape) }
}

/** The output shape of a layer, without the batch. */
export function outputShape(
  layer: Layer,
  shape: readonly number[],
  inputs: NetworkLayers['inputs'],
): readonly number[] {
  switch (layer.kind) {
    case 'dense':
      return [...shape.slice(0, -1), layer.units]
    case 'residual':
      return shape
    case 'reshape':
      return layer.shape
    case 'flatten':
      return [product(shape)]
    case 'convolution':
      return [Math.floor((shape[0] - layer.size) / layer.stride) + 1, layer.filters]
    case 'averagePairs':
      return [Math.floor(shape[0] / 2), shape[1]]
    case 'concatenate':
      return [shape[0] + inputs[layer.input].width]
  }
}

export function countWeights(weights: readonly WeightSpec[]): number {
  return weights.reduce((sum, { shape }) => sum + product(shape), 0)
}

export function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1)
}

function weightsOf(layer: Layer, shape: readonly number[]): WeightSpec[] {
  const inputs = shape[shape.length - 1]
  switch (layer.kind) {
    case 'dense':
      return denseWeights(layer, inputs)
    case 'residual':
      return denseWeights(layer.dense, inputs)
    case 'convolution':
      return kernelAndBias(layer.name, [layer.size, inputs, layer.filters])
    default:
      return []
  }
}

function denseWeights({ name, units }: DenseLayer, inputs: number): WeightSpec[] {
  return kernelAndBias(name, [inputs, units])
}

function kernelAndBias(name: string, kernel: number[]): WeightSpec[] {
  return [
    { name: `${name}/kernel`, shape: kernel },
    { name: `${name}/bias`, shape: [kernel[kernel.length - 1]] },
  ]
}
