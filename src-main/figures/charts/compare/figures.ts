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

/** A figure with its description. */
export interface DescribedFigure {
  figure: Figure
  description: string
}

/** One of several plots, with its file name. */
export interface NamedPlot {
  name: string
  caption: string
  description: string
  /** @param width px */
  draw(width: number): Figure
}

/** Plots of a comparison: forest plot and densities of each parameter that occurs in at least two reports. */
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

/** Plots of a group comparison: cells and population means of each parameter, and the effects. */
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

/** All plots of a comparison, stacked. @param width px */
export function comparisonFigure(comparison: Comparison, width: number): DescribedFigure {
  return together(comparisonPlots(comparison), width)
}

/** All plots of a group comparison, stacked. @param width px */
export function groupsFigure(answer: GroupAnswer, width: number): DescribedFigure {
  return together(groupPlots(answer), width)
}

/** Stacks plots; descriptions common to two of them are given once. */
function together(plots: readonly NamedPlot[], width: number): DescribedFigure {
  return {
    figure: stacked(plots.map(({ draw }) => draw(width))),
    description: [...new Set(plots.map(({ description }) => description))].join(' '),
  }
}
