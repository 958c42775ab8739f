import { fixed, plain } from '../../contract/numbers.ts'
import { canWiden } from '../../model/composition/wider-prior.ts'
import type { ContinuousDistribution } from '../../model/prior/distributions/distribution.ts'
import { quantile } from '../statistics/weighted.ts'
import type { Check } from './evidence.ts'

/**
 * Distance of the median from a limit, over its distance from the posterior's other end (5 or 95 %): 1.1 for a
 * uniform posterior, 0.52 where it peaks at the limit, 0.40 where it would peak a standard deviation beyond, 0.30 far
 * beyond.
 */
export const pressedBelow = 0.4

/** Is the posterior truncated by a limit of the prior? Then the truth may lie outside. */
export const priorEdge: Check = ({ prior, marginals }) => {
  const ends = prior.parameters.flatMap(({ name, symbol }, j) => {
    const distribution = prior.distributions[j]
    // A phase is circular: its limits coincide.
    const goesRound = prior.observable.circular.includes(name)
    if (goesRound || !Number.isFinite(distribution.upper - distribution.lower)) return []
    const [low, middle, high] = [0.05, 0.5, 0.95].map((p) => placeOf(quantile(marginals[j], p), distribution))
    return [
      { name, symbol, end: 'lower', at: distribution.lower, ratio: middle / (high - middle) },
      { name, symbol, end: 'upper', at: distribution.upper, ratio: (1 - middle) / (middle - low) },
    ]
  })
  const pressed = ends.filter(({ ratio }) => ratio < pressedBelow)
  const least = ends.reduce((a, { ratio }) => Math.min(a, ratio), Number.POSITIVE_INFINITY)
  const base = {
    check: 'priorEdge',
    number:
      ends.length === 0
        ? 'no limits that could truncate the posterior'
        : `distance of the median from the nearest limit ${fixed(least, 2)} of its distance to the posterior’s far end; below ${pressedBelow} is flagged`,
  } as const
  if (pressed.length === 0) {
    const text = ends.length > 0 ? 'The posterior is not truncated by the prior.' : 'The prior has no limits.'
    return { ...base, level: 'ok', cause: null, text }
  }
  const list = pressed.map((p) => `${p.symbol} at its ${p.end} limit ${plain(p.at)}`).join(', ')
  const widen = pressed.filter(({ name, at }) => canWiden(prior.file, name, at))
  const remedy = widen.length > 0 && {
    text: `Widen the prior of ${widen.map(({ symbol }) => symbol).join(', ')}`,
    prior: { widen: Object.fromEntries(widen.map(({ name, at }) => [name, at])) },
  }
  return {
    ...base,
    ...(remedy && { remedy }),
    level: 'caution',
    cause: 'prior',
    text: `Posterior truncated by the prior: ${list}. The true value may lie beyond; use a model with a wider prior.`,
  }
}

/** Position of a value between the limits of its distribution, 0 … 1, on that distribution's scale. */
function placeOf(value: number, distribution: ContinuousDistribution): number {
  return 1 / (1 + Math.exp(-distribution.toUnbounded(value)))
}
