import type { CellReport } from '../contract/cells.ts'
import type { Report } from '../contract/reports.ts'
import type { Series } from '../contract/series.ts'
import { documentOfCell } from './document/cell-document.ts'
import type { ReportDocument } from './document/document.ts'
import { documentOfReport } from './document/report-document.ts'
import { documentOfSeries } from './document/series-document.ts'
import { methodsOfCell } from './methods/cell-methods.ts'
import type { Methods } from './methods/references.ts'
import { methodsOfReport } from './methods/report-methods.ts'
import { methodsOfSeries } from './methods/series-methods.ts'

/** All kinds of report, distinguished by `format`. */
export type AnyReport = Report | Series | CellReport

/** The document of a report of any kind. */
export function documentOf(report: AnyReport): ReportDocument {
  switch (report.format) {
    case 'nagumo-report':
      return documentOfReport(report)
    case 'nagumo-series':
      return documentOfSeries(report)
    case 'nagumo-cell':
      return documentOfCell(report)
  }
}

/** The methods paragraph of a report of any kind. */
export function methodsOf(report: AnyReport): Methods {
  switch (report.format) {
    case 'nagumo-report':
      return methodsOfReport(report)
    case 'nagumo-series':
      return methodsOfSeries(report)
    case 'nagumo-cell':
      return methodsOfCell(report)
  }
}
