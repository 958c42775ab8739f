import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec, Normalization } from '../../contract/models.ts'
import type { Prior } from '../../simulation/prior.ts'
import type { Mixture } from '../mixture.ts'
import { statisticsCount } from '../trace-statistics.ts'
import { forward } from './forward.ts'
import { mixtureFromOutput, mixtureOutputSize } from './mixture-output.ts'
import { writeInputs } from './normalization.ts'
import { paddedLength } from './padded-length.ts'
import { toTensors, type WeightSpec } from './weights.ts'

/** A trained network at work: traces in, proposals for their posteriors out. */
export interface PosteriorNetwork {
  /**
   * @param traces n × points, in model units
   * @returns n mixtures of Gaussians in unbounded coordinates
   */
  condition(traces: Float32Array, n: number): Mixture[]
  dispose(): void
}

/** @param flat weights in the order of `specs` */
export function createPosteriorNetwork(
  prior: Prior,
  spec: NetworkSpec,
  normalization: Normalization,
  specs: readonly WeightSpec[],
  flat: Float32Array,
): PosteriorNetwork {
  const { points } = prior.grid
  const length = paddedLength(spec, points)
  const K = spec.density.components
  const size = mixtureOutputSize(K, prior.parameters.length)
  const weights = toTensors(specs, flat).map((t) => tf.keep(t))
  return {
    condition(traces, n) {
      const trace = new Float32Array(n * length)
      const statistics = new Float32Array(n * statisticsCount)
      for (let k = 0; k < n; k++) {
        writeInputs(
          traces,
          k * points,
          points,
          length,
          normalization,
          trace,
          k * length,
          statistics,
          k * statisticsCount,
        )
      }
      const output = tf.tidy(() =>
        forward(
          spec,
          weights,
          tf.tensor2d(trace, [n, length]),
          tf.tensor2d(statistics, [n, statisticsCount]),
        ).dataSync(),
      )
      const { mean, sd } = normalization.target
      return Array.from({ length: n }, (_, k) =>
        mixtureFromOutput(output.subarray(k * size, (k + 1) * size), K, mean, sd),
      )
    },
    dispose() {
      tf.dispose(weights)
    },
  }
}
