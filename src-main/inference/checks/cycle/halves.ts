import { fixed, percent } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { HalvesApart } from '../../inverse.ts'
import type { Evidence } from '../evidence.ts'

/** A change of this many standard deviations that is also large is not stationary. */
export const apart = 3
export const millivolts = 1
export const share = 0.1

/** Do the two halves of the recording give the same parameters? */
export function cycleHalves({ cycle }: Evidence): Reason[] {
  if (!cycle) return []
  if (!cycle.halves) {
    return [
      {
        check: 'cycleHalves',
        level: 'ok',
        cause: null,
        text: 'There are too few cycles to compare the two halves of the recording.',
        number: `${cycle.fit.recorded.intervals.length} cycles; 6 are needed`,
      },
    ]
  }
  if (cycle.halves.length === 0) {
    return [
      {
        check: 'cycleHalves',
        level: 'ok',
        cause: null,
        text: 'No quantity for comparing halves is estimated.',
        number: 'nothing is compared',
      },
    ]
  }
  const worst = cycle.halves.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a))
  const changed = cycle.halves.filter((one) => Math.abs(one.z) > apart && isLarge(one))
  const base = {
    check: 'cycleHalves',
    number: `largest change between the halves: ${worst.symbol} ${changeText(worst)}, ${fixed(Math.abs(worst.z), 1)} standard deviations; beyond ${apart} is flagged where it is more than ${percent(share)} or ${millivolts} mV`,
  } as const
  if (changed.length === 0) {
    return [
      { ...base, level: 'ok', cause: null, text: 'Both halves of the recording give the same parameters.' },
    ]
  }
  const list = changed.map((one) => `${one.symbol} ${changeText(one)}`).join(', ')
  return [
    {
      ...base,
      level: 'caution',
      cause: 'recording',
      text: `Not stationary: from the first half of the recording to the second ${list}. The parameters are means over a change; choose a shorter window, or estimate over time.`,
    },
  ]
}

function isLarge({ unit, change }: HalvesApart): boolean {
  return unit === null ? Math.abs(Math.log(change)) > share : Math.abs(change) > millivolts
}

function changeText({ unit, change }: HalvesApart): string {
  const sign = (unit === null ? change - 1 : change) < 0 ? '−' : '+'
  const size = unit === null ? percent(Math.abs(change - 1)) : `${fixed(Math.abs(change), 1)} ${unit}`
  return `${sign}${size}`
}
