import type { Doubt } from '../../contract/recordings.ts'
import { millivolts } from '../../contract/units.ts'
import { rangeOf } from '../../signal/range.ts'
import type { RecordingData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'

/** mV: a sweep within the first bound is not a membrane potential if another exceeds the second. */
const nearZero = 5
const beyond = 15
const told = 3

/**
 * Reports sweeps that are unlike the membrane potentials beside them: constant, or near zero (a threshold, a standard
 * deviation, an extracellular potential). They are not removed.
 */
export function sweepsApart({ sweeps, reading }: RecordingData): Doubt[] {
  if (sweeps.length < 2) return []
  const scale = reading.voltageUnit === 'none' ? null : millivolts[reading.voltageUnit]
  const ranges = sweeps.map(({ samples }) => rangeOf(samples))
  const reach = ranges.map(({ min, max }) => Math.max(Math.abs(min), Math.abs(max)) * (scale ?? Number.NaN))
  const names = (is: (k: number) => boolean): string[] =>
    sweeps.filter((_, k) => is(k)).map(({ name }) => name)
  const constant = names((k) => ranges[k].min === ranges[k].max)
  const near = reach.some((most) => most > beyond)
    ? names((k) => reach[k] < nearZero && ranges[k].min < ranges[k].max)
    : []
  const doubt = (list: readonly string[], what: (several: boolean) => string): Doubt[] => {
    if (list.length === 0) return []
    const shown = list.slice(0, told).map(quote).join(', ') + (list.length > told ? ' …' : '')
    return [{ code: 'SWEEP_UNLIKE', about: 'columns', text: `${shown} ${what(list.length > 1)}` }]
  }
  return [
    ...doubt(constant, (s) => `${s ? 'have' : 'has'} the same value in every sample, unlike any membrane.`),
    ...doubt(
      near,
      (s) =>
        `${s ? 'stay' : 'stays'} within ${nearZero} mV of zero, unlike the other sweeps: ${s ? 'these are' : 'this is'} probably not a membrane potential.`,
    ),
  ]
}
