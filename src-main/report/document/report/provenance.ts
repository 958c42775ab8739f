import { windowText } from '../../../contract/report-words.ts'
import { howApplied, type Report } from '../../../contract/reports.ts'
import { heading, list } from '../blocks.ts'
import type { Block } from '../document.ts'
import { appliedPriorTable, provenanceSection } from '../provenance.ts'
import { rescalingRows } from './sampler-rows.ts'

/** Provenance of a report's numbers. */
export function provenanceBlocks(report: Report): Block[] {
  const { recording: r, forward, appliedPrior } = report
  return provenanceSection(
    { ...report, kind: 'Report' },
    {
      data: [
        ['Sweep', `${r.sweep} (number ${r.sweepIndex + 1})`],
        ['Window', windowText(r.window)],
        ['Conditioning', r.conditioning.length > 0 ? `${r.conditioning.length} steps, below` : 'none'],
        ...rescalingRows(report),
        ...(forward
          ? [
              ['Neuron', forward.neuron.name],
              ['Compared', forward.observable.name],
              ['Noise', forward.noise.name],
            ]
          : []),
      ],
      prior: [
        [
          'Prior',
          appliedPrior ? `“${appliedPrior.name}”, applied ${howApplied(report)}` : 'the model’s prior',
        ],
      ],
      below: [
        ...(r.steps.length > 0 ? [heading('From the recording to the model', 3), ...list(r.steps)] : []),
        ...appliedPriorTable(appliedPrior),
      ],
    },
  )
}
