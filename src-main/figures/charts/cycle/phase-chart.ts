import type { CycleFit } from '../../../contract/cycles.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec, Series } from '../../plot/plot-spec.ts'
import { extent, padded, span } from '../../scale/range.ts'
import type { Color } from '../../theme/theme.ts'

type Loop = CycleFit['phase']['recorded']

/** Phase plot: slope against potential, of the mean recorded cycle and of the model’s. */
export function phaseSpec({ phase: { recorded, model } }: CycleFit): PlotSpec {
  const volts = padded(extent(recorded.v, model.v), 0.04)
  const slopes = padded(extent(recorded.slope, model.slope), 0.06)
  const loop = ({ v, slope }: Loop, color: Color, width: number): Series => ({
    data: v.map((x, i) => ({ x, y: slope[i] })),
    line: { color, width, exact: true },
  })
  const high = slopes.to - 0.06 * span(slopes)
  const words = [
    { text: 'recorded', color: 'ink' },
    { text: 'model', color: 'accent' },
  ] as const
  return {
    series: [loop(recorded, 'ink', 1.5), loop(model, 'accent', 2)],
    x: numberAxisSpec('V, mV', volts),
    y: numberAxisSpec('dV/dt, mV/ms', slopes),
    marks: {
      horizontal: [{ y: 0, color: 'line' }],
      notes: words.map(({ text, color }, i) => ({
        text,
        x: volts.from + 0.03 * span(volts),
        y: high - i * 0.09 * span(slopes),
        color,
        align: 'left' as const,
        names: 'line' as const,
      })),
    },
  }
}

/** One line: maximum rates of rise and fall, recorded and fitted. */
export function describePhase({ phase: { recorded, model } }: CycleFit): string {
  const of = ({ slope }: Loop): string => {
    const { from, to } = extent(slope)
    return `rises by ${fixed(to, 0)} and falls by ${fixed(-from, 0)} mV/ms at most`
  }
  return `Phase plane, dV/dt over V: the mean recorded spike ${of(recorded)}; the model’s ${of(model)}.`
}
