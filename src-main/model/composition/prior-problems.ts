import type { Distribution, PriorFile, PriorProblem } from '../../contract/priors.ts'
import { contains, type Interval, intervalWords } from '../interval.ts'
import type { Observable } from '../observable.ts'
import { truncatedNormalMass } from '../prior/distributions/truncated-normal.ts'
import { compositionProblems } from './composition-problems.ts'
import { confoundedSets } from './confounded.ts'
import { type ModelParts, partsOf, unknownParts } from './parts.ts'
import { type PriorEntry, priorEntries } from './prior-entries.ts'

/** All reasons why a prior file is invalid, each with what to do. Empty where it is valid. */
export function priorProblems(file: PriorFile): PriorProblem[] {
  const unknown = unknownParts(file)
  if (unknown.length > 0) return unknown.map((text) => refuse(null, text))
  const parts = partsOf(file)
  const entries = priorEntries(file, parts)
  const constants = entries.filter(({ role }) => role === 'constant')
  const parameters = entries.filter(({ role }) => role !== 'constant')
  return [
    ...namesIn('a prior of', parameters, file.parameters, constants),
    ...namesIn('the constant', constants, file.constants, parameters),
    ...entries.flatMap(limitsOf),
    ...observableProblems(parts.observable, entries),
    ...compositionProblems(parts).map((text) => refuse(null, text)),
    ...notTold(parts, entries),
    ...somethingFree(entries),
  ]
}

/** Missing and unknown names of a list. */
function namesIn(
  what: string,
  wanted: PriorEntry[],
  given: Record<string, unknown>,
  others: PriorEntry[],
): PriorProblem[] {
  const known = wanted.map(({ description }) => description.name)
  const found = Object.keys(given)
  const missing = known.filter((name) => !found.includes(name))
  const problems = found
    .filter((name) => !known.includes(name))
    .map((name) => {
      const elsewhere = others.find(({ description }) => description.name === name)
      const place = elsewhere?.role === 'constant' ? '“constants”' : '“parameters”'
      const remedy = elsewhere
        ? `Put it under ${place}`
        : `Known: ${known.join(', ')}. Correct the name, or remove it`
      return refuse(name, `The prior names ${name} where it is not expected. ${remedy}.`)
    })
  if (missing.length === 0) return problems
  const has = found.join(', ') || 'nothing'
  const them = missing.length > 1 ? 'them' : 'it'
  return [
    refuse(null, `The prior needs ${what} ${missing.join(', ')}; it has ${has}. Add ${them}.`),
    ...problems,
  ]
}

function limitsOf({ description: { name }, distribution, allowed }: PriorEntry): PriorProblem[] {
  if (!distribution) return []
  const outside = allowed ? outsideOf(name, distribution, allowed) : null
  if (outside) return [refuse(name, outside)]
  // Limits some 38 standard deviations out have probability 0 in double precision.
  if (distribution.kind !== 'truncatedNormal' || truncatedNormalMass(distribution) > 0) return []
  const { lower, upper, mean, sd } = distribution
  return [
    refuse(
      name,
      `The limits of ${name}, ${lower} and ${upper}, must enclose some probability of its normal distribution; with mean ${mean} and sd ${sd} there is none between them. Move the limits, or choose a larger sd.`,
    ),
  ]
}

/** Why a distribution reaches beyond the allowed values; null where it does not. */
function outsideOf(name: string, d: Distribution, allowed: Interval): string | null {
  const wanted = `${name} ${intervalWords(allowed)}`
  if (d.kind === 'fixed') {
    return contains(allowed, d.value) ? null : `${wanted}; it is fixed at ${d.value}. Choose another value.`
  }
  const withLimits = 'truncatedNormal, uniform or logUniform, with limits inside'
  if (d.kind === 'normal') {
    return `${wanted}; a normal distribution has no limits. Make it ${withLimits}.`
  }
  if (d.kind === 'logNormal') {
    if (allowed.above <= 0 && allowed.below === Number.POSITIVE_INFINITY) return null
    return `${wanted}; a log-normal distribution extends from 0 to infinity. Make it ${withLimits}.`
  }
  const fits = contains(allowed, d.lower) && contains(allowed, d.upper)
  if (fits) return null
  const oneSided = allowed.below === Number.POSITIVE_INFINITY
  const found = oneSided ? `its lower limit is ${d.lower}` : `its limits are ${d.lower} and ${d.upper}`
  return `${wanted}; ${found}. Move ${oneSided ? 'it' : 'them'} inside.`
}

/** Parameters integrated out exactly need a normal prior; circular ones a uniform prior over the whole circle. */
function observableProblems({ integratedOut, circular }: Observable, entries: PriorEntry[]): PriorProblem[] {
  return entries.flatMap(({ description: { name }, distribution }) => {
    if (!distribution || distribution.kind === 'fixed') return []
    const { kind } = distribution
    if (integratedOut.includes(name) && kind !== 'normal') {
      const text = `The prior of ${name} must be normal, without limits, or fixed, since it is integrated out exactly; it is ${kind}. Make it normal.`
      return [refuse(name, text)]
    }
    const whole = kind === 'uniform' && distribution.lower === 0 && distribution.upper === 1
    if (circular.includes(name) && !whole) {
      const text = `The prior of ${name} must be uniform from 0 to 1, a whole cycle, or fixed; it is ${kind}. Make it uniform from 0 to 1.`
      return [refuse(name, text)]
    }
    return []
  })
}

/** Parameters that are not identifiable together can't be estimated together. */
function notTold(parts: ModelParts, entries: PriorEntry[]): PriorProblem[] {
  const symbols = new Map(
    [...parts.neuron.parameters, ...parts.neuron.constants].map(({ name, symbol }) => [name, symbol]),
  )
  const free = entries.filter(({ distribution }) => distribution && distribution.kind !== 'fixed')
  return confoundedSets(parts, (name) => free.some(({ description }) => description.name === name)).map(
    ({ names, why }) => {
      const all = names.map((name) => symbols.get(name) ?? name)
      const list = `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`
      const own = names.filter((name) => free.some(({ description }) => description.name === name))
      const unused = names.find((name) => !entries.some(({ description }) => description.name === name))
      const because = unused
        ? ` The recording can begin anywhere in the cycle, so ${symbols.get(unused)} is unknown.`
        : ''
      const text = `${list} are not identifiable together. ${why}${because} Fix one of ${own.map((name) => symbols.get(name)).join(', ')}.`
      return refuse(own[own.length - 1] ?? null, text)
    },
  )
}

function somethingFree(entries: PriorEntry[]): PriorProblem[] {
  if (!entries.every(({ distribution }) => distribution?.kind === 'fixed')) return []
  return [
    refuse(
      null,
      'The prior fixes every parameter, so there is nothing to estimate. Give at least one of them a distribution that is not fixed.',
    ),
  ]
}

function refuse(parameter: string | null, text: string): PriorProblem {
  return { level: 'refuse', parameter, text }
}
