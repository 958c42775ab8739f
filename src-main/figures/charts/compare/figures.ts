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

/** One of several plots, with the name that its file has. */
export interface NamedPlot {
  name: string
  caption: string
  description: string
  /** @param width px */
  draw(width: number): Figure
}

/** The plots of a comparison: forest plot and densities of each parameter that more than one report has. */
export function comparisonPlots(comparison: Comparison): NamedPlot[] {
  const shown = comparison.parameters.filter(({ estimates }) => estimates.length > 1)
  return shown.flatMap((parameter) => {
    const { name, symbol } = parameter
    const description = describeCompared(parameter, comparison)
    const height = forestHeight(forestOf(parameter, comparison))
    return [
      {
        name: `${name}-forest`,
        caption: `${symbol}: medians with 50 and 90 % intervals`,
        description,
        draw: (width) => plotFigure(comparedForestSpec(parameter, comparison), width, height),
      },
      {
        name: `${name}-posteriors`,
        caption: `${symbol}: posteriors`,
        description,
        draw: (width) => plotFigure(overlaySpec(parameter, comparison), width, overlayHeight(parameter)),
      },
    ]
  })
}

/** The plots of groups: cells and centres of each parameter, and the effects. */
export function groupPlots({ parameters }: GroupAnswer): NamedPlot[] {
  return parameters.flatMap((parameter) => {
    const { name, symbol } = parameter
    const description = describeGroupCharts(parameter)
    return [
      {
        name: `${name}-cells`,
        caption: `${symbol}: cells and centres`,
        description,
        draw: (width) => plotFigure(groupSpec(parameter), width, forestHeight(groupForest(parameter))),
      },
      {
        name: `${name}-effect`,
        caption: `${symbol}: effects`,
        description,
        draw: (width) => plotFigure(effectSpec(parameter), width, forestHeight(effectForest(parameter))),
      },
    ]
  })
}

/** All plots of a comparison, one below the other. @param width px */
export function comparisonFigure(comparison: Comparison, width: number): DescribedFigure {
  return together(comparisonPlots(comparison), width)
}

/** All plots of groups, one below the other. @param width px */
export function groupsFigure(answer: GroupAnswer, width: number): DescribedFigure {
  return together(groupPlots(answer), width)
}

/** What two plots say alike is said once. */
function together(plots: readonly NamedPlot[], width: number): DescribedFigure {
  return {
    figure: stacked(plots.map(({ draw }) => draw(width))),
    description: [...new Set(plots.map(({ description }) => description))].join(' '),
  }
}
