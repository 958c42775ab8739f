import type { CellReport } from '../../contract/cells.ts'
import type { Summary } from '../../contract/common.ts'
import { decimalsFor, isPoint } from '../../contract/estimate-text.ts'
import type { Report } from '../../contract/reports.ts'
import type { Series } from '../../contract/series.ts'
import { intervalOf } from './numbers.ts'

/** A table for a spreadsheet: one number per cell, rounded as displayed, with an ASCII minus sign. */
export interface CopiedTable {
  head: string[]
  rows: (string | number)[][]
}

const summaryHead = ['median', 'mean', 'sd', '5 %', '95 %']

/** Parameters of a report or of a cell, windows of a series. */
export function copiedTable(report: Report | Series | CellReport): CopiedTable {
  switch (report.format) {
    case 'nagumo-report':
      return ofReport(report)
    case 'nagumo-series':
      return ofSeries(report)
    case 'nagumo-cell':
      return ofCell(report)
  }
}

/**
 * Cell text for the clipboard. Spreadsheets parse numbers by the system's locale: with a decimal comma, a pasted 1.234
 * is a thousand and 1.5 the first of May.
 */
export function cellText(value: string | number, decimal = '.'): string {
  return typeof value === 'number' ? String(value).replace('.', decimal) : value
}

/** Tab-separated lines for the clipboard. */
export function toTabs({ head, rows }: CopiedTable, decimal = '.'): string {
  const cell = (value: string | number): string => cellText(value, decimal).replace(/[\t\r\n]+/g, ' ')
  return [head, ...rows].map((row) => row.map(cell).join('\t')).join('\n')
}

function ofReport({ parameters, draws, cycle }: Report): CopiedTable {
  const own = parameters.map(({ symbol, unit, posterior, intervals, prior }, j) => {
    const half = intervalOf(
      0.5,
      intervals?.posterior,
      draws.map((row) => row[j]),
    )
    const decimals = decimalsFor(posterior.q95 - posterior.q05)
    return [
      symbol,
      unit ?? '',
      ...summaryCells(posterior),
      ...(half ? [rounded(half.from, decimals), rounded(half.to, decimals)] : ['', '']),
      ...priorCells(prior),
    ]
  })
  const derived = parameters.flatMap(({ symbol, derived }) =>
    derived.map(({ label, unit, summary }) => [
      `${symbol}: ${label}`,
      unit,
      ...summaryCells(summary),
      '',
      '',
      '',
      '',
    ]),
  )
  const ratios = (cycle?.ratios ?? []).map(({ symbol, unit, posterior }) => [
    symbol,
    unit ?? '',
    ...summaryCells(posterior),
    '',
    '',
    '',
    '',
  ])
  return {
    head: ['parameter', 'unit', ...summaryHead, '25 %', '75 %', 'prior 5 %', 'prior 95 %'],
    rows: [...own, ...derived, ...ratios],
  }
}

function ofCell({ membrane, gif }: CellReport): CopiedTable {
  const layers = [
    ['membrane', membrane],
    ['integrate-and-fire', gif],
  ] as const
  return {
    head: ['model', 'parameter', 'unit', ...summaryHead],
    rows: layers.flatMap(([name, layer]) =>
      (layer?.parameters ?? []).map(({ symbol, unit, posterior }) => [
        name,
        symbol,
        unit ?? '',
        ...summaryCells(posterior),
      ]),
    ),
  }
}

function ofSeries({ windows, parameters }: Series): CopiedTable {
  return {
    head: [
      'from, ms',
      'to, ms',
      'verdict',
      ...parameters.flatMap(({ symbol, unit }) =>
        ['median', '5 %', '95 %'].map((what) => `${symbol} ${what}${unit ? `, ${unit}` : ''}`),
      ),
    ],
    rows: windows.map(({ window, outcome, level, parameters: found }) => [
      window.from,
      window.to,
      outcome === 'estimated' ? (level ?? '') : outcome === 'silent' ? 'silent' : 'left out',
      ...parameters.flatMap(({ name }) => {
        const one = found.find((parameter) => parameter.name === name)
        if (!one || outcome !== 'estimated') return ['', '', '']
        const [median, , , low, high] = summaryCells(one.posterior)
        return [median, low, high]
      }),
    ]),
  }
}

function summaryCells(summary: Summary): (string | number)[] {
  const { mean, sd, q05, q50, q95 } = summary
  if (isPoint(summary)) return [q50, mean, '', '', '']
  const decimals = decimalsFor(q95 - q05)
  const deviation = rounded(sd, Math.max(decimals, decimalsFor(sd)))
  return [
    rounded(q50, decimals),
    rounded(mean, decimals),
    deviation,
    rounded(q05, decimals),
    rounded(q95, decimals),
  ]
}

function priorCells({ q05, q95 }: Pick<Summary, 'q05' | 'q95'>): number[] {
  const decimals = decimalsFor(q95 - q05)
  return [rounded(q05, decimals), rounded(q95, decimals)]
}

/** Without a minus sign on 0. */
function rounded(x: number, decimals: number): number {
  return Number(x.toFixed(decimals)) + 0
}
