import { findSpikes } from '../../recording/spikes.ts'
import { addNoise, noiseSd } from '../../simulation/ar1-noise.ts'
import type { Prior } from '../../simulation/prior.ts'
import type { Random } from '../../simulation/random.ts'
import type { BestDraw } from './best-draw.ts'

const replicates = 40

/** Spikes of recordings simulated from the best draw: what noise alone does to them. */
export function replicateSpikes(
  prior: Prior,
  { values, u }: BestDraw,
  t: readonly number[],
  random: Random,
): number[][] {
  const { sigma, rho } = prior.noise(values, 0)
  return Array.from({ length: replicates }, () => {
    const trace = u.slice()
    addNoise(trace, 0, trace.length, noiseSd(sigma, prior.grid.dt), rho, random)
    return spikesOf(prior, trace, t)
  })
}

/** Spikes of a trace in model units, on the recording's clock. @param t ms, as long as the trace */
export function spikesOf(prior: Prior, trace: Float32Array, t: readonly number[]): number[] {
  const clock = { samplingInterval: t[1] - t[0], start: t[0] }
  return findSpikes(trace, clock, { threshold: prior.model.spikeThreshold })
}
