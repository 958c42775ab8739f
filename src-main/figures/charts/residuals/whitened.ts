import type { Residuals } from '../../../contract/fit.ts'
import { presentSamples } from '../../../contract/missing.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec } from '../../plot/plot-spec.ts'
import { extent, padded, span } from '../../scale/range.ts'
import type { Point } from '../../scale/thin.ts'
import { stems } from './stems.ts'

/** Half-width of the central 95 % interval of the standard normal. */
const z95 = 1.96

/** Whitened residuals of list data, by index; those outside the 95 % band are flagged. */
export function whitenedSpec({ standardized }: Residuals): PlotSpec {
  const points = standardized.map((v, i) => ({ x: i + 1, y: v ?? Number.NaN }))
  const beyond = ({ y }: Point): boolean => Math.abs(y) > z95
  const heights = extent(standardized, [-2.6, 2.2])
  // The note has its own strip above the stems.
  const strip = 0.16 * span(heights)
  return {
    series: [
      ...stems(
        points.filter((p) => !beyond(p)),
        'ink',
        'circle',
      ),
      ...stems(points.filter(beyond), 'flag', 'diamond'),
    ],
    x: numberAxisSpec('number of the cycle', { from: 0, to: standardized.length + 1 }),
    y: numberAxisSpec('whitened residual, sd', padded({ from: heights.from, to: heights.to + strip }, 0.05)),
    marks: {
      horizontal: [{ y: 0, color: 'prior' }],
      band: { from: -z95, to: z95, color: 'accent' },
      notes: [
        {
          text: 'band: 95 % if the model is correct',
          x: standardized.length + 0.5,
          y: heights.to + strip / 2,
          color: 'accent',
          align: 'right',
        },
      ],
    },
  }
}

/** The residual nearest to an index, for the readout above the plot. */
export function readWhitened({ standardized }: Residuals, at: number): string {
  const i = Math.max(0, Math.min(standardized.length - 1, Math.round(at) - 1))
  const v = standardized[i]
  return v === null ? '' : `number ${i + 1}: ${fixed(v, 2)} sd`
}

/** One line: how many lie outside the band. */
export function describeWhitened({ standardized }: Residuals): string {
  const present = presentSamples(standardized)
  const beyond = present.filter((v) => Math.abs(v) > z95).length
  return (
    `Whitened residuals of the ${present.length} components of the mean cycle (the interval, then potentials ` +
    `along it), in standard deviations: ${beyond} lie beyond ${z95}, expected of a correct model: ${fixed(0.05 * present.length, 1)}.`
  )
}
