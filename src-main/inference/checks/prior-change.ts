import { percent } from '../../contract/numbers.ts'
import type { Check } from './evidence.ts'

/** With a smaller share of the network's draws than this, a model trained on the prior itself would serve better. */
const few = 0.002

/** Where another prior than the model's was applied: did the network's proposals reach it? */
export const priorChange: Check = ({ priorChanged, start, posterior }) => {
  const share = posterior.networkEssFraction
  const number = `${percent(share)} of the network’s own draws count under this prior, ${percent(posterior.essFraction)} after correction; below ${percent(few)} is flagged`
  const base = { check: 'priorChange', number } as const
  if (!priorChanged) {
    return { ...base, level: 'ok', cause: null, text: 'The prior is the one that the model learned from.' }
  }
  if (start === 'translated' || start === 'search') {
    const found =
      start === 'translated'
        ? 'The network learned another prior: its proposal was the start of a search'
        : 'The network can’t read such data: the start was searched for'
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: `${found}, and the exact likelihood found the posterior.`,
      number: `${percent(posterior.essFraction)} of all draws count`,
    }
  }
  if (share >= few) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'Another prior than the model’s was applied by the exact weights.',
    }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'prior',
    text: 'Another prior than the model’s was applied by weights, and hardly any of the network’s proposals reach it; the search had to find its own way. Train a model on this prior if you need it often.',
  }
}
