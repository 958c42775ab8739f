import type { CellFeatures, CellProtocol } from '../../contract/cells.ts'
import { summarizeCell } from './cell-summary.ts'
import { familyDoubts } from './command-doubts.ts'
import type { Family } from './family.ts'
import { familySpikes } from './family-spikes.ts'
import { measureSweep } from './sweep-features.ts'

/**
 * Model-free features of each sweep (spikes by `familySpikes`) and of the cell, with 90 % intervals over the sweeps if
 * possible; contradictions between voltage and current. Voltages in mV, currents in pA above holding, times in ms.
 */
export function measureFamily(family: Family, protocol: CellProtocol): CellFeatures {
  const spikes = familySpikes(family)
  const measured = family.sweeps.map((sweep, s) =>
    measureSweep(sweep, family, protocol, protocol.amplitudes[s], spikes[s]),
  )
  const doubts = familyDoubts(family, protocol, measured)
  return {
    sweeps: measured.map(({ features }) => features),
    summary: summarizeCell(measured, protocol),
    ...(doubts.length > 0 && { doubts }),
  }
}
