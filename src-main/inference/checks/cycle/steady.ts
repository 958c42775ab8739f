import { fixed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { Evidence } from '../evidence.ts'

/** Coefficient of variation of interspike intervals above which the firing is not regular. */
export const variable = 0.25

/** Is the firing regular enough for a mean cycle? */
export function cycleSteady({ cycle }: Evidence): Reason[] {
  if (!cycle) return []
  const { cv, fit } = cycle
  const n = fit.recorded.intervals.length
  const base = {
    check: 'cycleSteady',
    number: `CV of ${n} intervals ${fixed(cv, 2)}; above ${variable} is flagged`,
  } as const
  if (cv <= variable) {
    return [{ ...base, level: 'ok', cause: null, text: `The neuron fires regularly over ${n} cycles.` }]
  }
  return [
    {
      ...base,
      level: 'caution',
      cause: 'recording',
      text: `Firing is irregular (intervals vary by ${fixed(100 * cv, 0)} %): the mean cycle averages over several states. Choose a window of more regular firing.`,
    },
  ]
}
