import { type CellValues, weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { hazardRows } from '../../../model/known-current/integrate-and-fire/hazard.ts'
import type { Random } from '../../../model/random.ts'
import { asPartOf, type FitSteps } from '../fit-options.ts'
import { joinedBins } from './hazard-bins.ts'
import { hazardMode } from './hazard-mode.ts'
import { drawHazard, type HazardPosterior, resampleHazard } from './hazard-posterior.ts'
import { type HazardShift, hazardShift, shifted } from './hazard-shift.ts'
import { meanPotential, meansByTau } from './mean-potential.ts'
import type { BinnedFamily } from './prepare.ts'
import { drawVoltage, fitVoltage, type SumsAt, type VoltagePosterior } from './voltage-posterior.ts'

/**
 * Posterior of the cell from some sweeps of a family: the potential by itself, the hazard at the posterior mean
 * potential (a cut posterior), and the shift of the hazard with the potential.
 */
export interface CellPosterior {
  voltage: VoltagePosterior
  hazard: HazardPosterior
  shift: HazardShift
}

/** @yields progress, 0 … 1 */
export function* fitCell(
  { sweeps: all, clock }: BinnedFamily,
  sumsAt: SumsAt,
  places: readonly number[],
  random: Random,
): FitSteps<CellPosterior> {
  const voltage = yield* asPartOf(fitVoltage(sumsAt, places), 0, 0.6)
  const sweeps = places.map((s) => all[s])
  const means = meansByTau(voltage)
  const longest = Math.max(0, ...sweeps.map(({ command }) => command.length))
  const columns = new Float64Array(longest * weightNames.length)
  const rows = sweeps.map((sweep) =>
    hazardRows(meanPotential(sweep, clock, means, columns), sweep.spikes, sweep.missing, clock),
  )
  yield 0.7
  const bins = joinedBins(rows)
  const at = hazardMode(bins, clock.bin)
  yield 0.8
  return {
    voltage,
    hazard: drawHazard(bins, clock.bin, at, random),
    shift: hazardShift(sweeps, rows, clock, means, at),
  }
}

/** Equally weighted draws from the posterior of the cell. */
export function drawCells(
  { voltage, hazard, shift }: CellPosterior,
  count: number,
  random: Random,
): CellValues[] {
  const hazards = resampleHazard(hazard, count, random.fork(1))
  return drawVoltage(voltage, count, random.fork(2)).map((draw, i) => ({
    ...draw,
    hazard: shifted(hazards[i], shift, draw),
  }))
}
