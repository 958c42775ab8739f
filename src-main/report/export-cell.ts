import type { CellParameter, CellReport } from '../contract/cells.ts'
import { type Cell, toCsv } from './csv.ts'
import { type ExportedReport, fileStem } from './export.ts'

/** JSON: the whole report. CSV: parameters with their intervals, features of the cell, and the table of sweeps. */
export function exportCell(report: CellReport, as: 'json' | 'csv'): ExportedReport {
  const { id, createdAt, recording } = report
  const fileName = `${fileStem({ id, createdAt, recording: { name: recording.name, sweep: 'cell' } })}.${as}`
  return as === 'json'
    ? { fileName, mime: 'application/json', text: `${JSON.stringify(report)}\n` }
    : { fileName, mime: 'text/csv', text: toCsv(rowsOf(report)) }
}

/** Three tables, each with its own head, separated by an empty row. */
function rowsOf(report: CellReport): Cell[][] {
  const { membrane, gif, features, verdict, recording, protocol, seed, program } = report
  return [
    ['recording', recording.name],
    ['protocol', protocol.text],
    ['verdict', verdict.level, verdict.headline],
    ...verdict.reasons
      .filter(({ level }) => level !== 'ok')
      .map(({ level, text }): Cell[] => ['reason', level, text]),
    ...(recording.doubts ?? []).map(({ code, text }): Cell[] => ['doubt', code, text]),
    ['seed', seed],
    ['version', program.version],
    [],
    ['model', 'parameter', 'unit', 'mean', 'sd', 'q05', 'q50', 'q95', 'prior', 'note'],
    ...(membrane?.parameters ?? []).map((one) => parameterRow('membrane', one)),
    ...(gif?.parameters ?? []).map((one) => parameterRow('gif', one)),
    [],
    ['feature', 'unit', 'value', 'q05', 'q95', 'note'],
    ...features.summary.map(({ name, unit, value, interval, note }): Cell[] => [
      name,
      unit,
      value,
      interval?.from ?? null,
      interval?.to ?? null,
      note,
    ]),
    [],
    sweepHead,
    ...features.sweeps.map((one): Cell[] => {
      const silent = membrane?.sweeps.find(({ sweep }) => sweep === one.sweep)
      const held = gif?.heldOut?.sweeps.find(({ sweep }) => sweep === one.sweep)
      return [
        ...sweepColumns.map((column) => one[column]),
        ...[silent?.rIn, silent?.tau].flatMap((summary): Cell[] =>
          summary ? [summary.q05, summary.q50, summary.q95] : [null, null, null],
        ),
        held?.predicted.mean ?? null,
        held?.predicted.q05 ?? null,
        held?.predicted.q95 ?? null,
      ]
    }),
  ]
}

const sweepColumns = [
  'name',
  'amplitude',
  'spikes',
  'spikesOutside',
  'rate',
  'latency',
  'firstInterval',
  'lastInterval',
  'adaptation',
  'threshold',
  'rest',
  'steady',
] as const

const sweepHead: Cell[] = [
  'sweep',
  'amplitude_pA',
  'spikes',
  'spikes_outside',
  'rate_Hz',
  'latency_ms',
  'first_interval_ms',
  'last_interval_ms',
  'adaptation',
  'threshold_mV',
  'rest_mV',
  'steady_mV',
  'rIn_q05_MOhm',
  'rIn_q50_MOhm',
  'rIn_q95_MOhm',
  'tau_q05_ms',
  'tau_q50_ms',
  'tau_q95_ms',
  'held_out_spikes_mean',
  'held_out_spikes_q05',
  'held_out_spikes_q95',
]

function parameterRow(model: string, { name, unit, posterior, prior, note }: CellParameter): Cell[] {
  const { mean, sd, q05, q50, q95 } = posterior
  return [model, name, unit, mean, sd, q05, q50, q95, prior, note ?? null]
}
