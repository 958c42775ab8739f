/** A dense layer, y = f(x W + b) over the last axis; swish(a) = a·sigmoid(a) (Ramachandran, Zoph & Le 2017). */
export interface DenseLayer {
  kind: 'dense'
  name: string
  units: number
  activation: 'linear' | 'swish' | 'sigmoid'
}

/** One layer of a network; shapes are without the batch. */
export type Layer =
  | DenseLayer
  | { kind: 'reshape'; name: string; shape: readonly number[] }
  | { kind: 'flatten'; name: string }
  /** Convolution in time, [length, channels] → [windows, filters], valid padding, with swish. */
  | { kind: 'convolution'; name: string; filters: number; size: number; stride: number }
  /** Average pooling of adjacent pairs in time; an odd one at the end is dropped. */
  | { kind: 'averagePairs'; name: string }
  /** Output of the layers so far, concatenated with another input of the network. */
  | { kind: 'concatenate'; name: string; input: number }
  /** x + dense(x) (He, Zhang, Ren & Sun 2016); the dense layer has as many units as inputs. */
  | { kind: 'residual'; name: string; dense: DenseLayer }

/** A network as data: its shapes are derived from it, and every engine builds it from this list alone. */
export interface NetworkLayers {
  /** Of the model in its Keras file. */
  name: string
  /** The layers start from the first. */
  inputs: readonly NetworkInput[]
  layers: readonly Layer[]
  /** Of all kernels (Glorot & Bengio 2010); biases start at 0. */
  initializer: 'glorotNormal' | 'glorotUniform'
}

export interface NetworkInput {
  name: string
  width: number
}

export function dense(
  name: string,
  units: number,
  activation: DenseLayer['activation'] = 'swish',
): DenseLayer {
  return { kind: 'dense', name, units, activation }
}
