import { fixed } from '../../contract/numbers.ts'
import { inverseOf } from '../inverses.ts'
import type { Check } from './evidence.ts'

/** Share of mismatched spikes above which it is more than one or two at the edges. */
const largeShare = 0.2

/** Number of recorded spikes with a model spike within `within` ms; each counts once. Both ascending. */
export function matchSpikes(observed: readonly number[], model: readonly number[], within: number): number {
  let matched = 0
  let j = 0
  for (const t of observed) {
    while (j < model.length && model[j] < t - within) j++
    if (j < model.length && model[j] <= t + within) {
      matched++
      j++
    }
  }
  return matched
}

/** A crossing at either edge of the window may fall in or out, and one shifted by noise counts on both sides. */
const byChance = 2

/**
 * Does the best fit spike when the recording does? The effect of noise and posterior width is measured on posterior
 * predictive simulations with the same detector.
 */
export const spikes: Check = ({ fit, prior, replicates, t }) => {
  const { observed, model } = fit.spikes
  const within = inverseOf(prior.observable).spikeTolerance(prior, { t, spikes: fit.spikes })
  const wrong = (found: readonly number[]): number =>
    found.length + model.length - 2 * matchSpikes(found, model, within)
  const matched = matchSpikes(observed, model, within)
  const [missed, extra] = [observed.length - matched, model.length - matched]
  const allowed = Math.max(0, ...replicates.map((r) => wrong(r.spikes))) + byChance
  const number =
    `${observed.length} spikes recorded, ${model.length} in the model, ${matched} at the same time within ` +
    `${fixed(within, 1)} ms; chance can make ${allowed} differ`
  const base = { check: 'spikes', number } as const
  if (observed.length === 0 && model.length === 0) {
    return { ...base, level: 'ok', cause: null, text: 'Neither the recording nor the model spikes.' }
  }
  if (missed + extra <= allowed) {
    const text =
      missed + extra === 0
        ? `The model reproduces ${matched} of ${observed.length} spikes.`
        : `The model reproduces ${matched} of ${observed.length} spikes; noise at the threshold explains the rest.`
    return { ...base, level: 'ok', cause: null, text }
  }
  const share = (missed + extra) / Math.max(observed.length, model.length)
  return {
    ...base,
    level: share > largeShare ? 'unreliable' : 'caution',
    cause: 'neuron',
    text:
      observed.length === 0
        ? `The model spikes ${extra === 1 ? 'once' : `${extra} times`}, and the recording does not.`
        : `The model misses ${missed} of ${observed.length} recorded spikes and adds ${extra} of its own.`,
  }
}
