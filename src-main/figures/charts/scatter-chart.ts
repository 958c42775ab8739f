import type { ParameterDescription } from '../../contract/common.ts'
import { fixed } from '../../contract/numbers.ts'
import { numberAxisSpec } from '../plot/axes.ts'
import type { PlotSpec } from '../plot/plot-spec.ts'
import { extent, padded, span } from '../scale/range.ts'
import { faded } from '../theme/theme.ts'

export interface ScatterParts {
  parameter: Pick<ParameterDescription, 'symbol' | 'unit'>
  truth: readonly number[]
  estimate: readonly number[]
  r2: number
}

/** True against estimated values on equal axes, with the identity line. */
export function scatterSpec({ parameter, truth, estimate }: ScatterParts): PlotSpec {
  const range = padded(extent(truth, estimate), 0.1)
  const title = (word: string): string =>
    `${word} ${parameter.symbol}${parameter.unit ? `, ${parameter.unit}` : ''}`
  return {
    series: [
      {
        data: truth.map((x, i) => ({ x, y: estimate[i] })).sort((a, b) => a.x - b.x),
        points: { shape: 'circle', radius: 1.5, color: faded('accent', truth.length > 500 ? 0.4 : 0.7) },
      },
      {
        data: [
          { x: range.from, y: range.from },
          { x: range.to, y: range.to },
        ],
        line: { color: 'ink', width: 1, dash: [4, 3] },
      },
    ],
    x: numberAxisSpec(title('true'), range),
    y: numberAxisSpec(title('estimated'), range),
    left: 60,
    marks: {
      notes: [
        {
          text: 'estimated = true',
          x: range.to - 0.05 * span(range),
          y: range.to - 0.02 * span(range),
          color: 'ink',
          align: 'right',
        },
      ],
    },
  }
}

/** “R² 0.997: the estimates explain 99.7 % of the variation of θ₀.” */
export function accuracyWords({ parameter, r2 }: ScatterParts): string {
  if (r2 <= 0)
    return `R² ${fixed(r2, 2)}: the estimates are no more informative about ${parameter.symbol} than the prior.`
  const decimals = r2 > 0.99 ? 4 : 3
  return `R² ${fixed(r2, decimals)}: the estimates explain ${fixed(100 * r2, decimals - 2)} % of the variation of ${parameter.symbol}.`
}

export function describeScatter(parts: ScatterParts): string {
  const { parameter, truth } = parts
  return `True against estimated ${parameter.symbol} on ${truth.length} test traces. ${accuracyWords(parts)}`
}
