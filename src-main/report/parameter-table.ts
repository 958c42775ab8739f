import type { Summary } from '../contract/common.ts'
import { assumptionOf, networkReads, type ParameterEstimate, type Report } from '../contract/reports.ts'
import { assumedRows } from './assumed-rows.ts'
import { type Cell, toCsv } from './csv.ts'
import { featureRows } from './feature-rows.ts'

const five = ['mean', 'sd', 'q05', 'q50', 'q95'] as const

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
]

/** Columns that say where a line comes from. */
const sourceColumns = 7

/**
 * The parameters of a report as CSV: one line each, with what it was found from, so that tables of many
 * reports can be put under one another. What a parameter means in the recording's unit has a line of its own,
 * without prior and network. So has a quantity made of several parameters. The last column says of what holds only together
 * with an assumption what that is. What was taken as known has a line each, and what the
 * estimates owe to it. Each feature of the recorded stretch has a line too, with its mean and sd over the spikes.
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
  return toCsv([header, ...[...lines, ...ratios, ...others].map((line) => [...source, ...line])])
}

/**
 * @param read whether the network reads the parameter; its columns are empty else
 * @param assumption of a parameter that holds only together with one
 */
function linesOf(
  { name, unit, posterior, network, prior, derived }: ParameterEstimate,
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
  ]
  const others = derived.map(({ label, unit, summary }) =>
    lineOf(`${name}: ${label}`, unit, summary, assumption),
  )
  return [own, ...others]
}

/** A line without network and prior. */
function lineOf(name: string, unit: string | null, summary: Summary, assumption: string | null): Cell[] {
  const empty = Array<Cell>(header.length - sourceColumns - 3 - five.length).fill(null)
  return [name, unit, ...numbers(summary), ...empty, assumption]
}

function numbers(summary: Summary): number[] {
  return five.map((name) => summary[name])
}
