import type { CellFeatures, CellParameter, CellProtocol, CellReport } from '../contract/cells.ts'
import { isPoint } from '../contract/estimate-text.ts'
import { fixed, percent, probability } from '../contract/numbers.ts'
import { plain } from '../contract/quantities.ts'
import type { Doubt } from '../contract/recordings.ts'
import type { OpenDoubt } from '../contract/reports.ts'
import { doubtsJson } from './doubt-lines.ts'
import { table, withUncertainty } from './table.ts'

/** The JSON line for one cell. @param recording the file as named on the command line */
export function cellJson(
  recording: string,
  model: string,
  report: CellReport,
  doubts: readonly Doubt[],
): string {
  const { membrane, gif, verdict, protocol, features, seed, seconds } = report
  const parameters = [...(membrane?.parameters ?? []), ...(gif?.parameters ?? [])]
  return JSON.stringify({
    recording,
    model,
    sweeps: report.recording.sweeps,
    protocol,
    seed,
    parameters: Object.fromEntries(parameters.map(({ name, posterior }) => [name, posterior])),
    // The assumption that an interval depends on, if any.
    notes: Object.fromEntries(parameters.flatMap(({ name, note }) => (note ? [[name, note]] : []))),
    diagnostics: {
      verdict: verdict.level,
      headline: verdict.headline,
      reasons: verdict.reasons.filter(({ level }) => level !== 'ok').map(({ text }) => text),
      ...(membrane && { range: membrane.range }),
      ...(gif && { heldOut: gif.heldOut }),
    },
    ...cellDoubts(doubts, protocol, features.doubts ?? []),
    seconds,
  })
}

/** Features of a family as JSON. */
export function familyJson(
  recording: string,
  protocol: CellProtocol,
  { sweeps, summary, doubts: ofFamily = [] }: CellFeatures,
  doubts: readonly Doubt[],
): string {
  return JSON.stringify({
    recording,
    protocol,
    sweeps,
    cell: summary,
    ...cellDoubts(doubts, protocol, ofFamily),
  })
}

/** Ambiguities of the file and of the current, and voltage features that contradict the current. */
function cellDoubts(
  doubts: readonly Doubt[],
  { doubts: ofCurrent = [] }: CellProtocol,
  ofFamily: readonly OpenDoubt[],
) {
  const told = doubtsJson(doubts)
  const open = [...ofCurrent, ...ofFamily].map(({ code, text }) => ({ code, message: text }))
  return { ...told, doubts: [...told.doubts, ...open] }
}

/** The result of a cell as text. */
export function cellLines(recording: string, report: CellReport): string[] {
  const { membrane, gif, verdict, protocol, features } = report
  const parameters = [...(membrane?.parameters ?? []), ...(gif?.parameters ?? [])]
  const rows = parameters.map(parameterRow)
  const numbers = rows.length > 0 ? table([['', 'median', '90 % interval', ''], ...rows]) : []
  const of = features.sweeps.length === 1 ? 'one sweep' : `${features.sweeps.length} sweeps`
  return [
    `${recording}, ${of}`,
    `  ${protocol.text}`,
    `  ${verdict.level}: ${verdict.headline}`,
    ...verdict.reasons
      .filter(({ level, text }) => level !== 'ok' && !verdict.headline.endsWith(text))
      .map(({ text }) => `  - ${text}`),
    ...numbers.map((line) => `  ${line}`),
    ...(membrane?.range
      ? [`  membrane measured from ${fixed(membrane.range.from, 1)} to ${fixed(membrane.range.to, 1)} mV`]
      : []),
    ...(gif?.heldOut ? [`  ${heldOutText(gif.heldOut)}`] : []),
    ...(parameters.length === 0 ? summaryLines(features).map((line) => `  ${line}`) : []),
    `  seed ${report.seed}, ${fixed(report.seconds, 2)} s`,
  ]
}

function parameterRow({ symbol, unit, posterior, note = '' }: CellParameter): string[] {
  const { q05, q50, q95, sd } = posterior
  const exact = isPoint(posterior)
  const shown = (x: number): string => (exact ? plain(x, 4) : withUncertainty(x, sd))
  return [
    unit ? `${symbol} (${unit})` : symbol,
    shown(q50),
    exact ? '' : `${shown(q05)} to ${shown(q95)}`,
    note,
  ]
}

/** “held-out sweeps: counts off by 10 %, 92 % in the 90 % band, latency off by 1.8 ms”. */
function heldOutText({
  countError,
  coverage,
  latencyError,
  ksP,
}: NonNullable<NonNullable<CellReport['gif']>['heldOut']>): string {
  const parts = [
    `spike counts off by ${percent(countError)}`,
    `${percent(coverage)} of sweeps in the 90 % band`,
    latencyError === null ? null : `latency off by ${fixed(latencyError, 1)} ms`,
    ksP === null ? null : `time rescaling ${probability(ksP)}`,
  ]
  return `held-out sweeps: ${parts.filter(Boolean).join(', ')}`
}

/** A table of sweeps, and the features of the cell. */
export function familyLines(recording: string, protocol: CellProtocol, features: CellFeatures): string[] {
  const shown = (x: number | null, decimals: number): string => (x === null ? '–' : fixed(x, decimals))
  const rows = features.sweeps.map((one) => [
    one.name,
    plain(one.amplitude, 4),
    String(one.spikes),
    shown(one.rate, 1),
    shown(one.latency, 1),
    shown(one.firstInterval, 1),
    shown(one.lastInterval, 1),
    shown(one.adaptation, 2),
    shown(one.threshold, 1),
    shown(one.rest, 1),
    shown(one.steady, 1),
  ])
  const head = [
    'sweep',
    'pA',
    'spikes',
    'Hz',
    'latency ms',
    'first interval ms',
    'last ms',
    'last/first',
    'threshold mV',
    'rest mV',
    'steady mV',
  ]
  return [
    recording,
    `  ${protocol.text}`,
    ...table([head, ...rows]).map((line) => `  ${line}`),
    ...summaryLines(features).map((line) => `  ${line}`),
  ]
}

function summaryLines({ summary }: CellFeatures): string[] {
  return table([
    ['cell', 'value', '90 % interval', ''],
    ...summary.map(({ name, label, unit, value, interval, note }) => [
      unit ? `${label} (${unit})` : label,
      value === null ? '–' : plain(value, 4),
      interval
        ? `${plain(interval.from, 4)} to ${plain(interval.to, 4)}${name === 'rheobase' ? ' (bracket)' : ''}`
        : '',
      note ?? '',
    ]),
  ])
}
