import type { Comparison } from '../../contract/comparisons.ts'
import type { GroupAnswer } from '../../contract/groups.ts'
import { comparisonPlots, groupPlots, type NamedPlot } from '../../figures/charts/compare/figures.ts'
import type { NamedFigure } from '../figure-file/report-figures.ts'

/** The figures of a comparison, for files; dated by its newest report. */
export function comparisonFigures(comparison: Comparison): NamedFigure[] {
  const [newest] = comparison.reports.map(({ createdAt }) => createdAt).sort((a, b) => b.localeCompare(a))
  return comparisonPlots(comparison).map((plot) => figureOf(plot, newest))
}

/** The figures of compared conditions, for files. @param createdAt ISO 8601 */
export function groupFigures(answer: GroupAnswer, createdAt: string): NamedFigure[] {
  return groupPlots(answer).map((plot) => figureOf(plot, createdAt))
}

function figureOf(plot: NamedPlot, createdAt: string): NamedFigure {
  return { ...plot, title: plot.caption, createdAt }
}
