import type { Band, MembraneResult, SweepFit as ShownFit } from '../../../contract/cells.ts'
import type { Summary } from '../../../contract/common.ts'
import { membraneColumns, membraneVoltage } from '../../../model/known-current/membrane/response.ts'
import type { Random } from '../../../model/random.ts'
import { quantile } from '../../../signal/robust.ts'
import { choleskyFactor } from '../../../signal/statistics/cholesky.ts'
import { normalize } from '../../importance/weights.ts'
import { pick } from '../../mixture.ts'
import { drawAcross } from './across-sweeps.ts'
import { type CellEstimates, drawResistances, type MeasuredSweep, meanResistances } from './cell-estimates.ts'
import type { SilentSweep } from './silent-sweeps.ts'
import type { SweepFit } from './sweep-fits.ts'
import { taus, usualRest } from './sweep-sums.ts'

const mostPoints = 250
const curves = 40
const bandDraws = 400
const normal90 = 1.6448536269514722

/** Posterior of a sweep's voltage without noise, thinned to some hundred points for plotting. */
export function shownFit(
  sweep: SilentSweep,
  fit: SweepFit,
  slow: number,
  interval: number,
  random: Random,
): ShownFit {
  const stride = Math.max(1, Math.ceil(sweep.voltage.length / mostPoints))
  const points = Math.floor(sweep.voltage.length / stride)
  const middle = (stride - 1) / 2
  const thinned = (x: Float64Array): Float64Array =>
    Float64Array.from({ length: points }, (_, i) => {
      let [sum, count] = [0, 0]
      for (let k = i * stride; k < (i + 1) * stride; k++) {
        if (Number.isNaN(x[k])) continue
        sum += x[k]
        count++
      }
      return count > 0 ? sum / count : Number.NaN
    })
  const columnsOf = new Map<number, Float64Array[]>()
  const made = Array.from({ length: curves }, () => {
    const j = drawNode(fit, random)
    let columns = columnsOf.get(j)
    if (!columns) {
      columns = membraneColumns(sweep.current, interval, taus[j], slow).map(thinned)
      columnsOf.set(j, columns)
    }
    return membraneVoltage(columns, drawWeights(fit, j, random))
  })
  const at = Array.from({ length: points }, (_, i) => Float64Array.from(made, (curve) => curve[i]).sort())
  return {
    sweep: sweep.index,
    t: Array.from({ length: points }, (_, i) => sweep.start + (i * stride + middle) * interval),
    observed: Array.from(thinned(sweep.voltage), (v) => (Number.isNaN(v) ? null : v)),
    q05: at.map((sorted) => quantile(sorted, 0.05)),
    q50: at.map((sorted) => quantile(sorted, 0.5)),
    q95: at.map((sorted) => quantile(sorted, 0.95)),
  }
}

function drawNode({ logEvidence, fits }: SweepFit, random: Random): number {
  return pick(normalize(logEvidence.subarray(0, fits.length)), random.uniform())
}

function drawWeights({ fits }: SweepFit, j: number, random: Random): Float64Array {
  const { mean, covariance } = fits[j]
  const K = mean.length
  const L = new Float64Array(K * K)
  choleskyFactor(covariance, K, L, (r) => 1e-12 * covariance[r * K + r])
  const z = Float64Array.from(mean, () => random.normal())
  return mean.map((m, r) => {
    let sum = r === 0 ? m + usualRest : m
    for (let c = 0; c <= r; c++) sum += L[r * K + c] * z[c]
    return sum
  })
}

/** Steady-state voltage over the current at the end of a step, and the prediction of the cell's estimate. */
export function currentVoltage(
  measured: readonly MeasuredSweep[],
  step: { from: number; to: number } | null,
  interval: number,
  estimates: CellEstimates,
  random: Random,
): MembraneResult['iv'] {
  if (!step) return { points: [], band: null }
  const points = measured.flatMap(({ sweep }) => {
    const at = (t: number): number => Math.round((t - sweep.start) / interval)
    // The last fifth of the step, except for its very end.
    const [from, to] = [at(step.to - 0.2 * (step.to - step.from)), at(step.to) - 1]
    const current = meanOf(sweep.current, from, to)
    const voltage = meanOf(sweep.voltage, from, to)
    return Number.isNaN(current + voltage) ? [] : [{ sweep: sweep.index, current, voltage }]
  })
  if (points.length === 0) return { points, band: null }
  const holding = measured[0].sweep.current[0]
  const currents = points.map(({ current }) => current - holding)
  const [low, high] = [Math.min(0, ...currents), Math.max(0, ...currents)]
  const grid = Array.from({ length: 41 }, (_, i) => low + ((high - low) * i) / 40)
  const resistances = drawResistances(estimates, [0, ...displacements(estimates, grid)], bandDraws, random)
  const restAtHolding = drawAcross(estimates.e, 0, bandDraws, random).map(
    (e, i) => e + resistances[0][i] * holding,
  )
  const at = grid.map((current, k) => resistances[k + 1].map((r, i) => restAtHolding[i] + r * current).sort())
  const band: Band = {
    x: grid.map((current) => current + holding),
    q05: at.map((sorted) => quantile(sorted, 0.05)),
    q50: at.map((sorted) => quantile(sorted, 0.5)),
    q95: at.map((sorted) => quantile(sorted, 0.95)),
  }
  return { points, band }
}

/** Displacements by currents, mV: the resistance depends on the displacement, so it is found by iteration. */
function displacements(estimates: CellEstimates, currents: readonly number[]): number[] {
  let resistances = currents.map(() => estimates.conductance.middle)
  for (let round = 0; round < 8; round++) {
    resistances = meanResistances(
      estimates,
      currents.map((current, k) => current * resistances[k]),
    )
  }
  return currents.map((current, k) => current * resistances[k])
}

function meanOf(x: Float64Array, from: number, to: number): number {
  let [sum, count] = [0, 0]
  for (let i = Math.max(0, from); i < Math.min(x.length, to); i++) {
    if (Number.isNaN(x[i])) continue
    sum += x[i]
    count++
  }
  return count > 0 ? sum / count : Number.NaN
}

/** Of a normal distribution, or of the exponential of one. */
export function summaryOf({ mean, sd }: { mean: number; sd: number }, logarithm = false): Summary {
  const back = (v: number): number => (logarithm ? Math.exp(v) : v)
  const q50 = back(mean)
  return {
    mean: logarithm ? Math.exp(mean + (sd * sd) / 2) : mean,
    sd: logarithm ? Math.sqrt(Math.expm1(sd * sd)) * Math.exp(mean + (sd * sd) / 2) : sd,
    q05: back(mean - normal90 * sd),
    q50,
    q95: back(mean + normal90 * sd),
  }
}

/** Membrane estimates of each sweep by itself. */
export function sweepTable(measured: readonly MeasuredSweep[]): MembraneResult['sweeps'] {
  return measured.map(({ sweep, rIn, logTau, tells }) => ({
    sweep: sweep.index,
    amplitude: sweep.amplitude,
    rIn: tells ? summaryOf({ mean: rIn.mean * 1000, sd: rIn.sd * 1000 }) : null,
    tau: tells && logTau.sd < 0.5 ? summaryOf(logTau, true) : null,
  }))
}
