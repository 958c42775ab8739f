import type { Comparison } from '../../../contract/comparisons.ts'
import type { GroupAnswer } from '../../../contract/groups.ts'
import type { Figure } from '../../figure.ts'
import { plotFigure } from '../../plot-figure.ts'
import { stacked } from '../../stacked.ts'
import {
  comparedForestSpec,
  describeCompared,
  forestOf,
  overlayHeight,
  overlaySpec,
} from './compared-charts.ts'
import { forestHeight } from './forest-chart.ts'
import { describeGroupCharts, effectForest, effectSpec, groupForest, groupSpec } from './group-charts.ts'

/** A figure with what it shows in words. */
export interface DescribedFigure {
  figure: Figure
  description: string
}

/** All parameters of a comparison: forest plot and densities of each, one below the other. @param width px */
export function comparisonFigure(comparison: Comparison, width: number): DescribedFigure {
  const shown = comparison.parameters.filter(({ estimates }) => estimates.length > 1)
  const figures = shown.flatMap((parameter) => [
    plotFigure(
      comparedForestSpec(parameter, comparison),
      width,
      forestHeight(forestOf(parameter, comparison)),
    ),
    plotFigure(overlaySpec(parameter, comparison), width, overlayHeight(parameter)),
  ])
  return {
    figure: stacked(figures),
    description: shown.map((parameter) => describeCompared(parameter, comparison)).join(' '),
  }
}

/** All parameters of groups: cells and centres, then the effects, one below the other. @param width px */
export function groupsFigure({ parameters }: GroupAnswer, width: number): DescribedFigure {
  const figures = parameters.flatMap((parameter) => [
    plotFigure(groupSpec(parameter), width, forestHeight(groupForest(parameter))),
    plotFigure(effectSpec(parameter), width, forestHeight(effectForest(parameter))),
  ])
  return { figure: stacked(figures), description: parameters.map(describeGroupCharts).join(' ') }
}
