import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { NetworkSpec } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { coordinatesOf } from '../coordinates.ts'
import { inputWidths } from './inputs.ts'
import { buildPointNetwork } from './point-build.ts'
import { buildPosteriorNetwork } from './posterior-build.ts'
import { targetIndices } from './targets.ts'

/**
 * The network as a TensorFlow.js layers model. Built of standard layers only, so that the saved topology can be read
 * by any Keras-compatible program.
 * @param seed of the initial weights
 */
export function buildNetwork(spec: NetworkSpec, prior: Prior, seed: number): LayersModel {
  return spec.kind === 'point'
    ? buildPointNetwork(spec, inputWidths(spec, prior)[0], targetIndices(spec, prior).length, seed)
    : buildPosteriorNetwork(spec, prior.grid.points, coordinatesOf(prior).dimension, seed)
}
