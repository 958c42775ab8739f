import type { NeuronModel } from '../neuron-model.ts'
import type { ForwardModel, Predictor } from '../observable.ts'

/**
 * The data of each row from a neuron's solver in double precision.
 * @param size numbers per row @param solve writes them to `out`
 */
export function solved(
  { constants, grid, current, layout }: ForwardModel,
  size: number,
  solve: NeuronModel['solve'],
): Predictor {
  const own = new Float64Array(constants.length)
  return {
    kind: 'reference',
    capacity: Number.POSITIVE_INFINITY,
    predictions(theta, n, out) {
      for (let k = 0; k < n; k++) {
        const at = k * layout.size
        layout.constantsOf(theta, at, own)
        const row = theta.subarray(at, at + layout.size)
        solve(row, own, grid, current, out.subarray(k * size, (k + 1) * size))
      }
    },
  }
}
