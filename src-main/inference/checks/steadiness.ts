import { fixed, probability } from '../../contract/numbers.ts'
import { changeOrConstant, unsteady } from './change-or-constant.ts'
import type { Check } from './evidence.ts'
import { scoreTests } from './score-tests.ts'
import { milliseconds } from './units.ts'

/** With fewer spikes of the model, variation of timing is not tested. */
const fewestSpikes = 3

/**
 * Is the neuron stationary, and its timing as regular as a deterministic model's? Two score tests on the whitened
 * residuals, beside all that is fitted (slopes of the prediction by each parameter) and a slow change of the level:
 * for a linear drift of the neuron's parameters, and for slow variation of the cycles' timing, as from noise within
 * the neuron (a random walk of its phase).
 */
export const steadiness: Check = (evidence) => {
  const base = { check: 'steadiness' } as const
  const { fit, t } = evidence
  if (fit.spikes.model.length < fewestSpikes) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'There are too few spikes to test whether the neuron is stationary.',
      number: `at least ${fewestSpikes} spikes of the model are needed`,
    }
  }
  const { drift, wandering, fastWandering, wanderingSize } = scoreTests(evidence)
  const number =
    `linear drift of the neuron’s parameters: χ² = ${fixed(drift.sum, 1)} for ${drift.degrees} degrees of freedom, ${probability(drift.p)}; ` +
    `slow waves of its timing: χ² = ${fixed(wandering.sum, 1)} for ${wandering.degrees}, ${probability(wandering.p)}; below ${unsteady} is flagged`
  if (Math.min(drift.p, wandering.p) >= unsteady) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'Timing and shape of the cycles are those of a stationary neuron.',
      number,
    }
  }
  if (!changeOrConstant(evidence).change) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'An apparent change of the neuron over the window is explained by another value of a constant.',
      number,
    }
  }
  const flagged = { ...base, level: 'caution', cause: 'neuron', number } as const
  if (drift.p < unsteady && fastWandering.p >= unsteady) {
    return {
      ...flagged,
      text: 'The neuron changes over the window: its cycles differ between start and end, but the model’s parameters are constant. The posterior is that of an average, and the intervals are too narrow. Estimate over time (Over time…), or choose a shorter window.',
    }
  }
  return {
    ...flagged,
    text: `The cycles are jittered by about ${milliseconds(wanderingSize * (t[1] - t[0]))}, more than measurement noise explains: by channel noise, synaptic input, or changing parameters. The model’s dynamics are deterministic, so the intervals of the neuron’s parameters are too narrow. An estimate over time (Over time…) shows slow changes.`,
  }
}
