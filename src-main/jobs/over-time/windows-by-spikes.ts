import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/numbers.ts'
import type { Window } from '../../contract/recordings.ts'
import { mostWindows } from '../../contract/series.ts'
import { millivolts } from '../../contract/units.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { unitProblem } from '../../model/composition/suits.ts'
import { median } from '../../signal/robust.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import type { ObservationSource } from '../../signal/sweep.ts'
import type { WindowLength } from './window-length.ts'

/**
 * Windows of any length, proposed from the interspike intervals in the stretch: long enough for the usual number of
 * intervals, and no longer than the stretch. Only the voltage unit is rescaled.
 * @param source conditioned
 * @throws NagumoError WINDOW_INVALID for an invalid length, UNITS_IMPLAUSIBLE where the recording has no unit that
 * matches the model's
 */
export function windowsBySpikes(
  source: ObservationSource,
  { neuron, observable }: Prior,
  stretch: Window,
  { windowLength }: { windowLength?: number | undefined },
): WindowLength {
  const { voltageUnit } = source
  const problem = unitProblem({ neuron, observable }, voltageUnit)
  if (problem) throw new NagumoError('UNITS_IMPLAUSIBLE', problem)
  if (windowLength !== undefined && !(windowLength > 0)) {
    throw new NagumoError('WINDOW_INVALID', `Windows need a length above 0 ms; found ${plain(windowLength)}.`)
  }
  const { fewest, proposed } = observable.windowSpikes ?? { fewest: 1, proposed: 1 }
  const found = findSpikes(source.samples, source, { unchanging: true })
  const spikes = found.times.filter((t) => t >= stretch.from && t < stretch.to)
  const length = windowLength ?? proposedLength(spikes, proposed, stretch)
  return {
    length,
    rescaling: { offset: 0, gain: voltageUnit === 'none' ? 1 : 1 / millivolts[voltageUnit], timeScale: 1 },
    lengthFree: true,
    spikes,
    notes: (counts) => notesOf(counts, fewest, spikes.length),
  }
}

function proposedLength(spikes: readonly number[], proposed: number, { from, to }: Window): number {
  const whole = to - from
  if (spikes.length < 2) return whole
  const interval = median(spikes.slice(1).map((time, k) => time - spikes[k]))
  // With half-overlapping windows their number must not exceed the limit of a series.
  const least = (2 * whole) / mostWindows
  return Math.min(whole, Number(Math.max(least, (proposed - 1) * interval).toPrecision(3)))
}

/** @param counts spikes in each window @param all in the stretch */
function notesOf(counts: readonly number[], fewest: number, all: number): string[] {
  const needed = `at least ${fewest} ${fewest === 1 ? 'is' : 'are'} needed`
  const held = (n: number): string => `${n === 0 ? 'no' : n} ${n === 1 ? 'spike' : 'spikes'}`
  if (all < fewest) {
    return [
      `The section contains ${held(all)}; ${needed}. Choose another sweep or section in which the neuron fires.`,
    ]
  }
  const short = counts.filter((count) => count < fewest)
  if (short.length === 0) return []
  if (short.length === counts.length) {
    return [`A window contains ${held(counts[counts.length - 1])} at most; ${needed}. Choose longer windows.`]
  }
  return [
    `${short.length} of ${counts.length} windows contain fewer than the ${fewest} spikes that are needed; those have no parameters.`,
  ]
}
