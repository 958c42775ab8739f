import { membraneColumns, membraneVoltage } from '../../../model/known-current/membrane/response.ts'
import type { SilentSweep } from './silent-sweeps.ts'
import type { CellFits } from './sweep-fits.ts'
import type { Estimate } from './sweep-quantities.ts'
import { taus, usualRest } from './sweep-sums.ts'

/** Mean residual of a sweep's fit, mV; and its variance. */
export interface Left {
  value: number
  variance: number
}

/** Residuals of a sweep's fit before a step, and at its end. */
export interface LeftOfStep {
  before: Left
  end: Left
}

/** Share of a step that counts as its end. */
const end = 0.2
/**
 * Sd of the error of R_in from assuming one slow time constant, as a share of the slow part: common to all sweeps,
 * and of each sweep in addition. The error of E is the same share of the displacement. Measured on simulated cells.
 */
const missed = { all: 0.06, one: 0.1 }
/** Share of the correction that still remains as error: the last fifth of a step is not its very end. */
const leftOver = 0.25

/** @param from, to onset and offset of the step, ms */
export function leftAtEnd(
  { voltage, current, start }: SilentSweep,
  sweep: number,
  { slow, correlationTime, sweeps }: CellFits,
  interval: number,
  { from, to }: { from: number; to: number },
): LeftOfStep | null {
  const { logEvidence, fits, variance } = sweeps[sweep]
  const best = logEvidence.indexOf(0)
  const columns = membraneColumns(current, interval, taus[best], slow)
  const fitted = membraneVoltage(columns, fits[best].mean)
  const place = (t: number): number => Math.max(0, Math.round((t - start) / interval))
  const [onset, offset] = [place(from), place(to)]
  const rho = Math.exp(-interval / correlationTime)
  const mean = (first: number, last: number): Left => {
    let [sum, count] = [0, 0]
    for (let i = first; i < Math.min(last, voltage.length); i++) {
      if (Number.isNaN(voltage[i])) continue
      sum += voltage[i] - usualRest - fitted[i]
      count++
    }
    // Variance of a mean of AR(1) noise.
    return { value: sum / count, variance: variance * Math.min(1, (1 + rho) / (1 - rho) / count) }
  }
  const before = mean(0, onset)
  const after = mean(offset - Math.round(end * (offset - onset)), offset - 1)
  return Number.isFinite(after.value - before.value) ? { before, end: after } : null
}

/** A sweep's estimates from its own fit. */
interface Fitted {
  rIn: Estimate
  slow: Estimate
  e: Estimate
  /** pA. */
  drive: number
  /** Null for currents other than steps. */
  left: LeftOfStep | null
}

/** Slow part relative to R_in, squared, less the contribution of noise. */
const squaredShare = ({ rIn, slow }: Fitted): number => (slow.mean ** 2 - slow.sd ** 2) / rIn.mean ** 2
const reachedBy = ({ rIn, drive }: Fitted): number => rIn.mean * drive

/** Slow part relative to R_in, root mean square over the sweeps weighted by displacement. */
export function slowShare(sweeps: readonly Fitted[]): number {
  let [squares, slows] = [0, 0]
  for (const sweep of sweeps) {
    squares += reachedBy(sweep) ** 2
    slows += squaredShare(sweep) * reachedBy(sweep) ** 2
  }
  return squares > 0 ? Math.sqrt(Math.max(0, slows / squares)) : 0
}

/**
 * The share by which R_in is too small in all sweeps, and its sd. A slow current has several time constants, or
 * voltage-dependent ones; a fit with one misses part of the end of the step. The error is estimated from the
 * residuals of all sweeps together, with a normal prior scaled by the slow part.
 */
export function steadyMisfit(sweeps: readonly Fitted[]): Estimate {
  const variance = (missed.all * slowShare(sweeps)) ** 2
  if (!(variance > 0)) return { mean: 0, sd: 0 }
  let [precision, sum] = [1 / variance, 0]
  for (const sweep of sweeps) {
    if (!sweep.left) continue
    const { value, variance } = step(sweep.left)
    precision += reachedBy(sweep) ** 2 / variance
    sum += (value * reachedBy(sweep)) / variance
  }
  const mean = sum / precision
  return { mean, sd: Math.hypot(Math.sqrt(1 / precision), leftOver * mean) }
}

/**
 * Corrects a sweep's R_in and E for the error of its own fit, from its residuals, as in `steadyMisfit`. @param all
 * the error common to all sweeps
 */
export function mended<T extends Fitted>(sweep: T, all: Estimate): T {
  const { rIn, e, left } = sweep
  const reached = reachedBy(sweep)
  const prior = missed.one ** 2 * Math.max(0, squaredShare(sweep)) * reached ** 2
  if (!left || !(prior > 0)) return sweep
  const { value, variance } = step(left)
  const ofStep = found({ value: value - all.mean * reached, variance }, prior)
  const ofRest = found(left.before, prior)
  // A relative error of the displacement is one of the resistance.
  const perMillivolt = rIn.mean / reached
  return {
    ...sweep,
    rIn: {
      mean: rIn.mean + ofStep.mean * perMillivolt,
      sd: Math.hypot(rIn.sd, ofStep.sd * perMillivolt),
    },
    e: { mean: e.mean + ofRest.mean, sd: Math.hypot(e.sd, ofRest.sd) },
  }
}

function found({ value, variance }: Left, prior: number): Estimate {
  const share = prior / (prior + variance)
  const mean = share * value
  return { mean, sd: Math.hypot(Math.sqrt((1 - share) * prior), leftOver * mean) }
}

function step({ before, end }: LeftOfStep): Left {
  return { value: end.value - before.value, variance: end.variance + before.variance }
}
