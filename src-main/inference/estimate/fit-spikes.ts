import type { Prior } from '../../model/composition/prior.ts'
import { noiseOfDrawn } from '../../model/outputs.ts'
import type { Random } from '../../model/random.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import type { Replicate } from '../checks/evidence.ts'
import { spikeShape } from '../checks/spike-shape.ts'
import { drawnSize, everyNthOf, everyShown } from './shown-samples.ts'

const replicates = 60

/**
 * Posterior predictive simulations, noise included, and their spikes: the variation expected of a recording where the
 * model is right. Empty where the data are not a trace.
 * @param draws n × D equally weighted draws, n ≥ 60, in random order
 * @param shown the recording at the displayed samples; its missing samples (NaN) are missing in the simulations too
 */
export function replicatesOf(
  prior: Prior,
  simulator: Simulator,
  draws: Float64Array,
  shown: { t: readonly number[]; observed: readonly (number | null)[] },
  random: Random,
): Replicate[] {
  // Only spikes are measured on them.
  if (!prior.observable.spikeLevel) return []
  const D = prior.parameters.length
  const { size } = prior
  const every = everyShown(prior)
  const drawn = drawnSize(prior)
  const own = draws.subarray(0, replicates * D)
  const traces = new Float32Array(replicates * size)
  simulator.predictions(thetasOf(prior, own, replicates), replicates, traces)
  return Array.from({ length: replicates }, (_, k) => {
    const trace = everyNthOf(traces.subarray(k * size, k * size + drawn), every)
    noiseOfDrawn(prior.noise(own, k * D))
      .atStep(every)
      .add(trace, 0, trace.length, random)
    for (let i = 0; i < trace.length; i++) if (Number.isNaN(shown.observed[i])) trace[i] = Number.NaN
    const spikes = spikesOf(prior, trace, shown.t, own.subarray(k * D, (k + 1) * D))
    return { spikes, shape: spikeShape(trace, shown.t, spikes) }
  })
}

/**
 * Spike times of a trace, ms on the recording's clock; empty where the data are not a trace.
 * @param t ms, as long as the trace
 * @param values parameters that determine the spike threshold in the trace
 */
export function spikesOf(
  prior: Prior,
  trace: Float32Array,
  t: readonly number[],
  values: ArrayLike<number>,
): number[] {
  const { spikeLevel } = prior.observable
  if (!spikeLevel) return []
  const clock = { samplingInterval: t[1] - t[0], start: t[0], ...(prior.times && { times: t }) }
  const { level: threshold } = spikeLevel(prior.neuron, thetasOf(prior, values, 1), 0)
  return [...findSpikes(trace, clock, { threshold }).times]
}
