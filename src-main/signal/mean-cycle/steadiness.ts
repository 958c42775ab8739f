import { average, variance } from '../statistics/moments.ts'

/** Change of one property of the cycles from their first half to their second. */
export interface Trend {
  name: 'interval' | 'peak' | 'trough' | 'width'
  /** Mean of the second half less that of the first: of ln for interval and width, mV for peak and trough. */
  change: number
  /** The change in standard errors, from the scatter within halves. */
  z: number
}

/** Stationarity of the firing. */
export interface Steadiness {
  /** Coefficient of variation of the used intervals. */
  cv: number
  /** None with fewer than 6 cycles. */
  trends: Trend[]
}

/** Lower bound of the scatter, so that a perfectly regular train has a z: of a logarithm, or in mV. */
const leastScatter = { interval: 0.004, peak: 0.15, trough: 0.15, width: 0.01 }
const fewestForHalves = 6

/** @param cycles in order of time; intervals and widths in ms, peaks and troughs in mV */
export function steadinessOf(
  cycles: readonly { interval: number; width: number; peak: number; trough: number }[],
): Steadiness {
  const intervals = cycles.map((c) => c.interval)
  const cv = Math.sqrt(sampleVariance(intervals)) / average(intervals)
  if (cycles.length < fewestForHalves) return { cv, trends: [] }
  const columns: Record<Trend['name'], number[]> = {
    interval: intervals.map(Math.log),
    peak: cycles.map((c) => c.peak),
    trough: cycles.map((c) => c.trough),
    width: cycles.map((c) => Math.log(c.width)),
  }
  const trends = (Object.keys(columns) as Trend['name'][]).map((name) => {
    const middle = Math.floor(cycles.length / 2)
    const [first, second] = [columns[name].slice(0, middle), columns[name].slice(middle)]
    const change = average(second) - average(first)
    const error = Math.sqrt(
      (sampleVariance(first) + leastScatter[name] ** 2) / first.length +
        (sampleVariance(second) + leastScatter[name] ** 2) / second.length,
    )
    return { name, change, z: change / error }
  })
  return { cv, trends }
}

/** Sample variance (divisor n − 1). */
function sampleVariance(x: readonly number[]): number {
  return x.length < 2 ? 0 : (variance(x) * x.length) / (x.length - 1)
}
