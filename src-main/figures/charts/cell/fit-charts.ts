import type { GifResult, SweepFit } from '../../../contract/cells.ts'
import { presentSamples } from '../../../contract/missing.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec, timeAxisSpec, traceAxisSpec } from '../../plot/axes.ts'
import { labelMargin, type PlotSpec } from '../../plot/plot-spec.ts'
import { readingText, timeAxis, withUnit } from '../../scale/format.ts'
import { extent, padded, type Range } from '../../scale/range.ts'
import { nearest } from '../../scale/thin.ts'
import { bandWithMedian, quantilesText } from './bands.ts'

type Kernel = GifResult['kernels'][number]

/** Time range of the points, ms. */
export function sweepFitTimes({ t }: SweepFit): Range {
  return extent(t)
}

/** A recorded subthreshold sweep with the posterior of the membrane model. */
export function sweepFitSpec(fit: SweepFit): PlotSpec {
  const { t, observed, q05, q50, q95 } = fit
  const times = sweepFitTimes(fit)
  const last = t.length - 1
  return {
    series: [
      { data: t.map((x, i) => ({ x, y: observed[i] ?? Number.NaN })), line: { color: 'ink', width: 1 } },
      ...bandWithMedian({ x: t, q05, q50, q95 }),
    ],
    x: timeAxisSpec(times, timeAxis(times)),
    y: traceAxisSpec('voltage, mV', padded(extent(observed, q05, q95), 0.06), 'mV'),
    margin: labelMargin,
    marks: {
      labels: [
        {
          text: 'recorded',
          y: observed.findLast((v) => v !== null) ?? q50[last],
          color: 'ink',
          sample: 'line',
        },
        { text: 'membrane', y: q50[last], color: 'accent', sample: 'line' },
        { text: '90 %', y: q95[last], color: 'accent', sample: 'band', opacity: 0.3 },
      ],
    },
  }
}

/** One line: deviation of the posterior median from the recording. */
export function describeSweepFit({ observed, q50 }: SweepFit, name: string): string {
  const n = presentSamples(observed).length
  const squares = observed.reduce<number>((sum, v, i) => (v === null ? sum : sum + (v - q50[i]) ** 2), 0)
  const rms = n > 0 ? Math.sqrt(squares / n) : 0
  return `${name}, recorded voltage and the membrane’s posterior with its 90 % band; rms difference ${fixed(rms, 2)} mV.`
}

export function readSweepFit({ t, observed, q05, q50, q95 }: SweepFit, time: number): string {
  const i = nearest(t, time)
  const v = observed[i]
  const recorded = v === null ? 'no sample' : `recorded ${readingText(v, extent(observed), 400)} mV`
  return `${recorded} · membrane ${quantilesText(q05[i], q50[i], q95[i], 'mV')}`
}

/** A spike-triggered kernel against time after the spike, with its 90 % band. */
export function kernelSpec({ unit, band }: Kernel): PlotSpec {
  return {
    series: bandWithMedian(band),
    x: numberAxisSpec('time after the spike, ms', extent(band.x)),
    y: numberAxisSpec(unit ?? 'log hazard', padded(extent(band.q05, band.q95, [0]), 0.06)),
    left: 60,
    marks: { horizontal: [{ y: 0, color: { role: 'prior', opacity: 0.6 } }] },
  }
}

export function describeKernel({ name, unit, band }: Kernel): string {
  const first = band.q50[0] ?? Number.NaN
  const last = band.x[band.x.length - 1] ?? 0
  return `${name} over ${fixed(last, 0)} ms after a spike, with its 90 % band; at the beginning ${withUnit(readingText(first, extent(band.q50), 100), unit)}.`
}

export function readKernel({ unit, band }: Kernel, at: number): string {
  const i = nearest(band.x, at)
  return `${fixed(band.x[i], 0)} ms: ${quantilesText(band.q05[i], band.q50[i], band.q95[i], unit)}`
}
