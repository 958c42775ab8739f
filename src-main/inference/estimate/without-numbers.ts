import type { EstimateJob, EstimateResult } from '../../contract/compute.ts'
import { NagumoError } from '../../contract/errors.ts'
import { toSamples } from '../../contract/missing.ts'
import type { Reason } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { ar1Noise } from '../../model/noise/ar1/ar1-noise.ts'
import { autocorrelation } from '../../signal/statistics/autocorrelation.ts'
import { average, variance } from '../../signal/statistics/moments.ts'
import { residualsOf } from './residuals.ts'

/** Half-width of the central 90 % interval of a normal distribution, in standard deviations. */
const z90 = 1.645

/**
 * The result for a trace whose parameters can't be estimated, with the reason: only its level and noise are
 * displayed.
 * @param spikes in the recording, ms on its clock
 * @param t ms, as long as the trace
 */
export function resultWithoutNumbers(
  reason: Reason,
  observed: Float32Array,
  spikes: readonly number[],
  t: readonly number[],
  notes: EstimateJob['notes'],
  seconds: number,
): EstimateResult {
  const level = average(observed)
  const s = Math.sqrt(variance(observed)) || 1
  const rho = Math.min(0.99, Math.max(-0.99, autocorrelation(observed, 1)[1]))
  const line = (x: number): number[] => t.map(() => x)
  const residuals = residualsOf(observed, new Float32Array(t.length).fill(level), ar1Noise(s, rho))
  return {
    verdict: { level: 'unreliable', headline: reason.text, reasons: [reason, ...notes] },
    parameters: [],
    draws: [],
    fit: {
      t: [...t],
      observed: toSamples(observed),
      u: { q05: line(level), q50: line(level), q95: line(level) },
      predictive: { q05: line(level - z90 * s), q95: line(level + z90 * s) },
      spikes: { observed: [...spikes], model: [] },
    },
    residuals: {
      ...residuals,
      values: toSamples(residuals.values),
      standardized: toSamples(residuals.standardized),
    },
    diagnostics: {
      essFraction: 0,
      ess: 0,
      draws: 0,
      simulations: 0,
      paretoK: 0,
      logEvidence: 0,
      networkEssFraction: 0,
      rounds: [],
    },
    timing: { network: 0, correction: 0, checks: seconds, total: seconds },
  }
}

/** Reason where no parameters within the prior come close to the trace. */
export function nowhere({ neuron }: Prior): Reason {
  return {
    check: 'bicGain',
    level: 'unreliable',
    cause: 'neuron',
    text: `Wrong neuron model. ${neuron.name} does not describe this trace: no parameters within the prior come close. Choose another window, or a model with a wider prior if this neuron should be described by it.`,
    number: 'no draw within the prior has a nonzero likelihood',
  }
}

/** The error where there is neither a network nor a likelihood. */
export function nothingToGoBy({ noiseModel }: Prior): NagumoError {
  return new NagumoError(
    'USAGE',
    `${noiseModel.name} noise has no likelihood, so a posterior needs a network, and there is none. Train a network on this prior, or choose a noise model with a likelihood.`,
  )
}
