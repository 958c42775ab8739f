import { fixed, signed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import { median } from '../../../signal/robust.ts'
import { type Change, changeBeside, changeOver } from '../../../signal/statistics/change-over.ts'
import type { BinnedFamily } from './prepare.ts'
import { driftZ, heightDrift, restDrift } from './thresholds.ts'

/**
 * A sampled peak is within a few mV of the true one where at least this many samples are above half of the spike's
 * height.
 */
const leastSamples = 3

/**
 * Drift of the cell over the family: resting potential before the stimulus, where every sweep has the same current,
 * and height of each sweep's first spike. As the height also depends on the current, through series resistance and
 * channels, only sweeps of similar currents are compared. Where the sweeps are ordered by current there are none, and
 * a reason states this; where sampling is too coarse for a peak, its height is not tested.
 * @param amplitudes of the sweeps, pA
 */
export function driftReasons(
  { sweeps, onset, clock, samplesAcross }: BinnedFamily,
  amplitudes: readonly number[],
): Reason[] {
  const until = onset === null ? Math.round(100 / clock.bin) : onset
  const rests = sweeps.map(({ voltage }) => median(voltage.subarray(0, Math.max(4, until))))
  const rest = changeOver(rests)
  return [
    rest && drifted('restDrift', 'The membrane potential before the stimulus', rest, restDrift),
    samplesAcross >= leastSamples ? ofHeight(sweeps, amplitudes) : null,
  ].filter((reason) => reason !== null)
}

function ofHeight(sweeps: BinnedFamily['sweeps'], amplitudes: readonly number[]): Reason | null {
  const heights = sweeps.map(({ peaks }) => peaks[0] ?? Number.NaN)
  const what = 'The peak of the first spike'
  const alike = changeBeside(heights, amplitudes)
  if (alike) return drifted('spikeHeightDrift', what, alike, heightDrift)
  const all = changeOver(heights)
  if (!all || Math.abs(all.change) < heightDrift.caution || all.z < driftZ) return null
  return {
    check: 'spikeHeightDrift',
    level: 'ok',
    cause: null,
    text: `${what} ${all.change > 0 ? 'rises' : 'falls'} by ${fixed(Math.abs(all.change), 1)} mV over the sweeps, whose currents come in order: because of the current or the cell, which is not distinguishable in this order of sweeps. Repeat the first steps at the end of the family.`,
    number: `${what.toLowerCase()}: ${signed(all.change, 1)} mV from first to last sweep; the order of the sweeps is that of their currents`,
  }
}

function drifted(
  check: string,
  what: string,
  found: Change,
  limits: { caution: number; unreliable: number },
): Reason {
  const size = Math.abs(found.change)
  const level =
    size < limits.caution || found.z < driftZ ? 'ok' : size < limits.unreliable ? 'caution' : 'unreliable'
  const way = found.change > 0 ? 'rises' : 'falls'
  return {
    check,
    level,
    cause: level === 'ok' ? null : 'recording',
    text:
      level === 'ok'
        ? `${what} stays the same over the sweeps.`
        : `${what} ${way} by ${fixed(size, 1)} mV over the sweeps${check === 'spikeHeightDrift' ? ' at similar currents' : ''}: the cell or the seal changed during the recording, and one set of parameters does not hold for all sweeps.`,
    number: `${what.toLowerCase()}: ${signed(found.change, 1)} mV from first to last sweep (${fixed(found.z, 1)} standard errors); reported from ${limits.caution} mV`,
  }
}
