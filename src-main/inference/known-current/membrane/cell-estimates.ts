import { lowPass } from '../../../model/known-current/low-pass.ts'
import type { Random } from '../../../model/random.ts'
import { median } from '../../../signal/robust.ts'
import { average } from '../../../signal/statistics/moments.ts'
import {
  type AcrossPart,
  type AcrossPrior,
  acrossSweeps,
  drawAcross,
  momentsAcross,
  type SweepEstimate,
} from './across-sweeps.ts'
import { type ChordConductance, chordConductance } from './chord-conductance.ts'
import type { SilentSweep } from './silent-sweeps.ts'
import { displacement } from './silent-sweeps.ts'
import { type LeftOfStep, leftAtEnd, mended, slowShare, steadyMisfit } from './steady-misfit.ts'
import type { CellFits } from './sweep-fits.ts'
import { type Estimate, type SweepQuantities, sweepQuantities } from './sweep-quantities.ts'
import { usualRest } from './sweep-sums.ts'

/** Each sweep separately: its estimates and displacement. */
export interface MeasuredSweep extends SweepQuantities {
  sweep: SilentSweep
  /** pA: the current that displaces the membrane from its potential at holding. */
  drive: number
  /** By that current and the sweeps' median resistance, mV. */
  x: number
  /** Residual of the fit at the end of a step; null for other currents. */
  left: LeftOfStep | null
  /** Whether its current is informative about the membrane's resistance. */
  tells: boolean
}

/** Relative sd of a sweep's input resistance above which it is uninformative. */
const nothing = 0.5
/** A sweep whose current displaces the membrane by less, mV, has no measurable response. */
const leastDisplacement = 0.2

// The settings with which interval widths were calibrated: docs/known-current.md gives their coverage.
const lengths = [8, 16, 32]
const relative: AcrossPrior = {
  bends: [0, 0.01, 0.03, 0.1, 0.3],
  oddsOfNoBend: 1,
  lengths,
  spreads: [0.003, 0.006, 0.012, 0.025, 0.05, 0.1, 0.2],
  usualSpread: 0.025,
  width: 1,
}
/** GΩ. */
const ofSeries: AcrossPrior = {
  bends: [0, 0.002, 0.006],
  oddsOfNoBend: 1,
  lengths,
  spreads: [0.00015, 0.0003, 0.0006, 0.00125, 0.0025, 0.005, 0.01],
  usualSpread: 0.01,
  width: 0.03,
}
/** mV; where the membrane model is only approximate, the error of E grows with the sweep's displacement. */
const ofRest: AcrossPrior = {
  bends: [0, 0.1, 0.3],
  oddsOfNoBend: 1,
  lengths,
  spreads: [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2],
  usualSpread: 3.2,
  width: 20,
}
/**
 * One τ and C are only approximate for a membrane whose conductance changes with the voltage or that has a slow part:
 * errors of log τ and log C as shares of the change and of the slow part.
 */
const misfit = { change: 0.15, slow: 0.15 }
/** Lower limit of a chord conductance, relative to the middle. */
const leastConductance = 0.05

export interface CellEstimates {
  conductance: ChordConductance
  /** Relative error of the steady resistance in single fits. */
  missed: Estimate
  logTau: AcrossPart[]
  logCapacitance: AcrossPart[]
  rs: AcrossPart[]
  e: AcrossPart[]
  /** Relative to the conductance’s middle. */
  slow: AcrossPart[]
  /** Sd of the errors of log τ and log C because the membrane is not linear. */
  misfit: number
}

export function measureSweeps(
  sweeps: readonly SilentSweep[],
  fits: CellFits,
  interval: number,
  step: { from: number; to: number } | null,
  holding: number,
): { measured: MeasuredSweep[]; seen: number } {
  // The fraction of the slow part that develops during the current.
  const seen = step ? -Math.expm1(-(step.to - step.from) / fits.slow) : 1
  const quantities = fits.sweeps.map((fit) => sweepQuantities(fit, seen, usualRest, holding))
  const clear = quantities.filter(({ rIn }) => rIn.sd < nothing * Math.abs(rIn.mean))
  const usual = median((clear.length > 0 ? clear : quantities).map(({ rIn }) => rIn.mean))
  const tau = Math.exp(median(quantities.map(({ logTau }) => logTau.mean)))
  const measured = quantities.map((own, k) => {
    const drive = displacement(lowPass(sweeps[k].current, interval, tau), 1)
    const most = maximumMove(sweeps[k].current) * Math.abs(usual)
    const tells = most > leastDisplacement && own.rIn.sd < nothing * Math.abs(usual)
    const left = step ? leftAtEnd(sweeps[k], k, fits, interval, step) : null
    return { ...own, sweep: sweeps[k], drive, x: drive * usual, left, tells }
  })
  return { measured, seen }
}

