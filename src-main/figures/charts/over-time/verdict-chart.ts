import type { SeriesWindow } from '../../../contract/series.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec, PointShape, Series } from '../../plot/plot-spec.ts'
import { span } from '../../scale/range.ts'
import type { ColorRole } from '../../theme/theme.ts'
import { chosenMark, mostBars, xAxis } from './panel.ts'
import { type CourseParts, centreOf } from './windows.ts'

/** The verdict of each window; shape and colour are redundant. */
export function verdictSpec(parts: CourseParts): PlotSpec {
  const { windows, whole, step } = parts
  // Based on the planned number, so that marker sizes stay constant while windows are added.
  const planned = span(whole) / step
  const radius = planned <= 60 ? 5 : planned <= mostBars ? 3.5 : 2.5
  const row = (of: (window: SeriesWindow) => boolean, shape: PointShape, color: ColorRole): Series => ({
    data: windows.filter(of).map((one) => ({ x: centreOf(one), y: 0 })),
    points: {
      shape,
      radius,
      color,
      ...((shape === 'dash' || shape === 'cross') && { border: { color, width: 1.5 } }),
    },
  })
  const estimated = (level: string) => (one: SeriesWindow) =>
    one.outcome === 'estimated' && one.level === level
  return {
    series: [
      row(({ outcome }) => outcome === 'leftOut', 'cross', 'prior'),
      row(({ outcome }) => outcome === 'silent', 'dash', 'prior'),
      row(estimated('unreliable'), 'square', 'flag'),
      row(estimated('caution'), 'triangle', 'caution'),
      row(estimated('ok'), 'circle', 'ok'),
    ],
    x: xAxis({ ...parts, timeShown: false }),
    y: { ...numberAxisSpec('', { from: -1, to: 1 }), ticks: false },
    marks: chosenMark(parts),
  }
}

/** One line: number of windows by verdict. */
export function describeVerdicts({ windows }: Pick<CourseParts, 'windows'>): string {
  const count = (of: (window: SeriesWindow) => boolean): number => windows.filter(of).length
  const estimated = (level: string) => count((one) => one.outcome === 'estimated' && one.level === level)
  const parts = [
    [estimated('ok'), 'sound'],
    [estimated('caution'), 'with caution'],
    [estimated('unreliable'), 'not reliable'],
    [count(({ outcome }) => outcome === 'silent'), 'silent'],
    [count(({ outcome }) => outcome === 'leftOut'), 'left out'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`)
  return `Verdict of each of ${windows.length} windows: ${said.join(', ') || 'none yet'}.`
}
