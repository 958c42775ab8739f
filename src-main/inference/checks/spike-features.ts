import { fromSamples } from '../../contract/missing.ts'
import { fixed, percent } from '../../contract/numbers.ts'
import { average, variance } from '../../signal/statistics/moments.ts'
import type { Check, Evidence } from './evidence.ts'
import { type SpikeShape, spikeShape } from './spike-shape.ts'
import { milliseconds, times, voltage } from './units.ts'

/** A difference of this many standard deviations of the simulated recordings is flagged, where it also matters. */
export const apart = 4
/** Ratio of a feature beyond which the spikes are another neuron's. */
const anotherNeuron = 1.5
/** Fewest simulated recordings with a feature for a usable standard deviation. */
const fewest = 20

/** One feature of spikes. */
interface Feature {
  name: string
  of: (shape: SpikeShape) => number | null
  /** Scale of a difference: the feature itself, where it has a unit; 1 for a CV. */
  scale: (model: number) => number
  /** Smallest difference that is of practical importance, however significant. */
  matters: number
  said: (value: number, evidence: Evidence) => string
  /** Describes the difference of the fitted spikes. */
  sentence: (model: number, recorded: number) => string
}

const relative = { scale: Math.abs, matters: 0.1 }
const features: readonly Feature[] = [
  {
    ...relative,
    name: 'width',
    of: ({ width }) => width,
    said: milliseconds,
    sentence: (model, recorded) =>
      `The fitted spikes are ${times(model / recorded)} as wide as the recorded ones`,
  },
  {
    ...relative,
    name: 'amplitude',
    of: ({ amplitude }) => amplitude,
    said: voltage,
    sentence: (model, recorded) =>
      `The fitted spikes are ${times(model / recorded)} as high as the recorded ones`,
  },
  {
    ...relative,
    name: 'mean interval',
    of: ({ interval }) => interval,
    said: milliseconds,
    sentence: (model, recorded) =>
      `The fitted interspike intervals are ${times(model / recorded)} as long as the recorded ones`,
  },
  {
    scale: () => 1,
    // Interspike intervals of real neurons have a CV of 2 to 15 %.
    matters: 0.05,
    name: 'CV of intervals',
    of: ({ cv }) => cv,
    said: (cv) => percent(cv),
    sentence: (model, recorded) =>
      `The fitted interspike intervals vary ${model < recorded ? 'less' : 'more'} than the recorded ones`,
  },
]

interface Comparison {
  feature: Feature
  recorded: number
  model: number
  z: number
  /** Relative difference. */
  share: number
}

/** Posterior predictive check of spike features: width, amplitude, intervals. */
export const spikeFeatures: Check = (evidence) => {
  const { fit, replicates, prior } = evidence
  const own = spikeShape(fromSamples(fit.observed), fit.t, fit.spikes.observed)
  const compared = own === null ? [] : features.flatMap((feature) => compare(feature, own, replicates))
  const number = compared
    .map(
      ({ feature, recorded, model, z }) =>
        `${feature.name} ${feature.said(recorded, evidence)} recorded, ${feature.said(model, evidence)} simulated (z ${fixed(z, 1)})`,
    )
    .join('; ')
  const base = { check: 'spikeFeatures' } as const
  if (compared.length === 0) {
    const text = 'There are too few spikes to compare their shape and timing.'
    return {
      ...base,
      level: 'ok',
      cause: null,
      text,
      number: `at least one spike is needed, in ${fewest} simulated recordings`,
    }
  }
  const told = {
    ...base,
    number: `${number}; beyond ±${apart} is flagged, where it is more than a tenth (of CVs, more than 5 %)`,
  }
  const off = compared.filter(({ feature, z, share }) => Math.abs(z) > apart && share > feature.matters)
  if (off.length === 0) {
    return {
      ...told,
      level: 'ok',
      cause: null,
      text: 'Width, height and intervals of recorded spikes match the model.',
    }
  }
  const worst = off.reduce((a, b) => (b.share > a.share ? b : a))
  const { feature, model, recorded } = worst
  const ratio = Math.max(model / recorded, recorded / model)
  const another = feature.scale(model) !== 1 && ratio > anotherNeuron
  return {
    ...told,
    level: another ? 'unreliable' : 'caution',
    cause: 'neuron',
    text: `${feature.sentence(model, recorded)} (${feature.said(model, evidence)} against ${feature.said(recorded, evidence)}): ${prior.neuron.name} ${another ? 'does not describe this neuron' : 'describes this neuron only roughly'}.`,
  }
}

function compare(feature: Feature, own: SpikeShape, replicates: Evidence['replicates']): Comparison[] {
  const recorded = feature.of(own)
  const simulated = replicates.flatMap(({ shape }) => (shape && feature.of(shape)) ?? [])
  if (recorded === null || simulated.length < fewest) return []
  const model = average(simulated)
  // The recording deviates from its own mean as each simulation from theirs.
  const sd = Math.sqrt(variance(simulated) * (1 + 1 / simulated.length))
  const difference = recorded - model
  const z = sd > 0 ? difference / sd : difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY
  return [{ feature, recorded, model, z, share: Math.abs(difference) / feature.scale(model) }]
}
