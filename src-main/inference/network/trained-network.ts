import type { Recalibration } from '../../contract/calibration.ts'
import type { ModelCard } from '../../contract/models.ts'
import type { Mixture } from '../mixture.ts'
import type { Engine } from './engine.ts'
import type { Learner } from './learner.ts'
import { placed } from './placed.ts'
import { recalibrate } from './recalibration.ts'
import { withoutGaps } from './without-gaps.ts'

/** A trained network: maps traces to proposals for their posteriors. */
export interface TrainedNetwork {
  /** Whether it estimates its own uncertainty, or that of its test errors is used. */
  gives: 'posterior' | 'point'
  /**
   * @param traces n × points, in model units; NaN is missing
   * @returns n mixtures in the prior's coordinates (coordinates.ts)
   */
  condition(traces: Float32Array, n: number): Mixture[]
  /**
   * Raw outputs, in the network's own scale.
   * @param hasNoise false where the traces are known to have none
   * @returns n × outputs
   */
  outputs(traces: Float32Array, n: number, hasNoise?: boolean): Float32Array
  dispose(): void
}

/** What a network has besides its weights; of a posterior network, a recalibration where one is stored. */
export type NetworkParts = Pick<ModelCard, 'normalization' | 'errors'> & {
  recalibration?: Recalibration | null
}

/** Creates a trained network. @param weights in the order of `learner.weights` */
export function createTrainedNetwork(
  learner: Learner,
  { normalization, errors, recalibration }: NetworkParts,
  weights: Float32Array,
  engine: Engine,
): TrainedNetwork {
  const { size, coordinates, widths } = learner
  const read = learner.reader(normalization, errors)
  const network = engine.network(learner, weights)
  function run(traces: Float32Array, n: number, hasNoise: boolean) {
    const write = learner.inputWriter(normalization, hasNoise)
    const inputs = widths.map((width) => new Float32Array(n * width))
    const whole = learner.readsGaps ? traces : withoutGaps(traces, size)
    const readings = Array.from({ length: n }, (_, k) => write(whole, k * size, inputs, k))
    return { readings, values: network.outputs(inputs, n) }
  }
  return {
    gives: learner.spec.kind,
    outputs: (traces, n, hasNoise = true) => run(traces, n, hasNoise).values,
    condition(traces, n) {
      const { readings, values } = run(traces, n, true)
      return Array.from({ length: n }, (_, k) => {
        const mixture = read(values.subarray(k * learner.outputs, (k + 1) * learner.outputs))
        const own = recalibration ? recalibrate(mixture, recalibration) : mixture
        const place = coordinates.placeOf(readings[k])
        return place ? placed(own, place) : own
      })
    },
    dispose: () => network.dispose(),
  }
}
