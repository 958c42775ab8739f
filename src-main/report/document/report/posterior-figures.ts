import { fixed } from '../../../contract/numbers.ts'
import { whole } from '../../../contract/report-words.ts'
import type { Report } from '../../../contract/reports.ts'
import { cornerOf, describeCorner } from '../../../figures/corner/corner.ts'
import { cornerFigure } from '../../../figures/corner-figure.ts'
import { correlation } from '../../../figures/density/density-grid.ts'
import { doubted, drawn, quiet, section, table } from '../blocks.ts'
import type { Block } from '../document.ts'
import { none } from '../numbers.ts'

/** Fewer draws give no density. */
const fewestDraws = 50

/**
 * Joint posterior: a corner plot and correlations. As in the window, scales of a recording and quantities that depend
 * on an assumption are in the table only.
 */
export function posteriorBlocks(report: Report): Block[] {
  const { parameters, draws, cycle, verdict } = report
  if (parameters.length < 2 || draws.length < fewestDraws) return []
  const isWeak = (name: string): boolean => cycle?.weak.some(({ parameter }) => parameter === name) ?? false
  const places = parameters.map((_, j) => j)
  const others = places.filter((j) => parameters[j].group === 'recording' || isWeak(parameters[j].name))
  const shown = places.filter((j) => !others.includes(j))
  const corner = cornerOf(
    shown.map((j) => parameters[j]),
    draws.map((row) => shown.map((j) => row[j])),
  )
  return section('Joint posterior', [
    ...(shown.length >= 2
      ? [
          drawn(
            'corner',
            doubted(
              verdict.level,
              'Posterior of the parameters: marginal densities (with the prior in grey) and pairs, with the regions that contain 50 % and 90 % of the draws.',
            ),
            describeCorner(corner),
            (width) => cornerFigure(corner, width),
          ),
        ]
      : []),
    ...(others.length > 0
      ? [
          quiet(
            `Not drawn: ${others.map((j) => parameters[j].symbol).join(', ')}. Their correlations are in the table.`,
          ),
        ]
      : []),
    correlationTable(report),
  ])
}

/** Pearson correlations of the draws; the lower triangle. */
function correlationTable({ parameters, draws, verdict }: Report): Block {
  const columns = parameters.map((_, j) => draws.map((row) => row[j]))
  const last = parameters.length - 1
  const rows = parameters.slice(1).map(({ symbol }, k) => {
    const i = k + 1
    return [
      symbol,
      ...columns.slice(0, last).map((column, j) => (j < i ? coefficient(columns[i], column) : '')),
    ]
  })
  return table(
    doubted(verdict.level, `Posterior correlations (Pearson), by ${whole(draws.length)} draws`),
    ['parameter', ...parameters.slice(0, last).map(({ symbol }) => `#${symbol}`)],
    rows,
  )
}

function coefficient(a: readonly number[], b: readonly number[]): string {
  const r = correlation(a, b)
  return Number.isFinite(r) ? fixed(r, 2) : none
}