function maximumMove(current: Float64Array): number {
  let most = 0
  for (const v of current) most = Math.max(most, Math.abs(v - current[0]))
  return most
}

/** The cell at rest, and the change of its conductance with displacement. @param fitted the informative sweeps */
export function cellEstimates(fitted: readonly MeasuredSweep[]): CellEstimates {
  const missed = steadyMisfit(fitted)
  const measured = fitted.map((own) => mended(own, missed))
  const conductance = chordConductance(measured)
  const { middle, reached } = conductance
  const of = (which: (own: MeasuredSweep) => Estimate, unit = 1): SweepEstimate[] =>
    measured.map((own, k) => ({
      x: reached[k],
      value: which(own).mean / unit,
      sd: which(own).sd / Math.abs(unit),
    }))
  const atRest = (estimates: SweepEstimate[], prior: AcrossPrior, about?: number): AcrossPart[] =>
    acrossSweeps(estimates, prior, about ?? median(estimates.map(({ value }) => value)), [0])
  return {
    conductance,
    missed,
    logTau: atRest(
      of(({ logTau }) => logTau),
      relative,
    ),
    logCapacitance: atRest(
      of(({ logCapacitance }) => logCapacitance),
      relative,
    ),
    rs: atRest(
      of(({ rs }) => rs),
      ofSeries,
      0,
    ),
    e: atRest(
      of(({ e }) => e),
      ofRest,
    ),
    slow: atRest(
      of(({ slow }) => slow, middle),
      relative,
      0,
    ),
    misfit: Math.hypot(misfit.change * changeOf(conductance), misfit.slow * slowShare(fitted)),
  }
}

/** Root mean square over the sweeps of the relative difference between the conductance and that at rest. */
function changeOf({ at, reached }: ChordConductance): number {
  const parts = at([0, ...reached])
  const rest = momentsAcross(parts, 0).mean
  const squares = reached.map((_, k) => (momentsAcross(parts, k + 1).mean / rest - 1) ** 2)
  return Math.sqrt(average(squares))
}

/** Draws of the resistance to displacements `xs` (mV; 0 is rest), GΩ, one row per draw. */
export function drawResistances(
  { conductance: { at, middle }, missed }: CellEstimates,
  xs: readonly number[],
  count: number,
  random: Random,
): Float64Array[] {
  const parts = at(xs)
  const shares = Float64Array.from({ length: count }, () => 1 + missed.mean + missed.sd * random.normal())
  return xs.map((_, k) =>
    drawAcross(parts, k, count, random).map((g, i) => (middle * shares[i]) / Math.max(leastConductance, g)),
  )
}

/** The resistance to displacements `xs`, GΩ, by the mean conductance. */
export function meanResistances(
  { conductance: { at, middle }, missed }: CellEstimates,
  xs: readonly number[],
): number[] {
  const parts = at(xs)
  return xs.map(
    (_, k) => (middle * (1 + missed.mean)) / Math.max(leastConductance, momentsAcross(parts, k).mean),
  )
}

/**
 * Difference between the input resistances of even and odd sweeps, in standard errors; null for fewer than 3 of each.
 */
export function halvesApart(measured: readonly MeasuredSweep[]): number | null {
  const halves = [0, 1].map((odd) => measured.filter((_, k) => k % 2 === odd))
  if (halves.some((half) => half.length < 3)) return null
  const [a, b] = halves.map((half) => {
    const missed = steadyMisfit(half)
    const { at, middle } = chordConductance(half.map((own) => mended(own, missed)))
    const { mean, sd } = momentsAcross(at([0]), 0)
    return { mean: mean / middle, sd: sd / middle }
  })
  return (b.mean - a.mean) / Math.hypot(a.sd, b.sd)
}
