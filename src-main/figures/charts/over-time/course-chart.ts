import type { Summary } from '../../../contract/common.ts'
import { estimateText, rangeText } from '../../../contract/estimate-text.ts'
import type { SeriesWindow } from '../../../contract/series.ts'
import { isTrusted } from '../../../contract/series-entry.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec, Series } from '../../plot/plot-spec.ts'
import { readingText, withUnit } from '../../scale/format.ts'
import { extent, padded, type Range, span } from '../../scale/range.ts'
import type { Point } from '../../scale/thin.ts'
import { type Color, faded } from '../../theme/theme.ts'
import { chosenMark, gapsOf, mostBars, xAxis } from './panel.ts'
import type { Quantity } from './quantity.ts'
import { type CourseParts, centreOf, nearestWindow } from './windows.ts'

/**
 * Medians with their 90 % band over time. An unreliable window has an open grey marker and interrupts the band; one
 * without spikes, or excluded, is a hatched gap.
 */
export function courseSpec(parts: CourseParts, quantity: Quantity): PlotSpec {
  const { windows } = parts
  const trusted = (window: SeriesWindow): Summary | null => (isTrusted(window) ? quantity.of(window) : null)
  const doubtful = windows.filter((one) => one.outcome === 'estimated' && !isTrusted(one))
  const line = (pick: (s: Summary) => number): Point[] =>
    windows.map((one) => {
      const summary = trusted(one)
      return { x: centreOf(one), y: summary ? pick(summary) : Number.NaN }
    })
  const few = windows.length <= mostBars
  const heights = heightsOf(windows, quantity)
  const series: Series[] = [
    { data: line((s) => s.q05) },
    { data: line((s) => s.q95), area: faded('accent', 0.25) },
    ...(few
      ? [
          bars(doubtful, quantity, faded('prior', 0.6)),
          bars(windows.filter(isTrusted), quantity, faded('accent', 0.55)),
        ]
      : []),
    {
      data: doubtful.flatMap((one) => {
        const summary = quantity.of(one)
        return summary ? [{ x: centreOf(one), y: summary.q50 }] : []
      }),
      points: { shape: 'circle', radius: 3, color: 'paper', border: { color: 'prior', width: 1.2 } },
    },
    {
      data: line((s) => s.q50),
      line: { color: 'accent', width: 1.5 },
      points: { shape: 'circle', radius: few ? 2.5 : 1.2, color: 'accent' },
    },
  ]
  const { limits } = quantity
  return {
    series,
    x: xAxis(parts),
    y: numberAxisSpec(quantity.unit ? `${quantity.symbol}, ${quantity.unit}` : quantity.symbol, heights),
    marks: {
      ...chosenMark(parts),
      gaps: gapsOf(parts),
      ...(limits && {
        horizontal: [limits.lower, limits.upper].map((y) => ({ y, color: 'prior', dash: [2, 4] })),
      }),
    },
  }
}

/** Vertical lines from the 5 % to the 95 % quantile. */
function bars(windows: readonly SeriesWindow[], { of }: Quantity, color: Color): Series {
  return {
    line: { color, width: 1 },
    data: windows.flatMap((one) => {
      const summary = of(one)
      const x = centreOf(one)
      if (!summary) return []
      return [
        { x, y: summary.q05 },
        { x, y: summary.q95 },
        { x, y: Number.NaN },
      ]
    }),
  }
}

/**
 * Range of the y-axis, from the reliable windows if there are any; at least three times the widest interval, so that
 * variation within the uncertainty does not look like a change.
 */
function heightsOf(windows: readonly SeriesWindow[], { of }: Quantity): Range {
  const all = windows.filter(({ outcome }) => outcome === 'estimated')
  const trusted = all.filter(isTrusted)
  const shown = (trusted.length > 0 ? trusted : all).flatMap((one) => of(one) ?? [])
  const found = extent(
    shown.map(({ q05 }) => q05),
    shown.map(({ q95 }) => q95),
  )
  const least = 3 * Math.max(0, ...shown.map(({ q05, q95 }) => q95 - q05))
  const missing = Math.max(0, least - span(found)) / 2
  return padded({ from: found.from - missing, to: found.to + missing }, 0.08)
}

/** The window at a time in words, for the readout above a panel. */
export function readCourse({ windows }: CourseParts, quantity: Quantity, time: number): string {
  const one = nearestWindow(windows, time)
  if (!one) return ''
  if (one.outcome !== 'estimated') return one.outcome === 'silent' ? 'silent' : 'left out'
  const summary = quantity.of(one)
  if (!summary) return ''
  const { median, low, high } = estimateText(summary)
  const said = withUnit(`${median}, 90 % in ${rangeText(low, high)}`, quantity.unit)
  return isTrusted(one) ? said : `${said} (not reliable)`
}

/** One line: range of the medians. */
export function describeCourse({ windows }: CourseParts, quantity: Quantity): string {
  const shown = windows.filter(isTrusted).flatMap((one) => quantity.of(one) ?? [])
  const name = `${quantity.symbol}, ${quantity.label},`
  if (shown.length === 0) return `${name} over time: no reliable window.`
  const medians = extent(shown.map(({ q50 }) => q50))
  const widest = shown.reduce((best, one) => (one.q95 - one.q05 > best.q95 - best.q05 ? one : best))
  const text = (v: number): string => readingText(v, { from: 0, to: widest.q95 - widest.q05 }, 10)
  return `${name} over time: medians of ${shown.length} windows between ${text(medians.from)} and ${withUnit(text(medians.to), quantity.unit)}, each with its 90 % interval.`
}
