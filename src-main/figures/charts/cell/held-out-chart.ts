import type { HeldOut } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import { logAxisSpec, numberAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, PlotSpec, Series } from '../../plot/plot-spec.ts'
import { extent, padded } from '../../scale/range.ts'
import { faded } from '../../theme/theme.ts'
import { quantilesText } from './bands.ts'

export type HeldOutKind = 'count' | 'latency'

interface Row {
  sweep: number
  recorded: number | null
  predicted: { low: number; mid: number; high: number } | null
}

/** The compared quantity in each sweep; null where undefined. */
function rowsOf({ sweeps }: HeldOut, kind: HeldOutKind): Row[] {
  return sweeps.map(({ sweep, recorded, predicted, latency, predictedLatency }) =>
    kind === 'count'
      ? { sweep, recorded, predicted: { low: predicted.q05, mid: predicted.mean, high: predicted.q95 } }
      : {
          sweep,
          recorded: latency,
          predicted: predictedLatency && {
            low: predictedLatency.q05,
            mid: predictedLatency.q50,
            high: predictedLatency.q95,
          },
        },
  )
}

const words = {
  count: { axis: 'spikes', unit: 'spikes', said: 'Spike counts' },
  latency: { axis: 'latency, ms (log)', unit: 'ms', said: 'Latencies of first spikes' },
} as const

/** Time resolution, ms: a bin of the integrate-and-fire model. Shorter latencies are indistinguishable from 0. */
const shortest = 0.5

/**
 * Latencies have a logarithmic axis: a single late first spike near rheobase would compress all others on a linear one.
 */
const heightOf: Record<HeldOutKind, (value: number) => number> = {
  count: (value) => value,
  latency: (value) => Math.log10(Math.max(shortest, value)),
}

/** Recorded against predicted values of each sweep, predicted by a fit without that sweep. */
export function heldOutSpec(held: HeldOut, kind: HeldOutKind, chosen: number | null): PlotSpec {
  const rows = rowsOf(held, kind)
  const height = heightOf[kind]
  const bars: Series = {
    line: { color: faded('accent', 0.45), width: 4 },
    data: rows.flatMap(({ sweep, predicted }) =>
      predicted
        ? [
            { x: sweep + 1, y: height(predicted.low) },
            { x: sweep + 1, y: height(predicted.high) },
            { x: sweep + 1, y: Number.NaN },
          ]
        : [],
    ),
  }
  const heights = extent(
    rows.flatMap(({ recorded }) => (recorded === null ? [] : [height(recorded)])),
    rows.flatMap(({ predicted }) => (predicted ? [height(predicted.low), height(predicted.high)] : [])),
    kind === 'count' ? [0] : [],
  )
  const axisOf = kind === 'count' ? numberAxisSpec : logAxisSpec
  const places = rows.map(({ sweep }) => sweep + 1)
  return {
    series: [
      bars,
      {
        data: rows.flatMap(({ sweep, predicted }) =>
          predicted ? [{ x: sweep + 1, y: height(predicted.mid) }] : [],
        ),
        points: { shape: 'dash', radius: 5, color: 'accent', border: { color: 'accent', width: 2 } },
      },
      {
        data: rows.flatMap(({ sweep, recorded }) =>
          recorded === null ? [] : [{ x: sweep + 1, y: height(recorded) }],
        ),
        points: { shape: 'circle', radius: 3, color: 'ink' },
      },
    ],
    x: wholeNumbers('sweep', { from: Math.min(...places) - 0.6, to: Math.max(...places) + 0.6 }),
    y: axisOf(words[kind].axis, padded(heights, 0.06)),
    ...(chosen !== null && {
      marks: { shade: { from: chosen + 0.6, to: chosen + 1.4, color: 'accent' } },
    }),
  }
}

/** An axis of sweep numbers: integer ticks only. */
function wholeNumbers(title: string, range: { from: number; to: number }): AxisSpec {
  return {
    ...numberAxisSpec(title, range),
    tickText: (value) => (Number.isInteger(value) ? fixed(value, 0) : ''),
    reading: (value) => `sweep ${fixed(value, 0)}`,
  }
}

/** The sweep nearest to a position on the axis, for the readout above the plot. */
export function readHeldOut(held: HeldOut, kind: HeldOutKind, at: number): string {
  const one = rowsOf(held, kind).find(({ sweep }) => sweep + 1 === Math.round(at))
  if (!one) return ''
  const { unit } = words[kind]
  const recorded =
    one.recorded === null ? 'none recorded' : `recorded ${fixed(one.recorded, kind === 'count' ? 0 : 1)}`
  const { predicted } = one
  const said = predicted ? quantilesText(predicted.low, predicted.mid, predicted.high, unit) : 'none'
  return `sweep ${one.sweep + 1}: ${recorded} · predicted ${said}`
}

/** One line: how many recorded values lie within their 90 % predictive interval. */
export function describeHeldOut(held: HeldOut, kind: HeldOutKind): string {
  const both = rowsOf(held, kind).flatMap(({ recorded, predicted }) =>
    recorded !== null && predicted ? [{ recorded, ...predicted }] : [],
  )
  const inside = both.filter(({ recorded, low, high }) => recorded >= low && recorded <= high).length
  return `${words[kind].said} of held-out sweeps, recorded against predicted: ${inside} of ${both.length} lie in their 90 % interval.`
}
