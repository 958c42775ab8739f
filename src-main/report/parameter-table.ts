import type { Summary } from '../contract/common.ts'
import { networkReads, type ParameterEstimate, type Report } from '../contract/reports.ts'
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
]

/**
 * The parameters of a report as CSV: one line each, with what it was found from, so that tables of many
 * reports can be put under one another. What a parameter means in the recording's unit has a line of its own,
 * without prior and network. So has each feature of the recorded stretch, with its mean and sd over the spikes.
 */
export function parameterTable(report: Report): string {
  const { recording, model, seed, verdict, parameters } = report
  const { from, to } = recording.window
  const source = [recording.name, recording.sweep, from, to, model.name, seed, verdict.level]
  const lines = parameters.flatMap((parameter) => linesOf(parameter, networkReads(report, parameter.name)))
  const features = featureRows(report).map((row) => [
    ...row,
    ...Array<Cell>(header.length - source.length - row.length).fill(null),
  ])
  return toCsv([header, ...[...lines, ...features].map((line) => [...source, ...line])])
}

/** @param read whether the network reads the parameter; its columns are empty else */
function linesOf(
  { name, unit, posterior, network, prior, derived }: ParameterEstimate,
  read: boolean,
): Cell[][] {
  const own = [
    name,
    unit,
    ...numbers(posterior),
    ...(read ? numbers(network) : five.map(() => null)),
    ...numbers(prior),
    prior.lower,
    prior.upper,
  ]
  const empty = Array<Cell>(header.length - 7 - 2 - five.length).fill(null)
  const others = derived.map(({ label, unit, summary }) => [
    `${name}: ${label}`,
    unit,
    ...numbers(summary),
    ...empty,
  ])
  return [own, ...others]
}

function numbers(summary: Summary): number[] {
  return five.map((name) => summary[name])
}
