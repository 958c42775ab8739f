import type { Distribution, PriorFile, PriorProblem } from '../../contract/priors.ts'
import type { NeuronModel } from '../dynamics/neuron-model.ts'
import { contains, type Interval, intervalWords } from '../interval.ts'
import { neuronModels, unknownNeuronModel } from '../neuron-models.ts'
import { truncatedNormalMass } from './distributions/truncated-normal.ts'
import { type PriorEntry, priorEntries } from './prior-entries.ts'

/** What makes a prior file impossible: all of it, in words, each with what to do. Empty where it can be used. */
export function priorProblems(file: PriorFile): PriorProblem[] {
  const model = neuronModels.find(({ id }) => id === file.neuronModel)
  if (!model) return [refuse(null, unknownNeuronModel(file.neuronModel))]
  const entries = priorEntries(file, model)
  const constants = entries.filter(({ role }) => role === 'constant')
  const parameters = entries.filter(({ role }) => role !== 'constant')
  return [
    ...namesIn('a prior of', parameters, file.parameters, constants),
    ...namesIn('the constant', constants, file.constants, parameters),
    ...entries.flatMap(limitsOf),
    ...scalesOf(model, entries),
    ...somethingFree(entries),
  ]
}

/** What a list lacks, and what it has that nobody knows. */
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
        : `Known: ${known.join(', ')}. Correct the name, or leave it out`
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
  // Limits some 38 standard deviations out leave a probability of 0 in double precision.
  if (distribution.kind !== 'truncatedNormal' || truncatedNormalMass(distribution) > 0) return []
  const { lower, upper, mean, sd } = distribution
  return [
    refuse(
      name,
      `The limits of ${name}, ${lower} and ${upper}, must leave something of its normal distribution; with mean ${mean} and sd ${sd} nothing lies between them. Move the limits, or choose a larger sd.`,
    ),
  ]
}

/** Whether a distribution gives values that make no sense; in words, else null. */
function outsideOf(name: string, d: Distribution, allowed: Interval): string | null {
  const wanted = `${name} ${intervalWords(allowed)}`
  if (d.kind === 'fixed') {
    return contains(allowed, d.value) ? null : `${wanted}; it is fixed at ${d.value}. Choose another value.`
  }
  if (d.kind === 'normal') {
    return `${wanted}; a normal distribution has no limits. Make it truncatedNormal, uniform or logUniform, with limits inside.`
  }
  const fits = contains(allowed, d.lower) && contains(allowed, d.upper)
  if (fits) return null
  const oneSided = allowed.below === Number.POSITIVE_INFINITY
  const found = oneSided ? `its lower limit is ${d.lower}` : `its limits are ${d.lower} and ${d.upper}`
  return `${wanted}; ${found}. Move ${oneSided ? 'it' : 'them'} inside.`
}

/** Offset and gain are integrated out exactly, which takes normals; a phase goes round. */
function scalesOf({ recorded, parameters }: NeuronModel, entries: PriorEntry[]): PriorProblem[] {
  if (!recorded) return []
  const of = (index: number): PriorEntry =>
    entries.find((e) => e.description.name === parameters[index].name)!
  const scales = [recorded.offset, recorded.gain]
    .map(of)
    .flatMap(({ description: { name }, distribution }) => {
      if (!distribution || distribution.kind === 'normal' || distribution.kind === 'fixed') return []
      return [
        refuse(
          name,
          `The prior of ${name} must be normal, without limits, or fixed, since it is integrated out exactly; it is ${distribution.kind}. Make it normal.`,
        ),
      ]
    })
  const { description, distribution } = of(recorded.phase)
  const whole = distribution?.kind === 'uniform' && distribution.lower === 0 && distribution.upper === 1
  if (!distribution || distribution.kind === 'fixed' || whole) return scales
  return [
    ...scales,
    refuse(
      description.name,
      `The prior of ${description.name} must be uniform from 0 to 1, a whole cycle, or fixed; it is ${distribution.kind}. Make it uniform from 0 to 1.`,
    ),
  ]
}

function somethingFree(entries: PriorEntry[]): PriorProblem[] {
  if (!entries.every(({ distribution }) => distribution?.kind === 'fixed')) return []
  return [
    refuse(
      null,
      'The prior fixes every parameter, so that nothing is left to estimate. Give at least one of them a distribution that is not fixed.',
    ),
  ]
}

function refuse(parameter: string | null, text: string): PriorProblem {
  return { level: 'refuse', parameter, text }
}
