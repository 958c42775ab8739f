import type { Comparison } from '../../contract/comparisons.ts'
import type { GroupAnswer } from '../../contract/groups.ts'
import { comparisonFigure, type DescribedFigure, groupsFigure } from '../../figures/charts/compare/figures.ts'
import type { FigureSource } from '../figure-file/figure-file.ts'

/** The figure of a comparison, to be written in a size on paper; of the day of its newest report. */
export function comparisonSource(comparison: Comparison): FigureSource {
  const createdAt = comparison.reports.map((report) => report.createdAt).reduce((a, b) => (a > b ? a : b))
  const title = `Comparison of ${comparison.reports.length} reports`
  return sourceOf(title, createdAt, (width) => comparisonFigure(comparison, width))
}

/** The figure of conditions held against each other, to be written in a size on paper. @param createdAt ISO 8601 */
export function groupsSource(answer: GroupAnswer, createdAt: string): FigureSource {
  const title = answer.conditions.map(({ name }) => name).join(' against ')
  return sourceOf(title, createdAt, (width) => groupsFigure(answer, width))
}

function sourceOf(title: string, createdAt: string, make: (width: number) => DescribedFigure): FigureSource {
  // What it shows does not depend on its width.
  const { description } = make(usualWidth)
  return { title, description, createdAt, draw: (width) => make(width).figure }
}

/** px */
const usualWidth = 720
