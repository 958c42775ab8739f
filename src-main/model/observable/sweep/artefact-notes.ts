import type { Window } from '../../../contract/recordings.ts'
import type { Reason } from '../../../contract/reports.ts'
import { describeArtefacts } from '../../../signal/artefacts/describe.ts'
import type { Artefacts } from '../../../signal/artefacts/without-artefacts.ts'
import type { ObservationSource } from '../../../signal/sweep.ts'

/** Of a trace held for so long the spikes themselves are gone. */
const tooMuch = 0.15

/** What of a window was taken as missing because it was no voltage of the cell: for the verdict, worst first. */
export function artefactNotes(artefacts: Artefacts, source: ObservationSource, window: Window): Reason[] {
  const { strays, held } = describeArtefacts(artefacts, source, window)
  const notes: Reason[] = []
  if (held) {
    notes.push({
      check: 'clipping',
      level: held.share > tooMuch ? 'unreliable' : 'caution',
      cause: 'recording',
      text: `${held.text} These samples are taken as missing. Record with a wider range, or choose a window that is not clipped.`,
      number: held.number,
    })
  }
  if (strays) {
    notes.push({
      check: 'artefacts',
      level: 'caution',
      cause: 'recording',
      text: `${strays} All else was used.`,
      number: `in the window from ${window.from} to ${window.to} ms`,
    })
  }
  return notes
}
