import { fixed, plain, probability } from '../../contract/numbers.ts'
import { canWiden } from '../../model/composition/wider-prior.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import type { Check, Evidence } from './evidence.ts'
import { flagged } from './levels.ts'

/** A value beyond these quantiles of its prior is in the prior's tail. */
const tail = 0.005
/** Loss of log likelihood by the prior that hardly moves the best fit: 1.4 standard deviations of one parameter. */
const negligible = 1
/** p value below which the posterior reflects neither the prior nor the data. */
const hopeless = 1e-6

/** A parameter whose maximum-likelihood value lies outside the prior or in its tails. */
interface Conflict {
  name: string
  symbol: string
  ofNoise: boolean
  value: number
  side: 'below' | 'above'
  /** The limit that it exceeds; null where it lies within. */
  limit: number | null
}

/**
 * Do the data conflict with the prior? The statistic is twice the log likelihood gained by the best fit without the
 * prior over the best within it, plus twice the log density by which the latter lies in the prior's tails. For normal
 * priors this is the squared distance of the maximum-likelihood values from the prior means, over the sum of prior
 * and estimation variance: χ² with as many degrees of freedom as parameters where the truth is drawn from the prior
 * (prior–data conflict as in Evans & Moshonov 2006). Flat priors have no tails, and it is smaller.
 */
export const priorConflict: Check = (evidence) => {
  const { prior, best, unrestricted } = evidence
  const base = { check: 'priorConflict' } as const
  const text = 'The data do not contradict the prior.'
  if (!unrestricted) return { ...base, level: 'ok', cause: null, text, number: 'the noise has no likelihood' }
  const gain = unrestricted.logLikelihood - best.logLikelihood
  const distance = 2 * gain + tailsOf(evidence)
  const p = chiSquareSurvival(distance, prior.parameters.length)
  const conflicts = conflictsOf(evidence)
  const number = `the best fit without the prior has a log likelihood ${fixed(gain, 1)} higher; with the prior’s tails χ² = ${fixed(distance, 1)} for ${prior.parameters.length} degrees of freedom, ${probability(p)}; below ${flagged} with more than ${negligible} is flagged`
  if (p >= flagged || gain <= negligible || conflicts.length === 0) {
    return { ...base, level: 'ok', cause: null, text, number }
  }
  const excluded = conflicts.filter(({ limit }) => limit !== null)
  const told = (excluded.length > 0 ? excluded : conflicts).map(inWords).join('; ')
  const widen = excluded
    .map((one) => ({ ...one, value: Number(one.value.toPrecision(2)) }))
    .filter(({ name, value }) => canWiden(prior.file, name, value))
  const remedy = widen.length > 0 && {
    text: `Widen the prior of ${widen.map(({ symbol }) => symbol).join(', ')}`,
    prior: {
      widen: Object.fromEntries(widen.map(({ name, value }) => [name, value])),
    },
  }
  const what = `The prior conflicts with the data: ${told}.`
  return {
    ...base,
    // Other checks report how bad the model's own prior is; an applied prior should be withdrawn.
    level: evidence.priorChanged && p < hopeless ? 'unreliable' : 'caution',
    cause: 'prior',
    text: `${what}${excluded.some(isCleaner) ? ' The recording has less noise than the prior allows.' : ''} The posterior is a compromise with the prior: use one that is wider there.`,
    number,
    ...(remedy && { remedy }),
  }
}

/**
 * Kind of conflict: less noise than the prior allows, which no artefact causes; another neuron or scale; or only
 * stronger or more autocorrelated noise, which absorbs any artefact.
 */
export function kindOfConflict(evidence: Evidence): 'cleaner' | 'other' | 'noise' {
  const conflicts = conflictsOf(evidence)
  if (conflicts.some(isCleaner)) return 'cleaner'
  return conflicts.every(({ ofNoise }) => ofNoise) ? 'noise' : 'other'
}

/** Twice the log density by which the best draw lies below the prior's median. */
function tailsOf({ prior: { distributions }, best }: Evidence): number {
  return distributions.reduce(
    (sum, { logDensity, quantile }, j) =>
      sum + Math.max(0, 2 * (logDensity(quantile(0.5)) - logDensity(best.values[j]))),
    0,
  )
}

function conflictsOf({ prior, unrestricted }: Evidence): Conflict[] {
  return prior.parameters.flatMap(({ name, symbol, group }, j): Conflict[] => {
    if (!unrestricted || prior.observable.circular.includes(name)) return []
    const value = unrestricted.values[j]
    const { lower, upper, quantile } = prior.distributions[j]
    const what = { name, symbol, ofNoise: group === 'noise', value }
    if (value <= quantile(tail)) return [{ ...what, side: 'below', limit: value <= lower ? lower : null }]
    if (value >= quantile(1 - tail)) return [{ ...what, side: 'above', limit: value >= upper ? upper : null }]
    return []
  })
}

function inWords({ symbol, value, side, limit }: Conflict): string {
  const near = plain(Number(value.toPrecision(2)))
  const end = side === 'below' ? 'lower' : 'upper'
  if (limit === null)
    return `${symbol} has its maximum likelihood near ${near}, far in the prior’s ${end} tail`
  return `${symbol} is at the prior’s ${end} limit ${plain(limit)}, with maximum likelihood near ${near}`
}

function isCleaner({ name, side }: Conflict): boolean {
  return name === 'sigma' && side === 'below'
}
