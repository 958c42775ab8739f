import type { CellValues } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { hazardRows } from '../../../model/known-current/integrate-and-fire/hazard.ts'
import type { Random } from '../../../model/random.ts'
import { joined } from './hazard-mode.ts'
import { fitHazard, type HazardPosterior, resampleHazard } from './hazard-posterior.ts'
import { meanPotential } from './mean-potential.ts'
import type { BinnedFamily } from './prepare.ts'
import { drawVoltage, fitVoltage, type SumsAt, type VoltagePosterior } from './voltage-posterior.ts'

/** What some sweeps of a family say of the cell: the potential by itself, then the hazard at the mean of it (a cut). */
export interface CellPosterior {
  voltage: VoltagePosterior
  hazard: HazardPosterior
}

export function fitCell(
  family: BinnedFamily,
  sumsAt: SumsAt,
  sweeps: readonly number[],
  random: Random,
  onNode?: () => void,
): CellPosterior {
  const voltage = fitVoltage(sumsAt, sweeps, onNode)
  const rows = sweeps.map((s) => {
    const sweep = family.sweeps[s]
    return hazardRows(meanPotential(sweep, family.clock, voltage), sweep.spikes, sweep.missing, family.clock)
  })
  return { voltage, hazard: fitHazard(joined(rows), family.clock.bin, random) }
}

/** Cells drawn from the posterior, of equal weight. */
export function drawCells({ voltage, hazard }: CellPosterior, count: number, random: Random): CellValues[] {
  const hazards = resampleHazard(hazard, count, random.fork(1))
  return drawVoltage(voltage, count, random.fork(2)).map(({ tau, weights }, i) => ({
    tau,
    weights,
    hazard: hazards[i],
  }))
}
