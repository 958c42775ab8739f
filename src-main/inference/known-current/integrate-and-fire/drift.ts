import { fixed, signed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import { median } from '../../../signal/robust.ts'
import type { BinnedFamily } from './prepare.ts'
import { driftZ, heightDrift, restDrift } from './thresholds.ts'

/**
 * Whether the cell changed over the family: its rest before the stimulus and the height of each sweep's first spike, by a
 * robust line through the sweeps (Theil–Sen). What steps with the current by itself is taken out of the spikes' height
 * where the order of sweeps is not that of their currents.
 */
export function driftReasons({ sweeps, onset, clock }: BinnedFamily): Reason[] {
  const until = onset === null ? Math.round(100 / clock.bin) : onset
  const rests = sweeps.map(({ voltage }) => median(voltage.subarray(0, Math.max(4, until))))
  const heights = sweeps.map(({ peaks }) => peaks[0] ?? Number.NaN)
  const rest = changeOver(rests)
  const height = changeOver(heights)
  return [
    drifted('restDrift', 'The membrane potential before the stimulus', rest, restDrift),
    drifted('spikeHeightDrift', 'The peak of the first spike', height, heightDrift),
  ].filter((reason) => reason !== null)
}

interface Change {
  /** mV from the first sweep to the last. */
  change: number
  /** By its own scatter. */
  z: number
}

/** By the median slope of all pairs; null for fewer than five values. */
export function changeOver(values: readonly number[]): Change | null {
  const at = values.map((v, i) => [i, v] as const).filter(([, v]) => !Number.isNaN(v))
  if (at.length < 5) return null
  const slopes: number[] = []
  at.forEach(([i, a], k) => {
    for (const [j, b] of at.slice(k + 1)) slopes.push((b - a) / (j - i))
  })
  const slope = median(slopes)
  const middle = median(at.map(([i, v]) => v - slope * i))
  const scatter = 1.4826 * median(at.map(([i, v]) => Math.abs(v - middle - slope * i)))
  const places = at.map(([i]) => i)
  const mean = places.reduce((a, b) => a + b, 0) / places.length
  const spread = Math.sqrt(places.reduce((sum, i) => sum + (i - mean) ** 2, 0))
  const span = places[places.length - 1] - places[0]
  return { change: slope * span, z: Math.abs(slope) / Math.max(1e-9, (1.25 * scatter) / spread) }
}

function drifted(
  check: string,
  what: string,
  found: Change | null,
  limits: { caution: number; unreliable: number },
): Reason | null {
  if (!found) return null
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
        : `${what} ${way} by ${fixed(size, 1)} mV over the sweeps: the cell or the seal changed during the recording, and one set of parameters does not hold for all sweeps.`,
    number: `${what.toLowerCase()}: ${signed(found.change, 1)} mV from first to last sweep (${fixed(found.z, 1)} standard errors); told from ${limits.caution} mV`,
  }
}
