import type { CellProtocol } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import { blockMeans } from '../../../signal/family/block-means.ts'
import type { Family } from '../../../signal/family/family.ts'
import { familySpikes } from '../../../signal/family/family-spikes.ts'
import { fitDrift } from '../../../signal/statistics/level-change.ts'
import type { SilentData } from './sweep-sums.ts'

/** A silent sweep in block means, from before the current changes until after. */
export interface SilentSweep extends SilentData {
  /** Its index in the recording, and in the family. */
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
  /** Number of the family's sweeps that are excluded because of spikes. */
  firing: number
  /** Indices in the recording of sweeps that fire only after the step, as in a rebound: used until the step's end. */
  rebound: number[]
  /** Silent, but excluded, and why: “baseline drifts by 3.1 mV”. */
  leftOut: { index: number; why: string }[]
}

/** ms. */
const block = 0.5
/** Part of a step's sweep that is used before and after the step, ms. */
const beside = 50
/** A baseline that changes by more than this before the step, mV, is unstable. */
const mostDrift = 2.5
/** ms that the membrane needs to settle after a pulse before the step. */
const settling = 250
/** Minimum duration of a baseline for a test of drift, ms. */
const shortestBaseline = 100
/** pA. */
const sameCurrent = 0.5
/** Minimum share of a sweep's samples that must be present. */
const leastPresent = 0.5

/**
 * The sweeps without a spike; for steps the part about the step, for other currents the whole. A step with no spike
 * before its end, but with later ones, as in a rebound, is used until its end.
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
 * First block from which the current equals that just before the step: a pulse before it that all sweeps have moves
 * the membrane, which is no drift. 0 where it never changes.
 * @param settle blocks that the membrane needs after a change
 */
function heldFrom(command: Float64Array, onset: number, settle: number): number {
  const held = command[onset - 1]
  let from = onset
  while (from > 0 && Math.abs(command[from - 1] - held) < sameCurrent) from--
  return from === 0 ? 0 : Math.min(onset, from + Math.ceil(settle))
}

/** Displacement by the current from the potential at holding, mV: where most of the response is. */
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
