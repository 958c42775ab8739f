import { levelWords, windowText } from '../../contract/report-words.ts'
import type { Report } from '../../contract/reports.ts'
import { methodsBlocks } from '../methods/methods-blocks.ts'
import { methodsOfReport } from '../methods/report-methods.ts'
import { verdictBlocks } from './blocks.ts'
import type { ReportDocument } from './document.ts'
import { dataBlocks } from './report/data-figures.ts'
import { crossCheckBlocks, diagnosticsBlocks, doubtBlocks, featureBlocks } from './report/diagnostics.ts'
import { modelBlocks } from './report/model-figures.ts'
import { givenBlocks, parameterBlocks, physicalBlocks } from './report/parameters.ts'
import { posteriorBlocks } from './report/posterior-figures.ts'
import { provenanceBlocks } from './report/provenance.ts'
import { residualBlocks } from './report/residual-figures.ts'

/**
 * A report as a document, in reading order: the verdict first, because it decides whether the numbers mean anything;
 * data and model; the numbers; diagnostics; provenance.
 */
export function documentOfReport(report: Report): ReportDocument {
  const { recording, model, createdAt, verdict } = report
  return {
    title: recording.name,
    subtitle: `${recording.sweep}, ${windowText(recording.window)}; model ${model.name}; ${levelWords[verdict.level]}`,
    createdAt,
    blocks: [
      ...verdictBlocks(verdict),
      ...doubtBlocks(recording.doubts),
      ...dataBlocks(report),
      ...parameterBlocks(report),
      ...physicalBlocks(report),
      ...givenBlocks(report),
      ...posteriorBlocks(report),
      ...modelBlocks(report),
      ...residualBlocks(report),
      ...crossCheckBlocks(report),
      ...featureBlocks(report),
      ...diagnosticsBlocks(report),
      ...methodsBlocks(methodsOfReport(report)),
      ...provenanceBlocks(report),
    ],
  }
}
