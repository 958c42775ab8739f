import type { Comparison } from '../../contract/comparisons.ts'
import { type Cell, toCsv } from '../csv.ts'

const ends = ['mean', 'sd', 'q05', 'q25', 'q50', 'q75', 'q95'] as const

/** A comparison as CSV: each parameter of each report, then each pairwise difference (`report` less `against`). */
export function comparisonTable({ reports, parameters }: Comparison): string {
  const head = [
    'parameter',
    'unit',
    'quantity',
    'report',
    'against',
    'verdict',
    ...ends,
    'probability_higher',
  ]
  const rows = parameters.flatMap(({ name, estimates, differences }): Cell[][] => [
    ...estimates.map(({ report, unit, posterior }): Cell[] => [
      name,
      unit,
      'estimate',
      reports[report].label,
      null,
      reports[report].level,
      ...ends.map((end) => posterior[end]),
      null,
    ]),
    ...differences.map(({ from, to, difference, probabilityHigher }): Cell[] => [
      name,
      estimates.find(({ report }) => report === to)?.unit ?? null,
      'difference',
      reports[to].label,
      reports[from].label,
      null,
      ...ends.map((end) => difference[end]),
      probabilityHigher,
    ]),
  ])
  return toCsv([head, ...rows])
}
