import { percent, plain } from '../../contract/numbers.ts'
import { quantile, type WeightedSample } from '../statistics/weighted.ts'
import type { Check } from './evidence.ts'

const edge = 0.02
const share = 0.5
/** The edge in the unbounded coordinate of a parameter with limits, a logit on the scale that its prior is laid out on. */
const margin = Math.log((1 - edge) / edge)

/** Is the answer pressed against a limit of the prior, where it has one? Then the truth may lie outside it. */
export const priorEdge: Check = ({ prior, marginals }) => {
  const pressed = prior.parameters.flatMap((p, j) => {
    const law = prior.distributions[j]
    const { lower, upper } = law
    if (Number.isFinite(lower) && above(marginals[j], law.fromUnbounded(-margin))) {
      return [{ symbol: p.symbol, end: 'lower', at: lower }]
    }
    if (Number.isFinite(upper) && below(marginals[j], law.fromUnbounded(margin))) {
      return [{ symbol: p.symbol, end: 'upper', at: upper }]
    }
    return []
  })
  const number = `share of the posterior within ${percent(edge)} of the range from a limit; over ${percent(share)} is flagged`
  if (pressed.length === 0) {
    const limited = prior.distributions.some(({ lower, upper }) => Number.isFinite(upper - lower))
    return {
      check: 'priorEdge',
      level: 'ok',
      cause: null,
      text: limited ? 'The answer lies well inside the prior’s limits.' : 'The prior has no limits.',
      number,
    }
  }
  const list = pressed.map((p) => `${p.symbol} at its ${p.end} limit ${plain(p.at)}`).join(', ')
  return {
    check: 'priorEdge',
    level: 'caution',
    cause: 'prior',
    text: `The answer is pressed against the prior: ${list}. The true value may lie beyond; use a model with a wider prior.`,
    number,
  }
}

/** More than the share lies below the limit's margin. */
function above(sample: WeightedSample, x: number): boolean {
  return quantile(sample, share) < x
}
function below(sample: WeightedSample, x: number): boolean {
  return quantile(sample, 1 - share) > x
}
