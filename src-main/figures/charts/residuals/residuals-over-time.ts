import type { DataDescription } from '../../../contract/data.ts'
import type { Residuals } from '../../../contract/fit.ts'
import { gapsIn, presentSamples } from '../../../contract/missing.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import { dataAxisSpec } from '../../plot/data-axes.ts'
import { labelMargin, type PlotSpec } from '../../plot/plot-spec.ts'
import { readingText } from '../../scale/format.ts'
import { extent, padded } from '../../scale/range.ts'
import { nearest, thinned } from '../../scale/thin.ts'
import { gapMarks } from '../trace-chart.ts'

/** Residuals over time. @param t their times, ms (residual-times.ts) */
export function residualsSpec(t: readonly number[], { values }: Residuals, data: DataDescription): PlotSpec {
  const times = { from: t[0], to: t[t.length - 1] }
  return {
    series: [{ data: thinned(t, values, 6000), line: { color: 'ink', width: 1 } }],
    x: dataAxisSpec(data, times),
    y: numberAxisSpec(`residual, ${unitOf(data)}`, padded(extent(values, [0]), 0.05)),
    margin: labelMargin,
    marks: {
      gaps: gapMarks(gapsIn(t, values)),
      horizontal: [{ y: 0, color: 'accent' }],
      labels: [{ text: 'model', y: 0, color: 'accent', sample: 'line' }],
    },
  }
}

/** The residual at a time, ms, for the readout above the plot. */
export function readResidual(t: readonly number[], { values }: Residuals, time: number): string {
  const v = values[nearest(t, time)]
  return v === null ? 'no sample' : `residual ${readingText(v, extent(values), 400)}`
}

/** One line: mean and sd of the residuals. */
export function describeResiduals({ values }: Residuals, data: DataDescription): string {
  const { mean, sd } = meanAndSd(presentSamples(values))
  return `Residuals, recorded minus model, over time: mean ${fixed(mean, 3)}, standard deviation ${fixed(sd, 3)}, ${unitOf(data)}.`
}

/** Abbreviated, as on the axis: “u” for model units. */
function unitOf({ value }: DataDescription): string {
  return value.unit === 'model units' ? 'u' : value.unit
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return { mean, sd: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length) }
}
