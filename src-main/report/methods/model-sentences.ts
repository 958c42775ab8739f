import { givenText } from '../../contract/assumed-text.ts'
import type { ForwardParts, Report } from '../../contract/reports.ts'
import { counted } from '../../contract/wording.ts'
import { distributionText } from '../document/prior-words.ts'
import type { Cite } from './references.ts'

/** Describes the neuron model, the data compared, and the noise model. */
export function forwardSentences(
  {
    forward,
    parameters,
    cycle,
    assumed = [],
  }: Pick<Report, 'forward' | 'cycle' | 'assumed'> & {
    parameters: readonly Pick<Report['parameters'][number], 'name'>[]
  },
  cite: Cite,
): string[] {
  if (!forward) return []
  return [
    `The neuron model was ${neuronText(forward, cite)}${protocolText(forward)}.`,
    observableSentence(
      forward,
      parameters.map(({ name }) => name),
      cycle,
    ),
    noiseSentence(forward.noise, cite),
    ...(assumed.length > 0 ? [`Assumed constants: ${givenText(assumed)}.`] : []),
  ]
}

function neuronText({ neuron }: ForwardParts, cite: Cite): string {
  switch (neuron.id) {
    case 'fitzhugh-nagumo':
      return `the FitzHugh–Nagumo oscillator ${cite('fitzhugh1961', 'nagumo1962')} in the form of Rudi et al. ${cite('rudi2022')}`
    case 'hodgkin-huxley':
      return `a one-compartment Hodgkin–Huxley neuron ${cite('hodgkin1952')} with sodium, delayed-rectifier potassium and leak currents and the rates of Pospischil et al. ${cite('pospischil2008')}`
    default:
      return neuron.name
  }
}

function protocolText({ protocol }: ForwardParts): string {
  switch (protocol.kind) {
    case 'none':
      return ''
    case 'steps':
      return ` under an injected current of ${counted(protocol.steps.length, 'step')}`
    case 'ramps':
      return ` under an injected current of ${counted(protocol.ramps.length, 'ramp')}`
  }
}

function observableSentence(
  { observable }: ForwardParts,
  names: readonly string[],
  cycle: Report['cycle'],
): string {
  switch (observable.kind) {
    case 'trace':
      return 'Its membrane potential was compared with the recorded trace in the model’s units, sample by sample.'
    case 'two-outputs':
      return 'Its membrane potential and its recovery variable were compared with the recorded ones in the model’s units, sample by sample.'
    case 'recorded-trace': {
      const scales = [
        ['tau', 'time scale'],
        ['phase', 'phase'],
        ['offset', 'offset'],
        ['gain', 'gain'],
      ].flatMap(([name, word]) => (names.includes(name) ? [word] : []))
      const unknown =
        scales.length > 0 ? `, whose ${listed(scales)} were estimated with the neuron’s parameters` : ''
      return `Its limit cycle was compared with the recorded samples${unknown}.`
    }
    case 'mean-cycle': {
      const of = cycle ? ` of ${counted(cycle.recorded.intervals.length, 'recorded cycle')}` : ''
      return `Its spike cycle was compared with the mean${of}, aligned where the potential rises through a level halfway between trough and peak: with the logarithm of the mean interspike interval and with the mean potential at fixed places along the cycle.`
    }
    default:
      return `Data that were compared: ${observable.name}.`
  }
}

function noiseSentence({ kind, name }: ForwardParts['noise'], cite: Cite): string {
  switch (kind) {
    case 'white':
      return 'The noise was modelled as white and Gaussian.'
    case 'ar1':
      return 'The noise was modelled as a stationary Gaussian autoregressive process of first order, AR(1).'
    case 'ar2':
      return `The noise was modelled as a stationary Gaussian autoregressive process of second order, AR(2), by its partial autocorrelations ${cite('barndorff1973')}.`
    case 'white+ar1':
      return 'The noise was modelled as the sum of white noise and a stationary AR(1) process, both Gaussian.'
    case 'two-ar1':
      return 'The noise of each output was modelled as a stationary Gaussian AR(1) process of its own.'
    case 'gaussian-summary':
      return 'The likelihood was that of the mean of the cycles’ numbers, Gaussian, with the covariance between cycles and misfits of the model along the spike and between spikes.'
    default:
      return `Noise model: ${name}.`
  }
}

/** Whether noise models were compared, and how. */
export function noisesSentence({ noises, forward }: Report, cite: Cite): string | null {
  if (!noises) return null
  const names = listed(noises.compared.map(({ name }) => name))
  const compared = noises.compared.filter(({ logFactor }) => logFactor !== null)
  if (compared.length < 2)
    return `The noise models ${names} could not be compared by their evidence, because importance sampling converged for fewer than two of them.`
  const decided = noises.decided
    ? `; ${forward?.noise.name ?? 'the one reported'} was favoured by a Bayes factor above 20`
    : '; no Bayes factor against each other one was above 20'
  return `The noise models ${names} were compared by their evidence ${cite('kass1995')}${decided}.`
}

/** The prior, and how it was applied. */
export function priorSentence({ appliedPrior, diagnostics, model, parameters }: Report): string {
  if (!appliedPrior)
    return `The prior was the one on which the model “${model.name}” was trained (its 90 % intervals are in the table of parameters).`
  const said = parameters.flatMap(({ name, symbol }) => {
    const one = appliedPrior.parameters[name] ?? appliedPrior.constants[name]
    if (one === undefined || typeof one === 'number') return []
    return [`${symbol}: ${distributionText(one)}`]
  })
  const how = {
    translated: 'applied by the likelihood',
    search: 'applied by the likelihood',
    network: 'applied by importance weights',
  }[diagnostics.start ?? 'network']
  const list = said.length > 0 ? `: ${said.join('; ')}` : ''
  return `In place of the model’s prior, the prior “${appliedPrior.name}” was ${how}${list}.`
}

/** “a, b and c”. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}
