import { fixed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { Evidence } from '../evidence.ts'

/** Ratio of the recorded onset's sharpness to the fitted one's, above which the threshold is less meaningful. */
const sharper = 2

/**
 * Is the spike onset as sharp as recorded? A single compartment has a slower onset than a spike initiated in the
 * axon.
 */
export function cycleOnset({ cycle }: Evidence): Reason[] {
  if (!cycle) return []
  const fitted = cycle.fit.compared.find(({ name }) => name === 'onset')?.model.q50 ?? Number.NaN
  const recorded = cycle.shape.onset ?? Number.NaN
  const ratio = recorded / fitted
  const base = {
    check: 'cycleOnset',
    number: `onset rapidness recorded ${fixed(recorded, 1)} /ms, fitted ${fixed(fitted, 1)} /ms; a recorded one more than ${sharper} times the fitted is flagged, or less than 1/${sharper} of it`,
  } as const
  if (Number.isNaN(recorded)) {
    return [
      {
        ...base,
        number: 'the start of the recorded upstroke is not in the data',
        level: 'ok',
        cause: null,
        text: 'The onset of the recorded spike can’t be measured.',
      },
    ]
  }
  if (Number.isNaN(fitted)) {
    return [
      {
        ...base,
        number: `onset rapidness recorded ${fixed(recorded, 1)} /ms; the beginning of the fitted upstroke is not in view`,
        level: 'caution',
        cause: 'neuron',
        text: 'The fitted spike has no measurable onset, unlike the recorded one: the fitted threshold is the effective one of a single compartment.',
      },
    ]
  }
  if (ratio <= sharper && ratio >= 1 / sharper) {
    return [{ ...base, level: 'ok', cause: null, text: 'Fitted and recorded spike onset are equally sharp.' }]
  }
  const text =
    ratio > 1
      ? `The recorded spike onset is ${fixed(ratio, 1)} times as sharp as the fitted one, as for spikes initiated in the axon: the fitted threshold is the effective one of a single compartment.`
      : `The fitted spike onset is ${fixed(1 / ratio, 1)} times as sharp as the recorded one; the recording’s bandwidth may be too low for the onset.`
  return [{ ...base, level: 'caution', cause: 'neuron', text }]
}
