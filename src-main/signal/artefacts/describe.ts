import { percent } from '../../contract/numbers.ts'
import { plain } from '../../contract/quantities.ts'
import type { Window } from '../../contract/recordings.ts'
import { whole } from '../../contract/report-words.ts'
import { voltageSuffix } from '../../contract/units.ts'
import { indexOf, type ObservationSource } from '../sweep.ts'
import type { Artefacts } from './without-artefacts.ts'

/** Of many artefacts, only the first ones are listed by time. */
const mostTold = 3

/** Descriptions of the artefacts in a stretch of a sweep; null where there is none. */
export interface ArtefactTexts {
  strays: string | null
  /** Clipped samples: where, and their share of all samples. */
  held: { text: string; number: string; share: number } | null
}

/** @param window ms on the recording's clock; the whole sweep where left out */
export function describeArtefacts(
  { strays, rails }: Artefacts,
  source: ObservationSource,
  window?: Window,
): ArtefactTexts {
  const { samples, samplingInterval, start, voltageUnit } = source
  const [first, last] = window
    ? [indexOf(window.from, source), Math.min(samples.length, indexOf(window.to, source))]
    : [0, samples.length]
  const inside = strays.filter(({ from, to }) => to > first && from < last)
  const held = rails
    .map(({ value, end, at }) => ({ value, end, count: at.filter((i) => i >= first && i < last).length }))
    .filter(({ count }) => count > 0)
  const count = held.reduce((sum, rail) => sum + rail.count, 0)
  const share = count / (last - first)
  const where = held
    .map(({ value, end }) => `at its ${end}, ${plain(value, 4)}${voltageSuffix(voltageUnit)}`)
    .join(', and ')
  const places = inside
    .slice(0, mostTold)
    .map(({ from }) => plain(Number((start + from * samplingInterval).toFixed(3))))
  return {
    strays: inside.length === 0 ? null : straysText(inside, places),
    held:
      count === 0
        ? null
        : {
            text: `The recording is clipped: ${percent(share)} of its samples are held ${where}. Values beyond are lost.`,
            number: `${count} of ${last - first} samples held`,
            share,
          },
  }
}

function straysText(inside: readonly { from: number; to: number }[], places: readonly string[]): string {
  const samples = inside.reduce((sum, { from, to }) => sum + to - from, 0)
  const all = samples === 1 ? 'its sample is' : `${whole(samples)} samples are`
  const at =
    places.length < inside.length ? `the first at ${places.join(', ')} ms` : `at ${places.join(', ')} ms`
  const [excursions, are] =
    inside.length === 1 ? ['One excursion', 'is'] : [`${inside.length} excursions`, 'are']
  return `${excursions} (${at}) ${are} too large or too steep for a neuron, like artefacts of stimulation or switching: ${all} treated as missing.`
}
