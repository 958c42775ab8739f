import type { CycleFit } from '../../../contract/cycles.ts'
import { rangeText } from '../../../contract/estimate-text.ts'
import { fixed, percent } from '../../../contract/numbers.ts'
import { traceAxisSpec } from '../../plot/axes.ts'
import { labelMargin, type PlotSpec } from '../../plot/plot-spec.ts'
import { readingText } from '../../scale/format.ts'
import { extent, padded, type Range } from '../../scale/range.ts'
import { nearest } from '../../scale/thin.ts'
import { bandOf, type CyclePart, cycleTimes, lineOf, msAxis, within } from './drawn.ts'
import { intervalsText, meanCycle, meanText, thinCycles } from './recorded-cycles.ts'

/** Recorded cycles (thin lines), the model's band, the recorded mean, and the model's median on top. */
export function cycleSpec(fit: CycleFit, part: CyclePart): PlotSpec {
  const { recorded, model } = fit
  const { t, mean } = recorded
  const times = cycleTimes(recorded, part)
  const at = within(t, times)
  const last = at[1] - 1
  return {
    series: [
      ...thinCycles(recorded, at),
      ...bandOf(t, model, at, 'accent', 0.4),
      meanCycle(recorded, at, 1.5),
      lineOf(t, model.q50, at, { color: 'accent', width: 2 }),
    ],
    x: msAxis(times),
    y: traceAxisSpec('voltage, mV', padded(heightsOf(fit, at), 0.04), 'mV'),
    margin: labelMargin,
    marks: {
      labels: [
        { text: 'recorded', y: mean[last], color: 'ink', sample: 'line' },
        { text: 'model', y: model.q50[last], color: 'accent', sample: 'line' },
        { text: 'model, 90 %', y: model.q95[last], color: 'accent', sample: 'band', opacity: 0.4 },
      ],
    },
  }
}

/** The values at a time, ms from the crossing, for the readout above the plot. */
export function readCycle({ recorded, model }: CycleFit, time: number): string {
  const i = nearest(recorded.t, time)
  const heights = extent(recorded.mean)
  const text = (v: number): string => readingText(v, heights, 400)
  const band = rangeText(text(model.q05[i]), text(model.q95[i]))
  return `recorded mean ${text(recorded.mean[i])} mV · model ${text(model.q50[i])} mV, 90 % ${band}`
}

/** One line: what the chart shows, and the explained variance. */
export function describeCycle(fit: CycleFit, part: CyclePart): string {
  return `${meanText(fit.recorded, part)}, and the model’s posterior median with its 90 % band. ${explainedText(fit)}`
}

/** Explained variance in words. */
function explainedText({ explained }: CycleFit): string {
  return `The model explains ${percentOf(explained)} of the variance of the mean cycle.`
}

/** One line: the cycles, exclusions and the explained variance. */
export function cyclesText(fit: CycleFit): string {
  return `${intervalsText(fit.recorded)} ${explainedText(fit)}`
}

/** One decimal: 99.4 % and 97.9 % must not look the same. */
function percentOf(share: number): string {
  return share > 0.1 ? `${fixed(100 * share, 1)} %` : percent(share)
}

function heightsOf({ recorded, model }: CycleFit, [from, to]: [number, number]): Range {
  const cut = <T>(y: readonly T[]): T[] => y.slice(from, to)
  return extent(
    ...recorded.cycles.map((cycle) => cut(cycle)),
    cut(recorded.mean),
    cut(model.q05),
    cut(model.q95),
  )
}
