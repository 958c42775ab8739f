import type { CellReport } from '../../contract/cells.ts'
import type { Report } from '../../contract/reports.ts'
import type { Series } from '../../contract/series.ts'
import { cellGroups } from './cell-groups.ts'
import type { Attributes } from './data-group.ts'
import { reportGroups } from './report-groups.ts'
import { seriesGroups } from './series-groups.ts'
import { writeNetcdf } from './write-netcdf.ts'

/**
 * A report as ArviZ InferenceData: a NetCDF-4 file for `arviz.from_netcdf`, with the groups posterior, sample_stats
 * (diagnostics, log evidence), prior, observed_data, posterior_predictive, and, outside ArviZ's scheme,
 * posterior_predictive_summary and network_posterior. Variables have the parameters' names, with long_name, units and
 * symbol; attributes give the provenance. A report without numbers has its data alone. The same report gives the same
 * bytes.
 */
export function reportToInferenceData(report: Report): Promise<Uint8Array> {
  const common = commonAttributes(report)
  return writeNetcdf({ ...common, ...provenance(report) }, reportGroups(report, common), madeAt(report))
}

/** The same for a cell: the posterior of its integrate-and-fire fit, its sweeps, and the membrane in five numbers. */
export function cellToInferenceData(report: CellReport): Promise<Uint8Array> {
  const common = commonAttributes(report)
  const { recording, protocol } = report
  const attributes = {
    ...common,
    nagumo_cell_id: report.id,
    recording_name: recording.name,
    recording_sweeps: recording.sweeps.join(', '),
    protocol: protocol.text,
    ...aboutResult(report),
  }
  return writeNetcdf(attributes, cellGroups(report, common), madeAt(report))
}

/** The same for a series over time: posterior, features and verdicts along the dimension `window`. */
export function seriesToInferenceData(series: Series): Promise<Uint8Array> {
  const common = commonAttributes(series)
  const { recording, model, forward, plan, appliedPrior, seed, program, changes } = series
  const attributes = {
    ...common,
    nagumo_series_id: series.id,
    backend: program.backend,
    recording_name: recording.name,
    recording_sweep: recording.sweep,
    recording_unit: unitText(recording.voltageUnit),
    window_length_ms: plan.length,
    window_step_ms: plan.step,
    ...modelAttributes(model, forward, appliedPrior),
    seed,
    changes: changes.text.join('\n'),
    doubts: doubtsText(recording.doubts),
  }
  return writeNetcdf(attributes, seriesGroups(series, common), madeAt(series))
}

function madeAt({ createdAt }: Pick<Report, 'createdAt'>): number {
  return Date.parse(createdAt)
}

/** ArviZ's standard attributes of each group. */
function commonAttributes({ createdAt, program }: Report | CellReport | Series): Attributes {
  return {
    created_at: createdAt,
    creation_library: 'nagumo',
    creation_library_version: program.version,
    inference_library: 'nagumo',
    inference_library_version: program.version,
  }
}

function aboutResult({ verdict, seed, recording }: Report | CellReport): Attributes {
  return {
    seed,
    verdict: verdict.level,
    verdict_headline: verdict.headline,
    verdict_reasons: verdict.reasons
      .filter(({ level }) => level !== 'ok')
      .map(({ text }) => text)
      .join('\n'),
    doubts: doubtsText(recording.doubts),
  }
}

function provenance(report: Report): Attributes {
  const { recording, model, forward, program, appliedPrior, diagnostics } = report
  const { offset, gain, timeScale } = recording.rescaling
  return {
    nagumo_report_id: report.id,
    backend: program.backend,
    recording_name: recording.name,
    recording_sweep: recording.sweep,
    window_from_ms: recording.window.from,
    window_to_ms: recording.window.to,
    recording_unit: unitText(recording.voltageUnit),
    rescaling_offset: offset,
    rescaling_gain: gain,
    rescaling_time_scale: timeScale,
    steps: recording.steps.join('\n'),
    ...modelAttributes(model, forward, appliedPrior),
    log_evidence: diagnostics.logEvidence,
    ...aboutResult(report),
  }
}

function modelAttributes(
  model: Report['model'],
  forward: Report['forward'] | undefined,
  appliedPrior: Report['appliedPrior'],
): Attributes {
  return {
    model_id: model.id,
    model_name: model.name,
    model_checksum: model.checksum,
    ...(forward && {
      neuron: forward.neuron.name,
      observable: forward.observable.name,
      noise: forward.noise.name,
    }),
    ...(appliedPrior && { applied_prior: JSON.stringify(appliedPrior) }),
  }
}

function unitText(unit: Report['recording']['voltageUnit']): string {
  return unit === 'none' ? 'model units' : unit
}

function doubtsText(doubts: Report['recording']['doubts'] = []): string {
  return doubts.map(({ text }) => text).join('\n')
}
