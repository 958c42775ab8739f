import { membraneColumns, membraneVoltage } from '../../../model/known-current/membrane/response.ts'
import type { SilentSweep } from './silent-sweeps.ts'
import type { CellFits } from './sweep-fits.ts'
import type { Estimate } from './sweep-quantities.ts'
import { taus, usualRest } from './sweep-sums.ts'

/** The end of a step's voltage less the baseline before it, of what a sweep's fit leaves, mV; and its variance. */
export interface Left {
  value: number
  variance: number
}

/** Share of a step that is its end. */
const end = 0.2
/** Sd of what one slow time constant misses of R_in, as a share of the slow part: measured on simulated cells. */
const missed = 0.06
/** Share of what is found that is still missed: the last fifth of a step is not its very end. */
const leftOver = 0.25

/** @param step onset and offset, ms */
export function leftAtEnd(
  { voltage, current, start }: SilentSweep,
  sweep: number,
  { slow, correlationTime, sweeps }: CellFits,
  interval: number,
  step: { from: number; to: number },
): Left | null {
  const { logEvidence, fits, variance } = sweeps[sweep]
  const best = logEvidence.indexOf(0)
  const columns = membraneColumns(current, interval, taus[best], slow)
  const fitted = membraneVoltage(columns, fits[best].mean)
  const place = (t: number): number => Math.max(0, Math.round((t - start) / interval))
  const [onset, offset] = [place(step.from), place(step.to)]
  const rho = Math.exp(-interval / correlationTime)
  const mean = (from: number, to: number): Left => {
    let [sum, count] = [0, 0]
    for (let i = from; i < Math.min(to, voltage.length); i++) {
      if (Number.isNaN(voltage[i])) continue
      sum += voltage[i] - usualRest - fitted[i]
      count++
    }
    // Of a mean of AR(1) noise.
    return { value: sum / count, variance: variance * Math.min(1, (1 + rho) / (1 - rho) / count) }
  }
  const before = mean(0, onset)
  const after = mean(offset - Math.round(end * (offset - onset)), offset - 1)
  const value = after.value - before.value
  return Number.isFinite(value) ? { value, variance: after.variance + before.variance } : null
}

interface Reaching {
  rIn: Estimate
  slow: Estimate
  /** mV. */
  reached: number
}

/** Size of the slow part over R_in, root mean square over the sweeps by how far they go, less what noise makes of it. */
export function slowShare(measured: readonly Reaching[]): number {
  let [squares, slows] = [0, 0]
  for (const { rIn, slow, reached } of measured) {
    squares += reached ** 2
    slows += ((slow.mean ** 2 - slow.sd ** 2) / rIn.mean ** 2) * reached ** 2
  }
  return squares > 0 ? Math.sqrt(Math.max(0, slows / squares)) : 0
}

/**
 * The share by which all sweeps' R_in are too small, and how sure that is. A slow current has several time constants, or
 * changes them with the voltage; a fit by one misses some of the end of the step. What it misses is looked for in the
 * residuals of all sweeps together, by a normal prior as wide as the slow part lets it be.
 */
export function steadyMisfit(
  measured: readonly (Reaching & { left: Left | null })[],
  share: number,
): Estimate {
  const variance = (missed * share) ** 2
  if (!(variance > 0)) return { mean: 0, sd: 0 }
  let [precision, sum] = [1 / variance, 0]
  for (const { reached, left } of measured) {
    if (!left) continue
    precision += reached ** 2 / left.variance
    sum += (left.value * reached) / left.variance
  }
  const mean = sum / precision
  return { mean, sd: Math.hypot(Math.sqrt(1 / precision), leftOver * mean) }
}
