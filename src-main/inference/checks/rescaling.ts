import { initialState } from '../../model/composition/initial-state.ts'
import type { Check } from './evidence.ts'

/** Rescaling a recording to model units makes assumptions that credible intervals do not include. */
export const rescaling: Check = ({ rescaled, rescalingParameters, prior }) => {
  if (prior.observable.estimatesScales) {
    return {
      check: 'rescaling',
      level: 'ok',
      cause: null,
      text: 'Offset, gain, time scale and phase are unknown to the model and are estimated with the rest.',
      number: 'the trace only sets the units of computation',
    }
  }
  const number = `${rescalingParameters} numbers of the rescaling (offset, gain, time scale) were derived from the trace`
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
    ? `, but the model still starts at ${known}, whereas a recording starts at any phase`
    : ''
  return {
    check: 'rescaling',
    level: 'caution',
    cause: 'recording',
    text:
      `This recording is not in model units. It was shifted, scaled and stretched in time to match${start}. ` +
      'The intervals do not include the uncertainty of these choices: the parameters are those of the rescaled trace only.',
    number,
  }
}
