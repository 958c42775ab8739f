import * as tf from '@tensorflow/tfjs-core'
import type { Recalibration } from '../../contract/calibration.ts'
import type { ModelCard } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { coordinatesOf } from '../coordinates.ts'
import type { Mixture } from '../mixture.ts'
import { forward } from './forward.ts'
import { createInputWriter, inputWidths } from './inputs.ts'
import { createMixtureReader } from './mixture-output.ts'
import { placed } from './placed.ts'
import { createPointReader } from './point-output.ts'
import { recalibrate } from './recalibration.ts'
import { toTensors, type WeightSpec } from './weights.ts'
import { withoutGaps } from './without-gaps.ts'

/** A trained network at work: traces in, proposals for their posteriors out. */
export interface TrainedNetwork {
  /** Whether it knows how uncertain it is, or how wrong it was in its tests has to do. */
  gives: 'posterior' | 'point'
  /**
   * @param traces n × points, in model units; samples that are NaN are missing
   * @returns n mixtures in the prior's coordinates (coordinates.ts)
   */
  condition(traces: Float32Array, n: number): Mixture[]
  /**
   * What it puts out itself, in the network's own scale.
   * @param hasNoise false where the traces are known to have none
   * @returns n × outputs
   */
  outputs(traces: Float32Array, n: number, hasNoise?: boolean): Float32Array
  dispose(): void
}

/** What a trained network is made of; of a posterior network, a recalibration where one was kept. */
export type NetworkParts = Pick<ModelCard, 'network' | 'normalization' | 'errors'> & {
  recalibration?: Recalibration | null
}

/** @param flat weights in the order of `specs` */
export function createTrainedNetwork(
  prior: Prior,
  { network: spec, normalization, errors, recalibration }: NetworkParts,
  specs: readonly WeightSpec[],
  flat: Float32Array,
): TrainedNetwork {
  const { points } = prior.grid
  const widths = inputWidths(spec, prior)
  const read =
    spec.kind === 'point'
      ? createPointReader(spec, prior, normalization, errors)
      : createMixtureReader(spec, normalization)
  const weights = toTensors(specs, flat).map((t) => tf.keep(t))
  const coordinates = coordinatesOf(prior)
  function run(traces: Float32Array, n: number, hasNoise: boolean) {
    const write = createInputWriter(spec, prior, normalization, hasNoise)
    const inputs = widths.map((width) => new Float32Array(n * width))
    const seen =
      spec.kind === 'posterior' && spec.embedding === 'cycle' ? traces : withoutGaps(traces, points)
    const readings = Array.from({ length: n }, (_, k) => write(seen, k * points, inputs, k))
    const values = tf.tidy(
      () =>
        forward(
          spec,
          weights,
          inputs.map((input, i) => tf.tensor2d(input, [n, widths[i]])),
        ).dataSync() as Float32Array,
    )
    return { readings, values }
  }
  return {
    gives: spec.kind,
    outputs: (traces, n, hasNoise = true) => run(traces, n, hasNoise).values,
    condition(traces, n) {
      const { readings, values } = run(traces, n, true)
      const size = values.length / n
      return Array.from({ length: n }, (_, k) => {
        const mixture = read(values.subarray(k * size, (k + 1) * size))
        const own = recalibration ? recalibrate(mixture, recalibration) : mixture
        const place = coordinates.placeOf(readings[k])
        return place ? placed(own, place) : own
      })
    },
    dispose() {
      tf.dispose(weights)
    },
  }
}
