import type { CellProtocol } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import { blockMeans } from '../../../signal/family/block-means.ts'
import type { Family } from '../../../signal/family/family.ts'
import { familySpikes } from '../../../signal/family/family-spikes.ts'
import { fitDrift } from '../../../signal/statistics/level-change.ts'
import type { SilentData } from './sweep-sums.ts'

/** A silent sweep in block means, from before the current changes until after. */
export interface SilentSweep extends SilentData {
  /** Its place in the recording, and in the family. */
  index: number
  place: number
  /** Above holding, pA. */
  amplitude: number
  /** Time of the first block, ms. */
  start: number
}

export interface SilentSweeps {
  sweeps: SilentSweep[]
  /** ms between blocks. */
  interval: number
  /** Of the family's sweeps, how many have spikes that take them from the membrane. */
  firing: number
  /** Places in the recording of those that fire after the step only, as a rebound: used until its end. */
  rebound: number[]
  /** Silent, but not to be used, and why: “baseline drifts by 3.1 mV”. */
  leftOut: { index: number; why: string }[]
}

/** ms. */
const block = 0.5
/** So much of a step's sweep is looked at before and after it, ms. */
const beside = 50
/** A baseline that changes by so many mV before the step does not hold still for it. */
const mostDrift = 2.5
/** After a pulse before the step the membrane needs so many ms to come back. */
const settling = 250
/** A baseline is looked at for drift from so many ms on. */
const shortestBaseline = 100
/** pA. */
const sameCurrent = 0.5
/** At least so much of a sweep must be there. */
const leastPresent = 0.5

/**
 * The sweeps without a spike; of steps the part about the step, of other currents the whole. A step that is followed by
 * spikes, as in a rebound, and has none before its end, is used until then.
 */
export function silentSweeps(family: Family, protocol: CellProtocol): SilentSweeps {
  const peaks = familySpikes(family).map((own) => own.peaks)
  const coarse = blockMeans(family, block)
  const interval = coarse.samplingInterval
  const length = coarse.sweeps[0]?.voltage.length ?? 0
  const at = (t: number): number => Math.min(length, Math.max(0, Math.round((t - coarse.start) / interval)))
  const stepped = protocol.shape === 'step' && protocol.onset !== null && protocol.offset !== null
  const [from, to] = stepped ? [at(protocol.onset! - beside), at(protocol.offset! + beside)] : [0, length]
  const sweeps: SilentSweep[] = []
  const leftOut: SilentSweeps['leftOut'] = []
  const rebound: number[] = []
  const offset = stepped ? protocol.offset! : Number.NEGATIVE_INFINITY
  let firing = 0
  coarse.sweeps.forEach(({ index, voltage, command }, place) => {
    const [first] = peaks[place]
    const rebounds = first !== undefined && family.start + first * family.samplingInterval > offset
    if (first !== undefined && !rebounds) {
      firing++
      return
    }
    if (rebounds) rebound.push(index)
    const end = rebounds ? at(offset) : to
    const cut = voltage.slice(from, end)
    const current = command.slice(from, end)
    const present = cut.reduce((n, v) => n + (Number.isNaN(v) ? 0 : 1), 0)
    if (present < Math.max(20, leastPresent * cut.length)) {
      leftOut.push({ index, why: 'too few samples' })
      return
    }
    if (current.every(Number.isNaN)) {
      leftOut.push({ index, why: 'no command' })
      return
    }
    const still = stepped ? heldFrom(command, at(protocol.onset!), settling / interval) : 0
    const baseline = stepped ? voltage.slice(still, at(protocol.onset!)) : new Float64Array()
    if (baseline.length * interval >= shortestBaseline) {
      const { size, z } = fitDrift(baseline, Math.exp(-interval / 10))
      if (Math.abs(size) > mostDrift && Math.abs(z) > 4) {
        leftOut.push({ index, why: `baseline drifts by ${fixed(size, 1)} mV before the step` })
        return
      }
    }
    const amplitude = protocol.amplitudes[place] ?? 0
    sweeps.push({ index, place, amplitude, start: coarse.start + from * interval, voltage: cut, current })
  })
  return { sweeps, interval, firing, rebound, leftOut }
}

/**
 * From which block on the current is what it is just before the step: a pulse that all sweeps have before it moves the
 * membrane, which is no drift. 0 where it never changes.
 * @param settle blocks that the membrane needs after a change
 */
function heldFrom(command: Float64Array, onset: number, settle: number): number {
  const held = command[onset - 1]
  let from = onset
  while (from > 0 && Math.abs(command[from - 1] - held) < sameCurrent) from--
  return from === 0 ? 0 : Math.min(onset, from + Math.ceil(settle))
}

/** How far the current takes the membrane from where holding leaves it, mV: where most of the response is. */
export function displacement(response: Float64Array, resistance: number): number {
  let [square, cube] = [0, 0]
  const rest = response[0]
  for (const v of response) {
    const d = resistance * (v - rest)
    square += d * d
    cube += d * d * d
  }
  return square > 0 ? cube / square : 0
}
