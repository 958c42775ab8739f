import { fixed } from '../../contract/numbers.ts'
import type { Check } from './evidence.ts'

/** Two spikes this close are the same one; the noise moves a crossing by less. */
const tolerance = 1.5

/** How many of the recorded spikes does the best fit have at the same time? */
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

export const spikes: Check = ({ fit, prior }) => {
  const { observed, model } = fit.spikes
  const timeScale = (fit.t[1] - fit.t[0]) / prior.grid.dt
  const matched = matchSpikes(observed, model, tolerance * timeScale)
  const missed = observed.length - matched
  const extra = model.length - matched
  const number = `${observed.length} spikes recorded, ${model.length} in the model, ${matched} at the same time within ${fixed(tolerance * timeScale, 1)} ms`
  const base = { check: 'spikes', number } as const
  if (observed.length === 0 && model.length === 0) {
    return { ...base, level: 'ok', cause: null, text: 'Neither the recording nor the model spikes.' }
  }
  // One crossing at the window's edge may fall to either side.
  if (missed + extra <= 1) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: `The model reproduces ${matched} of ${observed.length} spikes.`,
    }
  }
  const share = (missed + extra) / Math.max(1, observed.length)
  return {
    ...base,
    level: share > 0.2 ? 'unreliable' : 'caution',
    cause: 'neuron',
    text: `The model misses ${missed} of ${observed.length} recorded spikes and adds ${extra} of its own.`,
  }
}
