import { fixed, plain, signed } from '../../contract/numbers.ts'
import type { Reason } from '../../contract/reports.ts'
import { whyNotFree } from '../../model/composition/free-constant.ts'
import { createDistribution } from '../../model/prior/distributions/create-distribution.ts'
import type { ConstantScore } from '../estimate/sensitivity/sensitivity.ts'
import { changeOrConstant, mostErrors } from './change-or-constant.ts'
import { describes } from './describes.ts'
import type { Evidence } from './evidence.ts'

/** Constants whose scores reach this share of the largest may equally be the wrong one. */
const nearlyAsLarge = 0.75

/**
 * Do the data reject a constant? By the efficient score: the gain from freeing it beyond what the estimated
 * parameters can compensate. Not reported where the neuron model does not describe the data.
 */
export function constants(evidence: Evidence): Reason[] {
  const { scores, prior } = evidence
  if (scores.length === 0 || describes(evidence).level === 'unreliable') return []
  const worst = scores.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a))
  const list = scores.map(({ symbol, z }) => `${symbol} ${signed(z, 1)}`).join(', ')
  const number = `efficient scores in standard errors: ${list}; beyond ±${mostErrors} is flagged`
  const base = { check: 'constants', number } as const
  const given = scores.map(({ symbol, value }) => `${symbol} = ${plain(value)}`).join(', ')
  if (Math.abs(worst.z) <= mostErrors) {
    return [{ ...base, level: 'ok', cause: null, text: `The data do not reject ${given}.` }]
  }
  if (!changeOrConstant(evidence).constants) {
    const text = `The evidence against ${given} is explained by the change of the neuron over the window.`
    return [{ ...base, level: 'ok', cause: null, text }]
  }
  const { name, symbol, value, estimate, error } = worst
  const isFree = whyNotFree(prior.file, name) === null
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(error))))
  return [
    {
      ...base,
      level: 'caution',
      cause: 'neuron',
      text: `The data reject ${symbol} = ${plain(value)}${othersLike(worst, prior)}: ${symbol} near ${fixed(estimate, decimals)} would fit better${othersNear(worst, scores)}. The estimates compensate for it and are biased. ${isFree ? `Free ${symbol} and estimate again.` : `Train a model in which ${symbol} is estimated.`}`,
      number: `${number}${bayesFactor(worst, prior)}`,
      ...(isFree && { remedy: { text: `Free ${symbol}`, prior: { free: [name] } } }),
    },
  ]
}

/** “; so would another γ”. */
function othersNear(worst: ConstantScore, scores: readonly ConstantScore[]): string {
  const near = scores.filter((one) => one !== worst && Math.abs(one.z) >= nearlyAsLarge * Math.abs(worst.z))
  return near.length > 0 ? `; so would another ${near.map(({ symbol }) => symbol).join(' or ')}` : ''
}

/** “, or ζ = −0.4, which is not distinguishable”. */
function othersLike({ name }: ConstantScore, { neuron, forward, constants }: Evidence['prior']): string {
  const like = (neuron.confounded ?? [])
    .filter(({ names }) => names.includes(name))
    .flatMap(({ names }) => names)
  const others = forward.constantDescriptions.flatMap(({ name: other, symbol }, j) => {
    const value = constants[j]
    return other !== name && like.includes(other) && value !== null ? [`${symbol} = ${plain(value)}`] : []
  })
  return others.length > 0 ? `, or ${others.join(', ')}, which is not distinguishable` : ''
}

/** Log Bayes factor by Laplace's approximation, with the constant's prior for when it is free. */
function bayesFactor({ name, z, estimate, error }: ConstantScore, { neuron }: Evidence['prior']): string {
  const free = neuron.constants.find((one) => one.name === name)?.whenFree
  if (!free) return ''
  const log =
    0.5 * z * z + Math.log(Math.sqrt(2 * Math.PI) * error) + createDistribution(free).logDensity(estimate)
  return Number.isFinite(log) ? `; log Bayes factor of freeing it about ${signed(log, 1)}` : ''
}
