import type { CellProtocol } from '../../contract/cells.ts'
import { plain } from '../../contract/quantities.ts'
import type { OpenDoubt } from '../../contract/reports.ts'
import { driftDoubt } from './cell-drift.ts'
import { responseDelay } from './command-delay.ts'
import type { Family } from './family.ts'
import { type OverSweeps, slopeOverSweeps } from './over-sweeps.ts'
import type { MeasuredSweep } from './sweep-features.ts'

/** MΩ: plausible input resistances; outside them the current is in another unit. */
export const plausibleResistances = { least: 3, most: 10_000 }
/** Largest voltage change at 0 pA: mV, or as a share of the responses to the other steps. */
const mostOffset = { size: 2, share: 0.15 }

/** A silent sweep: its step, pA, and the voltage change at its end, mV. */
interface Point {
  amplitude: number
  change: number
}

/** Contradictions between the voltage and the current as it was read, and drift of the cell over its sweeps. */
export function familyDoubts(
  family: Family,
  protocol: CellProtocol,
  measured: readonly MeasuredSweep[],
): OpenDoubt[] {
  const points = measured.flatMap(({ features: { amplitude, rest, steady } }) =>
    rest === null || steady === null ? [] : [{ amplitude, change: steady - rest }],
  )
  const slope = slopeOverSweeps(
    points.map(({ amplitude }) => amplitude),
    points.map(({ change }) => change),
  )
  const silent = measured.flatMap(({ features: { spikes, spikesOutside } }, s) =>
    spikes + spikesOutside === 0 ? [s] : [],
  )
  const ofCurrent = [
    slope && (signDoubt(points, slope) ?? unitDoubt(slope)),
    slope && offsetDoubt(points),
    delayDoubt(family, protocol, silent),
  ].filter((doubt) => doubt !== null)
  if (ofCurrent.length > 0) return ofCurrent
  // The voltage before the steps is the resting potential only if the steps are timed correctly.
  const drift = driftDoubt(measured, family.samplingInterval)
  return drift ? [drift] : []
}

function signDoubt(points: readonly Point[], { value, interval }: OverSweeps): OpenDoubt | null {
  const against = points.filter(({ amplitude, change }) => amplitude * change < 0).length
  const turned = value < 0 && interval !== null && interval.to < 0 && 2 * against > points.length
  if (!turned) return null
  return {
    code: 'CURRENT_SIGN',
    text: `The voltage changes opposite to the current: ${plain(1000 * value, 3)} MΩ at the end of the steps, while that of a membrane is above 0. The sign of the current or of the voltage is inverted, or the steps belong to other sweeps. Correct it, or state the steps.`,
  }
}

function unitDoubt({ value }: OverSweeps): OpenDoubt | null {
  const resistance = Math.abs(1000 * value)
  const { least, most } = plausibleResistances
  if (resistance >= least && resistance <= most) return null
  const way = resistance < least ? 'too large' : 'too small'
  return {
    code: 'CURRENT_UNIT',
    text: `By the voltage at the end of the steps the input resistance would be ${plain(resistance, 2)} MΩ; ${least} to ${most} MΩ are a cell’s. The current seems ${way}, as if pA and nA were confused, or it is not what was injected here. Correct its unit, or state the steps.`,
  }
}

/** Interpolates the silent sweeps below and above 0 pA to the voltage change without a step. */
function offsetDoubt(points: readonly Point[]): OpenDoubt | null {
  const inOrder = [...points].sort((a, b) => a.amplitude - b.amplitude)
  const above = inOrder.find(({ amplitude }) => amplitude >= 0)
  const below = inOrder.filter(({ amplitude }) => amplitude <= 0).at(-1)
  if (!above || !below || points.length < 3) return null
  const width = above.amplitude - below.amplitude
  const offset =
    width === 0
      ? (above.change + below.change) / 2
      : (below.change * above.amplitude - above.change * below.amplitude) / width
  const changes = points.map(({ change }) => change)
  const range = Math.max(...changes) - Math.min(...changes)
  if (Math.abs(offset) < Math.max(mostOffset.size, mostOffset.share * range)) return null
  return {
    code: 'CURRENT_OFFSET',
    text: `A step of 0 pA would change the voltage by ${plain(offset, 2)} mV: the amplitudes are not those that were injected: all are shifted, or they belong to other sweeps. Check them, or state the steps.`,
  }
}

function delayDoubt(family: Family, protocol: CellProtocol, silent: readonly number[]): OpenDoubt | null {
  const delay = responseDelay(family, protocol, silent)
  if (delay === null) return null
  const when = delay > 0 ? 'after' : 'before'
  return {
    code: 'CURRENT_SHIFTED',
    text: `The voltage responds to the steps ${plain(Math.abs(delay), 2)} ms ${when} their onset: the times of the current do not match those of the voltage, and latencies and time constants are wrong by that much. State the steps with the right onset.`,
  }
}
