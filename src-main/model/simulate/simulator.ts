import { writeResidualSums } from '../observable/residual-sums.ts'
import type { ForwardModel, Predictor } from '../observable.ts'

/** Simulates many rows of a forward model: by a kernel where there is one, else by the reference solver. */
export interface Simulator {
  readonly forward: ForwardModel
  /** Which of the two is used. */
  readonly kind: 'kernel' | 'reference'
  /**
   * Data without noise.
   * @param theta n rows, laid out by the forward model @param out receives n × size, row-major
   */
  predictions(theta: Float64Array, n: number, out: Float32Array): void
  /**
   * Simulates and compares with the observed data in one pass.
   * @param observed `size` values
   * @param sums receives n rows of (Σ rᵢ², Σ (rᵢ−rᵢ₋₁)², r₀, r_last), where r = observed − prediction
   */
  residualSums(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): void
}

/** @param kind 'reference' forces the float64 solver */
export function createSimulator(forward: ForwardModel, kind: 'kernel' | 'reference' = 'kernel'): Simulator {
  const predictor = forward.observable.predictor(forward, kind)
  const residualSums = predictor.residualSums ?? sumsOfPredictions(forward, predictor)
  const { size } = forward
  const width = forward.layout.size
  return {
    forward,
    kind: predictor.kind,
    predictions(theta, n, out) {
      forChunks(n, predictor.capacity, (from, count) =>
        predictor.predictions(
          theta.subarray(from * width, (from + count) * width),
          count,
          out.subarray(from * size, (from + count) * size),
        ),
      )
    },
    residualSums(theta, n, observed, sums) {
      forChunks(n, predictor.capacity, (from, count) =>
        residualSums(
          theta.subarray(from * width, (from + count) * width),
          count,
          observed,
          sums.subarray(from * 4, (from + count) * 4),
        ),
      )
    },
  }
}

/**
 * The reference solver in double precision, row by row.
 * @returns a function that writes the prediction of row `k` of `theta` to `out`, `size` values
 */
export function createRowSolver(forward: ForwardModel) {
  const { predictions } = forward.observable.predictor(forward, 'reference')
  const width = forward.layout.size
  return (theta: Float64Array, k: number, out: Float64Array | Float32Array): void =>
    predictions(theta.subarray(k * width, (k + 1) * width), 1, out)
}

function forChunks(n: number, size: number, run: (from: number, count: number) => void): void {
  for (let from = 0; from < n; from += size) run(from, Math.min(size, n - from))
}

function sumsOfPredictions({ layout, size }: ForwardModel, { predictions }: Predictor) {
  const row = new Float64Array(size)
  return (theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): void => {
    for (let k = 0; k < n; k++) {
      predictions(theta.subarray(k * layout.size, (k + 1) * layout.size), 1, row)
      writeResidualSums(observed, row, 0, size, sums, 4 * k)
    }
  }
}
