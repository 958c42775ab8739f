import type { Summary } from '../../contract/common.ts'
import { estimateText, rangeText } from '../../contract/estimate-text.ts'
import type { SeriesParameter, SeriesWindow } from '../../contract/series.ts'
import { isTrusted, rateOf } from '../../contract/series-entry.ts'
import { numberAxisSpec, timeAxisSpec } from '../plot/axes.ts'
import type { AxisSpec, Marks, PlotSpec, PointShape, Series } from '../plot/plot-spec.ts'
import { readingText, timeAxis, withUnit } from '../scale/format.ts'
import { extent, padded, type Range, span } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'
import { type Color, type ColorRole, faded } from '../theme/theme.ts'

/** What is common to all panels over time: the windows, the stretch they lie in, and the chosen one. */
export interface CourseParts {
  windows: readonly SeriesWindow[]
  /** ms from a window to the next. */
  step: number
  /** ms */
  whole: Range
  /** Index of the chosen window. */
  chosen: number | null
  /** Only the lowest panel says the times. */
  timeShown: boolean
}

/** One quantity of a parameter over time: itself, or what it means in units of the recording. */
export interface Quantity {
  symbol: string
  label: string
  unit: string | null
  of: (window: SeriesWindow) => Summary | null
  /** The prior’s limits; null where they are not known in this unit. */
  limits: { lower: number; upper: number } | null
}

/** A parameter as it is, or, where wanted and known, in a unit of the recording. */
export function quantityOf(
  { name, symbol, unit, meaning, prior }: SeriesParameter,
  windows: readonly SeriesWindow[],
  inUnits: boolean,
): Quantity {
  const found = (window: SeriesWindow) => window.parameters.find((one) => one.name === name)
  const derived = inUnits
    ? (windows.map((window) => found(window)?.derived[0]).find((one) => one !== undefined) ?? null)
    : null
  if (derived) {
    const of = (window: SeriesWindow) => found(window)?.derived[0]?.summary ?? null
    return { symbol, label: derived.label, unit: derived.unit, of, limits: null }
  }
  const of = (window: SeriesWindow) => found(window)?.posterior ?? null
  return { symbol, label: meaning, unit, of, limits: { lower: prior.lower, upper: prior.upper } }
}

export function centreOf({ window }: SeriesWindow): number {
  return 0.5 * (window.from + window.to)
}

/** The window whose middle is nearest to a time; null where there is none. */
export function nearestWindow(windows: readonly SeriesWindow[], time: number): SeriesWindow | null {
  if (windows.length === 0) return null
  return windows.reduce((best, one) =>
    Math.abs(centreOf(one) - time) < Math.abs(centreOf(best) - time) ? one : best,
  )
}

/** More windows than these have a band only, without a bar for each. */
const mostBars = 120

/**
 * Medians with their 90 % band over time. A window that is not reliable has an open grey mark and breaks the band; a silent
 * one, or one that was left out, is a hatched gap.
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
      ...courseMarks(parts),
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
 * By the windows that can be trusted, where there are any; at least three times as high as their widest interval, so that
 * what is no more than uncertainty does not look like a change.
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

/** Spikes a second, recorded, without any model. */
export function rateSpec(parts: CourseParts): PlotSpec {
  const { windows } = parts
  const rates = windows.map(rateOf)
  const data = windows.map((one, k) => ({ x: centreOf(one), y: rates[k] ?? Number.NaN }))
  return {
    series: [
      {
        data,
        line: { color: 'ink', width: 1 },
        points: { shape: 'circle', radius: windows.length <= mostBars ? 2 : 1, color: 'ink' },
      },
    ],
    x: xAxis(parts),
    y: numberAxisSpec('rate, Hz', { from: 0, to: 1.15 * (extent(rates, [0]).to || 1) }),
    marks: {
      ...chosenMark(parts),
      gaps: gapsOf({ ...parts, windows: windows.filter((one) => rateOf(one) === null) }),
    },
  }
}

/** The verdict of each window: shape and colour say the same. */
export function verdictSpec(parts: CourseParts): PlotSpec {
  const { windows, whole, step } = parts
  // By as many as there will be, so that marks keep their size while they come.
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

function xAxis({ whole, timeShown }: CourseParts): AxisSpec {
  const axis = timeAxisSpec(whole, timeAxis(whole))
  return timeShown ? axis : { ...axis, title: '', ticks: false }
}

function courseMarks(parts: CourseParts): Marks {
  return { ...chosenMark(parts), gaps: gapsOf(parts) }
}

function chosenMark({ windows, chosen }: CourseParts): Marks {
  const one = windows.find(({ index }) => index === chosen)
  return one ? { shade: { ...one.window, color: 'accent' } } : {}
}

/** Neighbouring windows without numbers are one gap. */
function gapsOf({ windows, step }: CourseParts): NonNullable<Marks['gaps']> {
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

/** The window at a time in words, for the line above a panel. */
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

export function readRate({ windows }: CourseParts, time: number): string {
  const one = nearestWindow(windows, time)
  const rate = one && rateOf(one)
  return rate === null ? '' : `${readingText(rate, { from: 0, to: 100 }, 1000)} Hz`
}

export function describeCourse({ windows }: CourseParts, quantity: Quantity): string {
  const shown = windows.filter(isTrusted).flatMap((one) => quantity.of(one) ?? [])
  const name = `${quantity.symbol}, ${quantity.label},`
  if (shown.length === 0) return `${name} over time: no window that can be trusted.`
  const medians = extent(shown.map(({ q50 }) => q50))
  const widest = shown.reduce((best, one) => (one.q95 - one.q05 > best.q95 - best.q05 ? one : best))
  const text = (v: number): string => readingText(v, { from: 0, to: widest.q95 - widest.q05 }, 10)
  return `${name} over time: medians of ${shown.length} windows between ${text(medians.from)} and ${withUnit(text(medians.to), quantity.unit)}, each with its 90 % interval.`
}

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
