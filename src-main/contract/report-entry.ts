import { assumptionOf, type Report, type ReportEntry } from './reports.ts'

/** A report's entry in the list of reports. */
export function entryOf(report: Report): ReportEntry {
  return {
    id: report.id,
    createdAt: report.createdAt,
    recordingName: report.recording.name,
    recordingId: report.recording.id,
    sweepIndex: report.recording.sweepIndex,
    sweep: report.recording.sweep,
    window: report.recording.window,
    modelName: report.model.name,
    level: report.verdict.level,
    headline: report.verdict.headline,
    parameters: report.parameters.map(({ name, symbol, unit, meaning, group, posterior }) => ({
      name,
      symbol,
      unit,
      meaning,
      group,
      posterior,
      assumption: assumptionOf(report, name),
    })),
  }
}
