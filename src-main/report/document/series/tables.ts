import { decimalsFor, estimateText, rangeText } from '../../../contract/estimate-text.ts'
import { fixed, probability } from '../../../contract/numbers.ts'
import { levelWords, windowText } from '../../../contract/report-words.ts'
import type { ParameterChange, Series, SeriesWindow } from '../../../contract/series.ts'
import { rateOf } from '../../../contract/series-entry.ts'
import { table } from '../blocks.ts'
import type { Block, TableBlock } from '../document.ts'
import { none } from '../numbers.ts'

const kinds: Record<ParameterChange['kind'], string> = {
  none: 'within its uncertainty',
  step: 'a step',
  steady: 'a steady change',
  wanders: 'wanders',
}

/** Test results for the change of each parameter; empty where nothing was tested. */
export function changeTable({ changes, parameters }: Series): Block[] {
  if (changes.parameters.length === 0) return []
  const rows = changes.parameters.map(({ name, kind, before, after, between, p }) => {
    const one = parameters.find((parameter) => parameter.name === name)
    const level = ({ value, halfWidth }: typeof before): string => {
      const decimals = decimalsFor(2 * halfWidth)
      return `${fixed(value, decimals)} ± ${fixed(halfWidth, decimals)}`
    }
    return [
      one?.symbol ?? name,
      kinds[kind],
      level(before),
      level(after),
      windowText(between),
      probability(p),
      one?.unit ?? none,
    ]
  })
  return [
    table(
      'Change of each parameter over non-overlapping windows; ± is half the width of a 90 % interval',
      ['parameter', 'change', '#before (or lowest)', '#after (or highest)', 'between', '#p', 'unit'],
      rows,
    ),
  ]
}

/** A row for each window: verdict, rate, and each parameter’s median with its 90 % interval. */
export function windowTable({ windows, parameters }: Series): TableBlock {
  const rows = windows.map((one) => [
    windowText(one.window),
    verdictText(one),
    rateText(one),
    ...parameters.map(({ name }) => {
      const found = one.parameters.find((parameter) => parameter.name === name)
      if (!found || one.outcome !== 'estimated') return none
      const { median, low, high } = estimateText(found.posterior)
      return `${median} (${rangeText(low, high)})`
    }),
  ])
  return table(
    'Each window: verdict, firing rate, and of each parameter the posterior median with its 90 % interval',
    [
      'window',
      'verdict',
      '#rate, Hz',
      ...parameters.map(({ symbol, unit }) => `#${unit ? `${symbol}, ${unit}` : symbol}`),
    ],
    rows,
  )
}

function verdictText({ outcome, level }: SeriesWindow): string {
  if (outcome === 'silent') return 'silent'
  return outcome === 'leftOut' || level === null ? 'left out' : levelWords[level]
}

function rateText(one: SeriesWindow): string {
  const rate = rateOf(one)
  return rate === null ? none : fixed(rate, 1)
}
