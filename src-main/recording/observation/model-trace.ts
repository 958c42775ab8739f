import type { Prior } from '../../model/composition/prior.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import { createRowSolver } from '../../model/simulate/simulator.ts'
import { quantile, sortedSample } from '../../signal/robust.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'

/** What the neuron of a prior does at the prior's mean: the yardstick for rescaling a recording. */
export interface ModelTrace {
  /** Level between spikes and height of spikes, model units. */
  rest: number
  high: number
  /** Usual time between spikes, ms of the model's time; null where it spikes less than twice. */
  interval: number | null
  /** Time of the first spike after the model's start, ms. */
  firstSpike: number | null
  /** Standard deviation of the noise at the prior's mean. */
  noise: number
}

/** Simulates the neuron at the prior's mean, without noise, and measures it as a recording is measured. */
export function traceAtPriorMean(prior: Prior): ModelTrace {
  const { neuron, forward, grid, distributions } = prior
  const means = distributions.map(({ mean }) => mean)
  const u = new Float64Array(grid.points)
  createRowSolver(forward)(thetasOf(prior, means, 1), 0, u)
  const noise = prior.noise(means, 0).sd
  const { times, levels } = findSpikes(u, { samplingInterval: grid.dt, start: 0 })
  if (!levels) {
    const rest = quantile(sortedSample(u), 0.5)
    const high = Math.max(neuron.spike.level, rest + 6 * noise)
    return { rest, high, interval: null, firstSpike: null, noise }
  }
  return {
    ...levels,
    interval: usualInterval(times),
    firstSpike: times[0],
    noise,
  }
}

/** Median time from one spike to the next; null where there are less than two. */
export function usualInterval(times: readonly number[]): number | null {
  if (times.length < 2) return null
  const intervals = times.slice(1).map((t, i) => t - times[i])
  return quantile(
    intervals.sort((a, b) => a - b),
    0.5,
  )
}
