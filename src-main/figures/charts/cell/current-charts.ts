import type { Band, MembraneResult } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec, Series } from '../../plot/plot-spec.ts'
import { extent, padded } from '../../scale/range.ts'
import { nearest } from '../../scale/thin.ts'
import { bandWithMedian, quantilesText } from './bands.ts'

const recorded = { shape: 'circle', radius: 3, color: 'ink' } as const

/** I–V plot: steady-state voltage against injected current, recorded sweeps over the predictive band. */
export function ivSpec({ points, band }: MembraneResult['iv']): PlotSpec {
  return overCurrent(
    points.map(({ current, voltage }) => ({ x: current, y: voltage })),
    band,
    { x: 'injected current, pA', y: 'steady voltage, mV' },
  )
}

export function describeIv({ points, band }: MembraneResult['iv']): string {
  const from = Math.min(...points.map(({ current }) => current))
  const to = Math.max(...points.map(({ current }) => current))
  return `Steady voltage of ${points.length} silent sweeps over currents from ${fixed(from, 0)} to ${fixed(to, 0)} pA${band ? ', on the 90 % predictive band of the membrane' : ''}.`
}

/** A recorded sweep of the f–I curve: its total spike count, as in the band. */
export interface CountPoint {
  amplitude: number
  spikes: number
}

/** f–I curve: spikes per sweep against amplitude, recorded counts over the band predicted by the fit to all sweeps. */
export function fiSpec(points: readonly CountPoint[], band: Band | null): PlotSpec {
  return overCurrent(
    points.map(({ amplitude, spikes }) => ({ x: amplitude, y: spikes })),
    band,
    { x: 'amplitude, pA', y: 'spikes in the whole sweep' },
    [0],
  )
}

export function describeFi(points: readonly CountPoint[], band: Band | null): string {
  const most = Math.max(0, ...points.map(({ spikes }) => spikes))
  return `Spikes of ${points.length} sweeps over the amplitude, at most ${most}${band ? ', on the 90 % predictive band of the fit' : ''}.`
}

/** The band's values at a current, for the readout above the plot. */
export function readBand(band: Band | null, at: number, axis: string, unit: string): string {
  if (!band || band.x.length === 0 || at < band.x[0] || at > band.x[band.x.length - 1]) return ''
  const i = nearest(band.x, at)
  return `${fixed(band.x[i], 0)} ${axis}: ${quantilesText(band.q05[i], band.q50[i], band.q95[i], unit)}`
}

function overCurrent(
  points: { x: number; y: number }[],
  band: Band | null,
  titles: { x: string; y: string },
  heights: number[] = [],
): PlotSpec {
  const series: Series[] = [
    ...(band ? bandWithMedian(band) : []),
    { data: [...points].sort((a, b) => a.x - b.x), points: recorded },
  ]
  const y = extent(
    points.map((one) => one.y),
    band?.q05 ?? [],
    band?.q95 ?? [],
    heights,
  )
  const x = extent(
    points.map((one) => one.x),
    band?.x ?? [],
  )
  return {
    series,
    x: numberAxisSpec(titles.x, padded(x, 0.04)),
    y: numberAxisSpec(titles.y, padded(y, 0.06)),
  }
}
