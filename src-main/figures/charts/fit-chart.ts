import { type DataDescription, traceData } from '../../contract/data.ts'
import { rangeText } from '../../contract/estimate-text.ts'
import type { Fit } from '../../contract/fit.ts'
import { gapsIn, presentSamples } from '../../contract/missing.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { dataAxisSpec, dataHeightsSpec } from '../plot/data-axes.ts'
import type { Measured } from '../plot/measured.ts'
import { labelMargin, type PlotSpec, type Series } from '../plot/plot-spec.ts'
import { readingText, timeAxis, voltageUnitText } from '../scale/format.ts'
import { extent, padded, type Range, span } from '../scale/range.ts'
import { nearest, thinned } from '../scale/thin.ts'
import { tickText } from '../scale/ticks.ts'
import { type Color, faded } from '../theme/theme.ts'
import { gapMarks } from './trace-chart.ts'

const mostPoints = 6000

/** Time range of the fit, ms. */
export function fitTimes(fit: Fit): Range {
  return { from: fit.t[0], to: fit.t[fit.t.length - 1] }
}

/** Posterior bands, the recorded data, and the posterior median on top. */
export function fitSpec(fit: Fit, unit: VoltageUnit, data: DataDescription): PlotSpec {
  const { t, observed, u, predictive, spikes } = fit
  const times = fitTimes(fit)
  const heights = extent(observed, predictive.q05, predictive.q95)
  const line = (y: readonly (number | null)[], color: Color, width: number): Series => ({
    data: thinned(t, y, mostPoints),
    line: { color, width },
  })
  // The lower edge has no line; the upper one fills down to it.
  const band = (low: readonly number[], high: readonly number[], opacity: number): Series[] => [
    { data: thinned(t, low, mostPoints) },
    { data: thinned(t, high, mostPoints), area: faded('accent', opacity) },
  ]
  const last = t.length - 1
  const series: Series[] = [
    ...band(predictive.q05, predictive.q95, 0.3),
    line(observed, 'ink', 1),
    ...band(u.q05, u.q95, 0.55),
    line(u.q50, 'accent', 2),
  ]
  return {
    series,
    x: dataAxisSpec(data, times),
    y: dataHeightsSpec(data, unit, padded(heights, 0.04)),
    margin: labelMargin,
    marks: {
      gaps: gapMarks(gapsIn(t, observed)),
      rows:
        data.axis.unit === 'ms'
          ? [
              { label: 'recorded', at: spikes.observed, color: 'ink' },
              { label: 'model', at: spikes.model, color: 'accent' },
            ]
          : [],
      labels: [
        {
          text: 'recorded',
          y: observed.findLast((v) => v !== null) ?? u.q50[last],
          color: 'ink',
          sample: 'line',
        },
        { text: 'model', y: u.q50[last], color: 'accent', sample: 'line' },
        { text: 'model, 90 %', y: u.q95[last], color: 'accent', sample: 'band', opacity: 0.55 },
        { text: 'data, 90 %', y: predictive.q95[last], color: 'accent', sample: 'band' },
      ],
    },
  }
}

/** What cursors measure on the recording; undefined if the data are not over time. */
export function measureFit(fit: Fit, unit: VoltageUnit, data: DataDescription): Measured | undefined {
  if (data.axis.unit !== 'ms') return undefined
  return {
    at: (time) => fit.observed[nearest(fit.t, time)],
    spikes: fit.spikes.observed,
    symbol: unit === 'none' ? data.value.symbol : 'V',
    unit: voltageUnitText(unit) || null,
    heights: extent(fit.observed),
    axis: timeAxis(fitTimes(fit)),
  }
}

/** The values at a time, for the readout above the plot. */
export function readFit(fit: Fit, time: number): string {
  const i = nearest(fit.t, time)
  const heights = extent(fit.observed)
  const text = (v: number): string => readingText(v, heights, 400)
  const band = rangeText(text(fit.predictive.q05[i]), text(fit.predictive.q95[i]))
  const v = fit.observed[i]
  return `${v === null ? 'no sample' : `recorded ${text(v)}`} · model ${text(fit.u.q50[i])} · 90 % of data in ${band}`
}

/** One line: comparison of recording and model. */
export function describeFit(fit: Fit, data: DataDescription = traceData): string {
  const { from, to } = fitTimes(fit)
  const { milliseconds, unit } = timeAxis({ from, to })
  const time = (ms: number): string => tickText(ms / milliseconds, span({ from, to }) / milliseconds / 100)
  const n = presentSamples(fit.observed).length
  let inside = 0
  fit.observed.forEach((v, i) => {
    if (v !== null && v >= fit.predictive.q05[i] && v <= fit.predictive.q95[i]) inside++
  })
  const share = Math.round((100 * inside) / n)
  const inBand = 'lie in the band that should hold 90 % of them.'
  if (data.axis.unit !== 'ms') {
    return `Recorded data and fitted model, ${data.value.name} in ${fit.t.length} numbers: ${share} % of the recorded ones ${inBand}`
  }
  const { observed, model } = fit.spikes
  if (data.value.name === 'recovery variable') {
    return `Recorded and fitted ${data.value.name} from ${time(from)} to ${time(to)} ${unit}: ${share} % of the recorded points ${inBand}`
  }
  return (
    `Recorded trace and fitted model from ${time(from)} to ${time(to)} ${unit}: ` +
    `${observed.length} recorded and ${model.length} fitted spikes; ${share} % of the recorded points ${inBand}`
  )
}
