import { initialState } from '../../model/composition/initial-state.ts'
import type { Check } from './evidence.ts'

/** A recording that had to be rescaled to model units carries assumptions that the intervals do not know of. */
export const rescaling: Check = ({ rescaled, rescalingParameters, prior }) => {
  if (prior.observable.estimatesScales) {
    return {
      check: 'rescaling',
      level: 'ok',
      cause: null,
      text: 'Offset, gain, time scale and phase are unknown to the model and are estimated with the rest.',
      number: 'nothing of the scales is taken from the trace beforehand but the units of computation',
    }
  }
  const number = `${rescalingParameters} numbers of the rescaling (offset, gain, time scale) were chosen by looking at the trace`
  if (!rescaled) {
    return {
      check: 'rescaling',
      level: 'ok',
      cause: null,
      text: 'The trace is in the model’s own units and on its time scale.',
      number,
    }
  }
  const { known } = initialState(prior, String)
  const start = known
    ? `, and the model still starts at ${known}, which a recording does not: its start may be at any phase`
    : ''
  return {
    check: 'rescaling',
    level: 'caution',
    cause: 'recording',
    text:
      `This recording is not in model units. It was shifted, scaled and stretched in time to fit${start}. ` +
      'The intervals leave out the uncertainty of these choices, so read the parameters as those of the rescaled trace only.',
    number,
  }
}
