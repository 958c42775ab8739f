import { createRandom } from '../../../src-main/model/random.ts'

/** What a spike of a train looks like: a formula, not a simulator. Widths in ms, potentials in mV. */
export interface SpikeForm {
  base?: number
  height?: number
  rise?: number
  fall?: number
  /** Depth and time of the trough after it. */
  trough?: number
  recovery?: number
}

/** Membrane potential with spikes that peak at known times: a Gaussian flank up, a wider one down, an alpha function. */
export function train(peaks: readonly number[], form: SpikeForm = {}): (t: number) => number {
  const { base = -55, height = 95, rise = 0.35, fall = 0.8, trough = 12, recovery = 8 } = form
  return (t) => {
    let v = base
    for (const peak of peaks) {
      const s = t - peak
      if (s < -10 || s > 200) continue
      v += height * Math.exp(-((s / (s < 0 ? rise : fall)) ** 2))
      if (s > 0) v -= trough * (s / recovery) * Math.exp(1 - s / recovery)
    }
    return v
  }
}

/** When it rises through a level before a peak, by halves. */
export function crossingOf(v: (t: number) => number, level: number, peak: number, before = 1.5): number {
  let [low, high] = [peak - before, peak]
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    if (v(middle) < level) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** As a converter samples it, with white noise of that sd (mV). */
export function sampled(
  v: (t: number) => number,
  samplingInterval: number,
  duration: number,
  noise = 0,
  seed = 1,
) {
  const random = createRandom(seed)
  return {
    samples: Float64Array.from(
      { length: Math.round(duration / samplingInterval) },
      (_, k) => v(k * samplingInterval) + noise * random.normal(),
    ),
    samplingInterval,
    start: 0,
  }
}

/** Peaks at intervals (ms) that vary with this sd, from a first one on. */
export function peaksAt(count: number, interval: number, sd = 0, first = 30, seed = 2): number[] {
  const random = createRandom(seed)
  let at = first
  return Array.from({ length: count }, () => {
    const peak = at
    at += interval + sd * random.normal()
    return peak
  })
}
