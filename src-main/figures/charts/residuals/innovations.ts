import type { Residuals } from '../../../contract/fit.ts'
import { presentSamples } from '../../../contract/missing.ts'
import { fixed, percent } from '../../../contract/numbers.ts'
import { histogram, normalDensity } from '../../density/histogram.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec } from '../../plot/plot-spec.ts'
import type { Range } from '../../scale/range.ts'
import type { Point } from '../../scale/thin.ts'

const deviations: Range = { from: -4, to: 4 }
const bins = 32

/** Histogram of the standardized innovations, with the standard normal density. */
export function innovationsSpec({ standardized }: Residuals): PlotSpec {
  const { edges, density } = histogram(presentSamples(standardized), deviations, bins)
  const steps: Point[] = density.map((y, i) => ({ x: edges[i], y }))
  steps.push({ x: deviations.to, y: 0 })
  const curve = Array.from({ length: 161 }, (_, i) => {
    const x = deviations.from + i * 0.05
    return { x, y: normalDensity(x) }
  })
  const highest = 1.08 * Math.max(0.4, ...density)
  return {
    series: [
      { data: steps, line: { color: 'ink', width: 1, stepped: true } },
      { data: curve, line: { color: 'accent', width: 2 } },
    ],
    x: numberAxisSpec('innovation, sd', deviations),
    y: { ...numberAxisSpec('', { from: 0, to: highest }), ticks: false },
    left: 26,
    marks: {
      notes: [
        { text: 'normal', x: 1.4, y: normalDensity(1.05), color: 'accent', align: 'left', names: 'line' },
        { text: 'recorded', x: -1.6, y: normalDensity(1.05), color: 'ink', align: 'right', names: 'line' },
      ],
    },
  }
}

/** Share of the innovations below a position, in sd, for the readout above the plot. */
export function readInnovations({ standardized }: Residuals, at: number): string {
  const present = presentSamples(standardized)
  const below = present.filter((v) => v <= at).length / present.length
  return `${percent(below)} below ${fixed(at, 2)}`
}

/** One line: how many innovations lie beyond 2 sd, and outside the plotted range. */
export function describeInnovations({ standardized }: Residuals): string {
  const present = presentSamples(standardized)
  const far = present.filter((v) => Math.abs(v) > 2).length / present.length
  const { below, above } = histogram(present, deviations, bins)
  const outside = below + above
  return (
    `Histogram of the innovations in standard deviations, with the normal curve: ${percent(far)} lie beyond 2, ` +
    `where a normal distribution has 4.6 %; ${outside} lie beyond 4, outside the plot.`
  )
}
