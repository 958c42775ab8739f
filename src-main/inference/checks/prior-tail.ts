import { fixed } from '../../contract/numbers.ts'
import { quantile } from '../statistics/weighted.ts'
import type { Check } from './evidence.ts'

/** Medians beyond these quantiles of the prior are in its tails. */
export const tail = 0.005

/** Is the posterior in the bulk of the prior? A prior without limits can conflict with the data too. */
export const priorTail: Check = ({ prior, marginals }) => {
  const places = prior.parameters.map(({ symbol }, j) => {
    const distribution = prior.distributions[j]
    const q50 = quantile(marginals[j], 0.5)
    const [low, high] = [distribution.quantile(tail), distribution.quantile(1 - tail)]
    return { symbol, side: q50 < low ? 'below' : q50 > high ? 'above' : null, q50 }
  })
  const outside = places.filter(({ side }) => side !== null)
  const base = {
    check: 'priorTail',
    number: `medians of ${outside.length} of ${places.length} parameters beyond the prior’s central ${fixed(100 * (1 - 2 * tail), 0)} %`,
  } as const
  if (outside.length === 0) {
    return { ...base, level: 'ok', cause: null, text: 'The posterior is within the bulk of the prior.' }
  }
  const list = outside.map(({ symbol, side }) => `${symbol} ${side} nearly all of its prior`).join(', ')
  return {
    ...base,
    level: 'caution',
    cause: 'prior',
    text: `The posterior lies in the tail of the prior: ${list}. The prior draws it towards its middle; use a wider one if such values are plausible.`,
  }
}
