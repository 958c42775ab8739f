import { plain } from '../../../contract/quantities.ts'
import { windowText } from '../../../contract/report-words.ts'
import { howApplied, type Report } from '../../../contract/reports.ts'
import { voltageSuffix } from '../../../contract/units.ts'
import { heading, list, section, table } from '../blocks.ts'
import type { Block } from '../document.ts'
import { priorRows } from '../prior-words.ts'

/** From what, by what and how the numbers were made, so that they can be made again. */
export function provenanceBlocks(report: Report): Block[] {
  const { recording: r, model, forward, program, seed, createdAt, id, appliedPrior, cycle } = report
  const how = howApplied(report)
  const { offset, gain, timeScale } = r.rescaling
  const unit = voltageSuffix(r.voltageUnit)
  const rows = [
    ['Recording', r.name],
    ['SHA-256 of the file', r.sha256 ?? 'not recorded'],
    ['Sweep', `${r.sweep} (number ${r.sweepIndex + 1})`],
    ['Window', windowText(r.window)],
    ['Conditioning', r.conditioning.length > 0 ? `${r.conditioning.length} steps, below` : 'none'],
    // A cycle is compared in mV and ms as it was recorded.
    ...(cycle
      ? []
      : [
          [
            'Rescaling',
            `offset ${plain(offset)}${unit}, gain ${plain(gain)}${r.voltageUnit === 'none' ? '' : `${unit} per model unit`}, time scale ${plain(timeScale)}`,
          ],
        ]),
    ...(forward
      ? [
          ['Neuron', forward.neuron.name],
          ['Compared', forward.observable.name],
          ['Noise', forward.noise.name],
        ]
      : []),
    ['Model', model.name],
    ['Checksum of the model', model.checksum],
    ['Prior', appliedPrior ? `“${appliedPrior.name}”, applied ${how}` : 'that of the model'],
    ['Seed', String(seed)],
    ['Program', `Nagumo ${program.version}, TensorFlow ${program.backend}`],
    ['Report', `${id}, ${createdAt}`],
  ]
  return section('Provenance', [
    table('Where the numbers come from', ['what', 'value'], rows),
    ...(r.steps.length > 0 ? [heading('From the recording to the model', 3), ...list(r.steps)] : []),
    ...(appliedPrior
      ? [
          table(
            `The prior as applied, “${appliedPrior.name}”`,
            ['parameter or constant', 'distribution'],
            priorRows(appliedPrior),
          ),
        ]
      : []),
  ])
}
