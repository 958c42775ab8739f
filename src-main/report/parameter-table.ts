import { type Interval, intervalShares, type Summary } from '../contract/common.ts'
import { assumptionOf, networkReads, type ParameterEstimate, type Report } from '../contract/reports.ts'
import { assumedRows } from './assumed-rows.ts'
import { type Cell, toCsv } from './csv.ts'
import { featureRows } from './feature-rows.ts'

const five = ['mean', 'sd', 'q05', 'q50', 'q95'] as const

/** Lower shares of the central interval ends that the five numbers lack. */
const intervalEnds = intervalShares
  .filter((share) => share !== 0.9)
  .flatMap((share) => [(1 - share) / 2, (1 + share) / 2])
  .sort((a, b) => a - b)

/** q025, q10 … */
function nameOf(p: number): string {
  return `q${p.toFixed(3).slice(2).replace(/0$/, '')}`
}

const header = [
  'recording',
  'sweep',
  'from_ms',
  'to_ms',
  'model',
  'seed',
  'verdict',
  'parameter',
  'unit',
  ...five,
  ...five.map((name) => `network_${name}`),
  ...five.map((name) => `prior_${name}`),
  'prior_lower',
  'prior_upper',
  'assumption',
  ...intervalEnds.map(nameOf),
  ...intervalEnds.map((p) => `network_${nameOf(p)}`),
]

/** Columns of provenance. */
const sourceColumns = 7

/**
 * The parameters of a report as CSV: one line each with its provenance, so that tables of many reports can be
 * concatenated. A parameter's value in the recording's unit has its own line, without prior and network, and so has a
 * derived quantity. One column names the assumption that a parameter depends on, followed by the other ends of central
 * intervals. Assumed constants and the estimates' sensitivities to them have a line each; so has each feature of the
 * recorded stretch, with mean and sd over the spikes. The last column has the doubts from reading the file.
 */
export function parameterTable(report: Report): string {
  const { recording, model, seed, verdict, parameters, cycle } = report
  const { from, to } = recording.window
  const source = [recording.name, recording.sweep, from, to, model.name, seed, verdict.level]
  const lines = parameters.flatMap((parameter) =>
    linesOf(parameter, networkReads(report, parameter.name), assumptionOf(report, parameter.name) ?? null),
  )
  const ratios = (cycle?.ratios ?? []).map(({ name, unit, posterior }) => lineOf(name, unit, posterior, null))
  const others = [...assumedRows(report), ...featureRows(report)].map((row) => [
    ...row,
    ...Array<Cell>(header.length - source.length - row.length).fill(null),
  ])
  const open = recording.doubts?.map(({ text }) => text).join(' ') ?? null
  const rows = [...lines, ...ratios, ...others].map((line) => [...source, ...line, open])
  return toCsv([[...header, 'doubts'], ...rows])
}

/**
 * @param read whether the network reads the parameter; else its columns are empty
 * @param assumption that the parameter depends on, if any
 */
function linesOf(
  { name, unit, posterior, network, intervals, prior, derived }: ParameterEstimate,
  read: boolean,
  assumption: string | null,
): Cell[][] {
  const own = [
    name,
    unit,
    ...numbers(posterior),
    ...(read ? numbers(network) : five.map(() => null)),
    ...numbers(prior),
    prior.lower,
    prior.upper,
    assumption,
    ...endsOf(intervals?.posterior),
    ...endsOf(read ? intervals?.network : undefined),
  ]
  const others = derived.map(({ label, unit, summary }) =>
    lineOf(`${name}: ${label}`, unit, summary, assumption),
  )
  return [own, ...others]
}

/** A line without network and prior. */
function lineOf(name: string, unit: string | null, summary: Summary, assumption: string | null): Cell[] {
  const behind = 2 * intervalEnds.length
  const between = header.length - sourceColumns - 3 - five.length - behind
  const empty = (n: number): Cell[] => Array<Cell>(n).fill(null)
  return [name, unit, ...numbers(summary), ...empty(between), assumption, ...empty(behind)]
}

/** Empty for older reports without intervals. */
function endsOf(intervals: readonly Interval[] | undefined): Cell[] {
  return intervalEnds.map((p) => {
    const side = p < 0.5 ? 'from' : 'to'
    return intervals?.find(({ share }) => Math.abs(Math.abs(2 * p - 1) - share) < 1e-9)?.[side] ?? null
  })
}

function numbers(summary: Summary): number[] {
  return five.map((name) => summary[name])
}
