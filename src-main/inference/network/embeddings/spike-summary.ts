import type { Prior } from '../../../model/composition/prior.ts'
import { findSpikes } from '../../../signal/spikes/find-spikes.ts'

/**
 * Spike rate and mean spike duration of trace[from … from+points), the summary statistics of Rudi, Bessac & Lenzi
 * 2022: spikes per second of the trace, and milliseconds above the spike threshold per spike, 0 where there is none.
 * In a trace without noise spikes are counted by upward crossings; with noise the crossings of one spike count once.
 */
export function spikeSummary(
  { neuron, grid }: Prior,
  trace: Float32Array,
  from: number,
  hasNoise: boolean,
): { rate: number; duration: number } {
  const { points, dt } = grid
  const { level } = neuron.spike
  let [above, rises] = [0, 0]
  for (let i = from; i < from + points; i++) {
    if (trace[i] <= level) continue
    above++
    if (i > from && trace[i - 1] <= level) rises++
  }
  const clock = { samplingInterval: dt, start: 0 }
  const spikes = hasNoise
    ? findSpikes(trace.subarray(from, from + points), clock, { threshold: level }).times.length
    : rises
  const seconds = ((points - 1) * dt) / 1000
  return { rate: spikes / seconds, duration: spikes > 0 ? (above * dt) / spikes : 0 }
}
