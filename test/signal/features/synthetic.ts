import type { ObservationSource } from '../../../src-main/signal/sweep.ts'

/** Straight lines: rest at −70 mV, up by 50 mV/ms to +30, down by 25 mV/ms to −80, back to rest by 1 mV/ms. */
const corners: readonly [number, number][] = [
  [-2, -70],
  [0, 30],
  [4.4, -80],
  [14.4, -70],
]

/** Voltage at a time from the peak, ms. */
function spike(t: number): number {
  for (let k = 1; k < corners.length; k++) {
    const [[t0, v0], [t1, v1]] = [corners[k - 1], corners[k]]
    if (t >= t0 && t <= t1) return v0 + ((v1 - v0) * (t - t0)) / (t1 - t0)
  }
  return -70
}

/** Spikes of straight lines at the given times of their peaks, ms. */
export function spikesAt(
  peaks: readonly number[],
  { length = 500, samplingInterval = 0.05, start = 0 } = {},
): ObservationSource {
  const samples = Float64Array.from({ length: Math.round(length / samplingInterval) }, (_, j) => {
    const t = start + j * samplingInterval
    const near = peaks.find((peak) => t - peak >= -2 && t - peak <= 14.4)
    return near === undefined ? -70 : spike(t - near)
  })
  return { samples, samplingInterval, start, voltageUnit: 'mV' }
}

/** Another trace made from each sample and its time. */
export function changed(
  source: ObservationSource,
  change: (v: number, t: number) => number,
): ObservationSource {
  const { samples, samplingInterval, start } = source
  return { ...source, samples: samples.map((v, j) => change(v, start + j * samplingInterval)) }
}
