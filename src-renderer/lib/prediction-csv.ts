import type { CellPrediction, DrawnCommand } from './types.ts'

/**
 * A prediction as CSV: at each time the current and the quantiles of voltage and rate; below, the spike times of some
 * draws, one per row.
 */
export function predictionCsv(command: DrawnCommand, of: CellPrediction): string {
  const { t, voltage, rate, bin, spikes } = of
  const at = (time: number): number =>
    command.current[Math.min(command.current.length - 1, Math.max(0, Math.floor(time / command.interval)))]
  // A rate belongs to its bin, whose centre is the given time.
  const first = (rate.x[0] ?? 0) - bin / 2
  const lines = t.map((time, i) => {
    const k = Math.min(rate.x.length - 1, Math.max(0, Math.floor((time - first) / bin)))
    const values = [
      time,
      at(time),
      voltage.q05[i],
      voltage.q50[i],
      voltage.q95[i],
      rate.q05[k],
      rate.q50[k],
      rate.q95[k],
    ]
    return values.map((x) => (Number.isFinite(x) ? String(Number(x.toPrecision(7))) : '')).join(',')
  })
  const names =
    'time_ms,current_pA,voltage_q05_mV,voltage_q50_mV,voltage_q95_mV,rate_q05_Hz,rate_q50_Hz,rate_q95_Hz'
  const draws = spikes.map((times, i) => [i + 1, ...times.map((x) => Number(x.toPrecision(7)))].join(','))
  return [names, ...lines, '', 'draw,spike_times_ms', ...draws, ''].join('\n')
}
