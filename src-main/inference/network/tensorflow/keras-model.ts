import * as layers from '@tensorflow/tfjs-layers'
import type { DenseLayer, Layer, NetworkLayers } from '../layers/layer.ts'

type Symbolic = layers.SymbolicTensor

/**
 * A network as a TensorFlow.js layers model, of standard layers only, so that any Keras-compatible program can read
 * the saved topology.
 * @param seed of the initial weights
 */
export function kerasModel(network: NetworkLayers, seed: number): layers.LayersModel {
  const inputs = network.inputs.map(({ name, width }) => layers.input({ shape: [width], name }))
  let drawn = 0
  /** Each layer's kernel has its own seed. */
  const kernelInitializer = () => layers.initializers[network.initializer]({ seed: seed * 131 + drawn++ })

  const dense = ({ units, activation, name }: DenseLayer) =>
    layers.layers.dense({ units, activation, kernelInitializer: kernelInitializer(), name })

  function apply(x: Symbolic, layer: Layer): Symbolic {
    const { name } = layer
    switch (layer.kind) {
      case 'dense':
        return symbolic(dense(layer).apply(x))
      case 'residual':
        return symbolic(layers.layers.add({ name }).apply([x, symbolic(dense(layer.dense).apply(x))]))
      case 'reshape':
        return symbolic(layers.layers.reshape({ targetShape: [...layer.shape], name }).apply(x))
      case 'flatten':
        return symbolic(layers.layers.flatten({ name }).apply(x))
      case 'concatenate':
        return symbolic(layers.layers.concatenate({ name }).apply([x, inputs[layer.input]]))
      case 'averagePairs':
        return symbolic(layers.layers.averagePooling1d({ poolSize: 2, strides: 2, name }).apply(x))
      case 'convolution': {
        const convolution = layers.layers.conv1d({
          filters: layer.filters,
          kernelSize: layer.size,
          strides: layer.stride,
          padding: 'valid',
          activation: 'swish',
          kernelInitializer: kernelInitializer(),
          name,
        })
        return symbolic(convolution.apply(x))
      }
    }
  }

  const outputs = network.layers.reduce(apply, inputs[0])
  return layers.model({ inputs, outputs, name: network.name })
}

function symbolic(output: ReturnType<layers.layers.Layer['apply']>): Symbolic {
  return output as Symbolic
}
