import { plain } from '../../../contract/quantities.ts'
import type { Window } from '../../../contract/recordings.ts'
import type { Reason } from '../../../contract/reports.ts'
import { describeArtefacts } from '../../../signal/artefacts/describe.ts'
import type { Artefacts } from '../../../signal/artefacts/without-artefacts.ts'
import type { ObservationSource } from '../../../signal/sweep.ts'

/** Share of clipped samples above which the spikes themselves are lost. */
const tooMuch = 0.15

/**
 * Artefacts of a window, taken as missing samples, as reasons for the verdict, worst first; where it has none, those
 * elsewhere in the sweep.
 */
export function artefactNotes(artefacts: Artefacts, source: ObservationSource, window: Window): Reason[] {
  const { strays, held } = describeArtefacts(artefacts, source, window)
  const notes: Reason[] = []
  if (held) {
    notes.push({
      check: 'clipping',
      level: held.share > tooMuch ? 'unreliable' : 'caution',
      cause: 'recording',
      text: `${held.text} These samples are treated as missing. Record with a wider range, or choose a window that is not clipped.`,
      number: held.number,
    })
  }
  if (strays) {
    notes.push({
      check: 'artefacts',
      level: 'caution',
      cause: 'recording',
      text: `${strays} All other samples were used.`,
      number: `window from ${plain(window.from)} to ${plain(window.to)} ms`,
    })
  }
  if (notes.length > 0) return notes
  const all = describeArtefacts(artefacts, source)
  const elsewhere = [all.held?.text, all.strays].filter((text) => text !== undefined && text !== null)
  return elsewhere.map((text) => ({
    check: 'artefacts',
    level: 'ok',
    cause: null,
    text: `Elsewhere in the sweep, not in this window: ${text}`,
    number: 'no sample of an artefact in the window',
  }))
}
