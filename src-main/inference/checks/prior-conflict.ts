import { fixed, plain, probability } from '../../contract/numbers.ts'
import { canWiden } from '../../model/composition/wider-prior.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import type { Check, Evidence } from './evidence.ts'
import { flagged } from './levels.ts'

/** Beyond these quantiles of its own prior a value is one that the prior pulls at. */
const tail = 0.005
/** A log likelihood that the prior costs the best fit, below which it hardly moves it: 1.4 standard deviations of one parameter. */
const negligible = 1
/** So unlikely under the prior, what is told is neither the prior's nor the data's. */
const hopeless = 1e-6

/** A parameter whose likeliest value the prior does not allow, or hardly. */
interface Conflict {
  name: string
  symbol: string
  ofNoise: boolean
  value: number
  side: 'below' | 'above'
  /** The limit that it lies beyond; null where it lies within. */
  limit: number | null
}

/**
 * Do the data say what the prior excludes, or hardly allows? Twice the log likelihood that the best fit without the prior
 * has above the best one within, and twice the log density by which that one lies in the prior's tails: for normal priors
 * it is the squared distance of the likeliest values from the prior's means, over the prior's variance and that of
 * estimation, and χ² with as many degrees of freedom as there are parameters where the truth is a draw of the prior
 * (a check of prior–data conflict as in Evans & Moshonov 2006). Flat priors have no tails, and it is less.
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
    // Of the model's own prior the others say how bad that is; one that was put in its place is to be taken back.
    level: evidence.priorChanged && p < hopeless ? 'unreliable' : 'caution',
    cause: 'prior',
    text: `${what}${excluded.some(isCleaner) ? ' The recording has less noise than the prior allows.' : ''} The posterior is a compromise with the prior: use one that is wider there.`,
    number,
    ...(remedy && { remedy }),
  }
}

/**
 * What the data say that the prior does not allow: that the recording is cleaner, which no artefact makes it; another
 * neuron or scale; or only noise that is stronger or has more memory, which takes in whatever an artefact leaves.
 */
export function kindOfConflict(evidence: Evidence): 'cleaner' | 'other' | 'noise' {
  const conflicts = conflictsOf(evidence)
  if (conflicts.some(isCleaner)) return 'cleaner'
  return conflicts.every(({ ofNoise }) => ofNoise) ? 'noise' : 'other'
}

/** Twice the log density by which the best draw lies below the prior's middle. */
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
