import { lowPass } from '../../../model/known-current/low-pass.ts'
import { median } from '../../../signal/robust.ts'
import { type AcrossPart, acrossSweeps, momentsAcross, type SweepEstimate } from './across-sweeps.ts'
import type { SilentSweep } from './silent-sweeps.ts'
import { displacement } from './silent-sweeps.ts'
import type { CellFits } from './sweep-fits.ts'
import { type Estimate, type SweepQuantities, sweepQuantities } from './sweep-quantities.ts'
import { usualRest } from './sweep-sums.ts'

/** Each sweep by itself: what it says, where. */
export interface MeasuredSweep extends SweepQuantities {
  sweep: SilentSweep
  /** mV from where holding leaves the membrane. */
  x: number
  /** Whether its current says anything of the membrane's resistance. */
  tells: boolean
}

/** Relative sd of a sweep's input resistance, above which it says nothing. */
const nothing = 0.5
/** A sweep whose current takes the membrane less far, mV, has no response to measure. */
const leastDisplacement = 0.2

// What the widths of the intervals were calibrated with: docs/known-current.md has the coverage that they give.
const lengths = [8, 16, 32]
const relative = {
  bends: [0, 0.01, 0.03, 0.1, 0.3],
  lengths,
  spreads: [0.003, 0.006, 0.012, 0.025, 0.05, 0.1, 0.2],
  width: 1,
}
/** GΩ. */
const ofSeries = {
  bends: [0, 0.002, 0.006],
  lengths,
  spreads: [0.00015, 0.0003, 0.0006, 0.00125, 0.0025, 0.005, 0.01],
  width: 0.03,
}
/** mV. */
const ofRest = { bends: [0], lengths, spreads: [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2], width: 20 }
/** A membrane whose resistance changes by a share with the voltage is not quite one of one τ and C: they err by so much of it. */
const misfit = 0.15

export interface CellEstimates {
  /** Middle of the sweeps' input resistances, GΩ; parts of `rIn` are relative to it. */
  middle: number
  rIn: AcrossPart[]
  logTau: AcrossPart[]
  logCapacitance: AcrossPart[]
  rs: AcrossPart[]
  e: AcrossPart[]
  slow: AcrossPart[]
  /** Sd of what log τ and log C err by because the membrane is not linear. */
  misfit: number
}

export function measureSweeps(
  sweeps: readonly SilentSweep[],
  fits: CellFits,
  interval: number,
  duration: number,
): { measured: MeasuredSweep[]; seen: number } {
  // A current that lasts shows so much of the slow part.
  const seen = -Math.expm1(-duration / fits.slow)
  const quantities = fits.sweeps.map((fit) => sweepQuantities(fit, seen, usualRest))
  const clear = quantities.filter(({ rIn }) => rIn.sd < nothing * Math.abs(rIn.mean))
  const usual = median((clear.length > 0 ? clear : quantities).map(({ rIn }) => rIn.mean))
  const tau = Math.exp(median(quantities.map(({ logTau }) => logTau.mean)))
  const measured = quantities.map((own, k) => {
    const x = displacement(lowPass(sweeps[k].current, interval, tau), usual)
    const most = maximumMove(sweeps[k].current) * Math.abs(usual)
    const tells = most > leastDisplacement && own.rIn.sd < nothing * Math.abs(usual)
    return { ...own, sweep: sweeps[k], x, tells }
  })
  return { measured, seen }
}

function maximumMove(current: Float64Array): number {
  let most = 0
  for (const v of current) most = Math.max(most, Math.abs(v - current[0]))
  return most
}

/** The cell at rest and at displacements `xs` (the first is to be 0). @param measured those that tell */
export function cellEstimates(measured: readonly MeasuredSweep[], xs: readonly number[]): CellEstimates {
  const middle = median(measured.map(({ rIn }) => rIn.mean))
  const of = (which: (own: MeasuredSweep) => Estimate, unit = 1): SweepEstimate[] =>
    measured.map((own) => ({ x: own.x, value: which(own).mean / unit, sd: which(own).sd / Math.abs(unit) }))
  const aboutMedian = (estimates: SweepEstimate[]): AcrossPart[] =>
    acrossSweeps(estimates, relative, median(estimates.map(({ value }) => value)), [0])
  const rIn = acrossSweeps(
    of(({ rIn }) => rIn, middle),
    relative,
    1,
    xs,
  )
  return {
    middle,
    rIn,
    logTau: aboutMedian(of(({ logTau }) => logTau)),
    logCapacitance: aboutMedian(of(({ logCapacitance }) => logCapacitance)),
    rs: acrossSweeps(
      of(({ rs }) => rs),
      ofSeries,
      0,
      [0],
    ),
    e: acrossSweeps(
      of(({ e }) => e),
      ofRest,
      median(measured.map(({ e }) => e.mean)),
      [0],
    ),
    slow: acrossSweeps(
      of(({ slow }) => slow, middle),
      relative,
      0,
      [0],
    ),
    misfit: misfit * Math.sqrt(rIn.reduce((sum, { weight, bend }) => sum + weight * bend * bend, 0)),
  }
}

/** How far the input resistances of even and odd sweeps are apart, in standard errors; null for fewer than 3 of each. */
export function halvesApart(measured: readonly MeasuredSweep[]): number | null {
  const halves = [0, 1].map((odd) => measured.filter((_, k) => k % 2 === odd))
  if (halves.some((half) => half.length < 3)) return null
  const [a, b] = halves.map((half) => {
    const { middle, rIn } = cellEstimates(half, [0])
    const { mean, sd } = momentsAcross(rIn, 0)
    return { mean: mean * middle, sd: sd * middle }
  })
  return (a.mean - b.mean) / Math.hypot(a.sd, b.sd)
}
