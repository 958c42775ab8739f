import type { Prior } from '../../model/composition/prior.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { findGaps, type Gaps } from '../../signal/gaps.ts'
import { dot } from '../../signal/statistics/explained.ts'
import { solveSymmetric } from '../../signal/statistics/solve-symmetric.ts'
import type { BestDraw } from './best-draw.ts'
import { momentsOf } from './noise-of-residuals.ts'
import { type NoiseMoments, noiseValues } from './noise-values.ts'
import { predictionSlopes } from './prediction-slopes.ts'

/**
 * Levenberg–Marquardt: number of steps, each with the best of these dampings; it stops when the log likelihood gains
 * no more than `enough`.
 */
const mostSteps = 12
const dampings = [0, 0.1, 1, 10, 1000]
const enough = 0.05

/**
 * Maximizes the likelihood from given parameters, without a prior: least squares of the whitened residuals for the
 * parameters of neuron and observable, alternating with moments of the residuals for those of the noise.
 * @param observed NaN is missing
 * @param spread a length scale for each parameter
 */
export function maximizeLikelihood(
  prior: Prior,
  simulator: Simulator,
  observed: Float32Array,
  start: Float64Array,
  spread: ArrayLike<number>,
): BestDraw {
  const gaps = findGaps(observed)
  const { size } = prior
  const D = start.length
  const predictions = (rows: Float64Array, n: number): Float32Array => {
    const out = new Float32Array(n * size)
    simulator.predictions(thetasOf(prior, rows, n), n, out)
    return out
  }
  const found = (values: Float64Array, traces: Float32Array, k: number): Found => {
    const u = traces.slice(k * size, (k + 1) * size)
    const residuals = Float64Array.from(observed, (v, i) => v - u[i])
    const shown = withNoise(prior, values, momentsOf(observed, traces, k * size))
    const [asItStands, byMoments] = [values, shown].map((one) => logLikelihoodOf(prior, one, gaps, residuals))
    return byMoments > asItStands
      ? { values: shown, logLikelihood: byMoments, u, residuals }
      : { values, logLikelihood: asItStands, u, residuals }
  }

  let best = found(start, predictions(start, 1), 0)
  for (let step = 0; step < mostSteps; step++) {
    const noise = prior.noise(best.values, 0)
    const white = (x: ArrayLike<number>): Float64Array =>
      Float64Array.from(noise.whitened(Array.from(observed, (v, i) => (Number.isNaN(v) ? v : x[i])))).map(
        (v) => (Number.isNaN(v) ? 0 : v),
      )
    const slopes = predictionSlopes(prior, simulator, best.values, spread)
    const columns = slopes.map(({ slope }) => white(slope))
    const e = white(best.residuals)
    const n = columns.length
    const rows = new Float64Array(dampings.length * D)
    dampings.forEach((damping, k) => {
      rows.set(best.values, k * D)
      const squares = new Float64Array(n * n)
      columns.forEach((a, r) => {
        columns.forEach((b, c) => {
          squares[r * n + c] = dot(a, b) * (r === c ? 1 + damping : 1)
        })
      })
      solveSymmetric(
        squares,
        Float64Array.from(columns, (a) => dot(a, e)),
      ).forEach((by, j) => {
        rows[k * D + slopes[j].parameter] += by
      })
    })
    const traces = predictions(rows, dampings.length)
    const next = dampings
      .map((_, k) => found(rows.slice(k * D, (k + 1) * D), traces, k))
      .reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a), best)
    const gain = next.logLikelihood - best.logLikelihood
    best = next
    if (!(gain > enough)) break
  }
  const { values, logLikelihood, u } = best
  return { values, logLikelihood, u }
}

type Found = BestDraw & { residuals: Float64Array }

/** −∞ where it is not finite. */
function logLikelihoodOf(
  prior: Prior,
  values: Float64Array,
  gaps: Gaps | null,
  residuals: Float64Array,
): number {
  const value = gaps ? prior.noise(values, 0).logLikelihood(gaps, residuals, 0) : Number.NaN
  return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY
}

/** The parameters with those of the noise replaced by the moments of the residuals. */
function withNoise(prior: Prior, values: Float64Array, moments: NoiseMoments): Float64Array {
  const out = values.slice()
  for (const { place, value } of noiseValues(prior, moments)) out[place] = value
  return out
}
