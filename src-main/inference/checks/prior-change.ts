import { percent } from '../../contract/numbers.ts'
import type { Check } from './evidence.ts'

/** ESS fraction of the network's own draws below which a model trained on the prior itself would do better. */
const few = 0.002

/** Where a prior other than the model's was applied: do the network's proposals overlap with its posterior? */
export const priorChange: Check = ({ priorChanged, start, posterior }) => {
  const share = posterior.networkEssFraction
  const number = `${percent(share)} of the network’s own draws are effective under this prior, ${percent(posterior.essFraction)} after correction; below ${percent(few)} is flagged`
  const base = { check: 'priorChange', number } as const
  if (!priorChanged) {
    return { ...base, level: 'ok', cause: null, text: 'The prior is the model’s own.' }
  }
  if (start === 'translated' || start === 'search') {
    const found =
      start === 'translated'
        ? 'The network was trained on another prior: sampling started from its proposal'
        : 'The data don’t fit the network’s input: sampling started from a likelihood optimum'
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: `${found}, with the exact likelihood.`,
      number: `${percent(posterior.essFraction)} of all draws are effective`,
    }
  }
  if (share >= few) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'A prior other than the model’s was applied by reweighting.',
    }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'prior',
    text: 'A prior other than the model’s was applied by reweighting, but hardly any of the network’s draws are within it: sampling started outside the network’s proposal. Train a model on this prior if you need it often.',
  }
}
