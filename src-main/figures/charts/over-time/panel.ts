import { timeAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, Marks } from '../../plot/plot-spec.ts'
import { timeAxis } from '../../scale/format.ts'
import { type CourseParts, centreOf } from './windows.ts'

/** With more windows than this, markers are smaller, and the band has no bar per window. */
export const mostBars = 120

/** The time axis; only the lowest panel has labels. */
export function xAxis({ whole, timeShown }: CourseParts): AxisSpec {
  const axis = timeAxisSpec(whole, timeAxis(whole))
  return timeShown ? axis : { ...axis, title: '', ticks: false }
}

/** The chosen window, shaded. */
export function chosenMark({ windows, chosen }: CourseParts): Marks {
  const one = windows.find(({ index }) => index === chosen)
  return one ? { shade: { ...one.window, color: 'accent' } } : {}
}

/** Neighbouring windows without numbers are merged into one gap. */
export function gapsOf({ windows, step }: CourseParts): NonNullable<Marks['gaps']> {
  const gaps: NonNullable<Marks['gaps']> = []
  for (const one of windows) {
    if (one.outcome === 'estimated') continue
    const text = one.outcome === 'silent' ? 'silent' : 'left out'
    const [from, to] = [centreOf(one) - step / 2, centreOf(one) + step / 2]
    const last = gaps.at(-1)
    if (last && last.text === text && from - last.to < 0.01 * step) last.to = to
    else gaps.push({ from, to, text })
  }
  return gaps
}
