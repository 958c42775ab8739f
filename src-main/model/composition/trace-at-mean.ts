import { quantile, sortedSample } from '../../signal/robust.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import { usualInterval } from '../../signal/spikes/usual-interval.ts'
import type { ModelTrace } from '../observable/sweep/sweep-setting.ts'
import { membranePotential } from '../observable/trace/trace.ts'
import { thetasOf } from '../simulate/simulate.ts'
import type { Prior } from './prior.ts'

/** Simulates the neuron at the prior mean, without noise, and measures the trace as a recording is measured. */
export function traceAtPriorMean(prior: Prior): ModelTrace {
  const { neuron, forward, grid, distributions } = prior
  const means = distributions.map(({ mean }) => mean)
  const u = new Float64Array(grid.points)
  // Where the data are not a single trace, the underlying membrane potential.
  const { predictions } =
    prior.observable.spikeLevel && !prior.observable.further
      ? prior.observable.predictor(forward, 'reference')
      : membranePotential(forward, 'reference')
  predictions(thetasOf(prior, means, 1), 1, u)
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
