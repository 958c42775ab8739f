import type { CellPrediction, DrawnCommand } from '../../../contract/cells.ts'
import { rangeText } from '../../../contract/estimate-text.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec, timeAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, PlotSpec } from '../../plot/plot-spec.ts'
import { readingText, timeAxis } from '../../scale/format.ts'
import { extent, padded, type Range } from '../../scale/range.ts'
import { nearest, type Point, thinned } from '../../scale/thin.ts'
import { bandWithMedian, quantilesText } from './bands.ts'

const mostPoints = 6000

/** Time range of a command, from 0, ms. */
export function commandTimes({ interval, current }: DrawnCommand): Range {
  return { from: 0, to: interval * current.length }
}

/** Only the lowest panel has a labelled time axis. */
function panelAxis(whole: Range, timeShown: boolean): AxisSpec {
  const axis = timeAxisSpec(whole, timeAxis(whole))
  return timeShown ? axis : { ...axis, title: '', ticks: false }
}

/** The command applied to the cell. */
export function drawnCommandSpec(command: DrawnCommand, timeShown = true): PlotSpec {
  const { interval, current } = command
  const t = current.map((_, i) => i * interval)
  return {
    series: [{ data: thinned(t, current, mostPoints), line: { color: 'inkSoft', width: 1.5 } }],
    x: panelAxis(commandTimes(command), timeShown),
    y: numberAxisSpec('current, pA', padded(extent(current), 0.1)),
  }
}

/**
 * A command drawn through its corners, with the range of currents that the cell was fitted on.
 * @param heights in view, pA
 */
export function commandLineSpec(corners: Point[], whole: Range, heights: Range, fitted: Range): PlotSpec {
  return {
    series: [{ data: corners, line: { color: 'inkSoft', width: 1.5, exact: true } }],
    x: timeAxisSpec(whole, timeAxis(whole)),
    y: numberAxisSpec('current, pA', heights),
    marks: { band: { ...fitted, color: 'prior' } },
  }
}

/** Current range with margin around a command and the fitted currents, so that corners can be dragged further. */
export function commandHeights(corners: readonly Point[], fitted: Range): Range {
  return padded(
    extent(
      corners.map(({ y }) => y),
      [fitted.from, fitted.to],
    ),
    0.2,
  )
}

export function describeDrawnCommand(command: DrawnCommand): string {
  const whole = fixed(commandTimes(command).to, 0)
  const [from, to] = endsOf(command.current)
  const text = (value: number): string => readingText(value, { from, to }, 100)
  return from === to
    ? `Current of ${fixed(from, 0)} pA for ${whole} ms.`
    : `Current over ${whole} ms, between ${text(from)} and ${text(to)} pA.`
}

function endsOf(values: readonly number[]): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
}

export function readDrawnCommand({ interval, current }: DrawnCommand, time: number): string {
  const i = Math.min(current.length - 1, Math.max(0, Math.floor(time / interval)))
  return `${readingText(current[i], extent(current), 400)} pA`
}

/** The predicted membrane potential between spikes, with its 90 % band. */
export function predictedVoltageSpec(
  { t, voltage }: CellPrediction,
  whole: Range,
  timeShown = false,
): PlotSpec {
  return {
    series: bandWithMedian({ x: t, ...voltage }),
    x: panelAxis(whole, timeShown),
    y: numberAxisSpec('voltage, mV', padded(extent(voltage.q05, voltage.q95), 0.06)),
  }
}

export function describePredictedVoltage({ voltage }: CellPrediction): string {
  const { from, to } = extent(voltage.q50)
  return `Predicted membrane potential between spikes with its 90 % band; its median lies between ${fixed(from, 0)} and ${fixed(to, 0)} mV. Spikes are cut.`
}

export function readPredictedVoltage({ t, voltage }: CellPrediction, time: number): string {
  const i = nearest(t, time)
  return quantilesText(voltage.q05[i], voltage.q50[i], voltage.q95[i], 'mV')
}

/** The predicted firing rate in bins, with its 90 % band; constant within each bin. */
export function predictedRateSpec({ rate, bin }: CellPrediction, whole: Range, timeShown = false): PlotSpec {
  const twice = (values: readonly number[]): number[] => values.flatMap((value) => [value, value])
  // The last bin may be shorter; its x is still its centre.
  const begins = rate.x.map((_, k) => (k === 0 ? 0 : rate.x[k - 1] + bin / 2))
  const edges = begins.flatMap((begin, k) => [begin, begins[k + 1] ?? whole.to])
  const steps = { x: edges, q05: twice(rate.q05), q50: twice(rate.q50), q95: twice(rate.q95) }
  return {
    series: bandWithMedian(steps),
    x: panelAxis(whole, timeShown),
    y: numberAxisSpec('rate, Hz', padded(extent(rate.q95, [0, 1]), 0.06)),
  }
}

export function describePredictedRate({ rate, bin, count }: CellPrediction): string {
  const { to } = extent(rate.q50)
  return `Predicted firing rate in bins of ${fixed(bin, 0)} ms with its 90 % band; its median reaches ${fixed(to, 0)} Hz. In all ${countText(count)}.`
}

export function readPredictedRate({ rate }: CellPrediction, time: number): string {
  const i = nearest(rate.x, time)
  return quantilesText(rate.q05[i], rate.q50[i], rate.q95[i], 'Hz')
}

/** “12.3 spikes, 90 % 9–15”. */
export function countText({ mean, q05, q95 }: CellPrediction['count']): string {
  return `${fixed(mean, 1)} spikes, 90 % ${rangeText(fixed(q05, 0), fixed(q95, 0))}`
}

/** Raster of spikes, one draw per row. */
export function rasterSpec({ spikes }: CellPrediction, whole: Range): PlotSpec {
  return {
    series: spikes.map((times, row) => ({
      line: { color: 'accent', width: 1.2, exact: true },
      data: times.flatMap((x) => [
        { x, y: row + 0.65 },
        { x, y: row + 1.35 },
        { x, y: Number.NaN },
      ]),
    })),
    x: panelAxis(whole, true),
    y: {
      ...numberAxisSpec('draw', { from: 0.4, to: Math.max(1, spikes.length) + 0.6 }),
      tickText: (value) => (Number.isInteger(value) && value > 0 ? fixed(value, 0) : ''),
    },
  }
}

export function describeRaster({ spikes }: CellPrediction): string {
  if (spikes.length === 0) return 'No draw was simulated.'
  const [from, to] = endsOf(spikes.map((one) => one.length)).map((n) => fixed(n, 0))
  return `Spike times of ${spikes.length} draws from the posterior, one row each: ${from === to ? from : rangeText(from, to)} spikes.`
}
