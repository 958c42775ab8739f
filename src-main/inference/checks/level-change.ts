import { fromSamples } from '../../contract/missing.ts'
import { fixed, percent, probability } from '../../contract/numbers.ts'
import type { Reason } from '../../contract/reports.ts'
import { trendName, whyNoTrend } from '../../model/composition/with-trend.ts'
import { noiseOfDrawn } from '../../model/outputs.ts'
import { erfc } from '../../model/prior/distributions/normal-probability.ts'
import { cusum } from '../../signal/statistics/cusum.ts'
import { fitDrift, fitStep } from '../../signal/statistics/level-change.ts'
import { sharedShift } from '../statistics/shared-shift.ts'
import { cycleShape } from './cycle-shape.ts'
import type { Check, Evidence } from './evidence.ts'
import { flagged } from './levels.ts'
import { scoreTests } from './score-tests.ts'
import { milliseconds, voltage } from './units.ts'
import { whiteness } from './whiteness.ts'

/** A step also has a free location, so its squared z must exceed a straight line's by this. */
const forItsPlace = 4
/** Shift as a share of the swings' height; no good trace reaches it (at most 0.16 in 1000). */
const seen = 0.2
/** Share above which the fit is unreliable. */
const tooMuch = 0.35
/**
 * Significance level of the efficient score of a straight line: it finds drifts that bias the noise parameters and
 * that no other test finds, so it may flag more than the others' 0.001.
 */
const drifts = 0.005
/** Less strict level where residuals fail other checks anyway and a change of level is tested as the cause. */
const asCause = 0.01

/**
 * Does the level of the trace change abruptly (a step) or slowly (a drift)? Small changes are found in the residuals;
 * large ones, which spoil the fit, in the trace itself.
 */
export const levelChange: Check = (evidence) => {
  const shift = sharedShift(evidence.observed)
  const share = shift ? Math.abs(shift.size) / shift.height : 0
  if (shift && share > seen) {
    const what = told(shift.size, shift.at, evidence)
    const much = share > tooMuch
    const remedy = shift.at === null && remedyFor(evidence)
    return {
      check: 'levelChange',
      level: much ? 'unreliable' : 'caution',
      cause: 'recording',
      text: `${what}, ${much ? 'too much for' : 'away from'} a model without such a change: the parameters fit neither end. ${shift.at === null ? remedies.drift : remedies.step}`,
      number: `low and high level of the trace both shift by ${percent(share)} of the height between them; above ${percent(seen)} is flagged`,
      ...(remedy && { remedy }),
    }
  }
  const { residuals } = evidence
  const { values, rho, unit } = series(evidence)
  const sums = cusum(fromSamples(residuals.standardized))
  const drift = fitDrift(values, rho)
  const pDrift = erfc(drift.z / Math.SQRT2)
  const { levelDrift } = scoreTests(evidence)
  const wrongAnyway = [cycleShape, whiteness].some((check) => check(evidence).level !== 'ok')
  const limit = wrongAnyway ? asCause : flagged / 2
  const number = `cumulated sums of the whitened residuals ${fixed(sums.statistic, 2)} (CUSUM, ${probability(sums.p)}), straight line through the residuals ${probability(pDrift)}; below ${limit} is flagged; straight line beside all that is fitted ${probability(levelDrift.p)}; below ${drifts} is flagged`
  const base = { check: 'levelChange', number } as const
  const byScore = Math.min(sums.p, pDrift) >= limit
  if (byScore && levelDrift.p >= drifts) {
    const text = 'The baseline has no steps or drift relative to the model.'
    return { ...base, level: 'ok', cause: null, text }
  }
  const step = fitStep(values, rho)
  const isStep = !byScore && step.z ** 2 > drift.z ** 2 + forItsPlace
  const flag = { ...base, level: 'caution', cause: 'recording' } as const
  if (isStep) {
    return {
      ...flag,
      text: `${told(unit * step.size, step.at, evidence)}, away from the model. ${remedies.step}`,
    }
  }
  const size = byScore ? levelDrift.factors[0] : unit * drift.size
  const remedy = remedyFor(evidence)
  return {
    ...flag,
    text: `${told(size, null, evidence)}, away from the model. ${remedies.drift}`,
    ...(remedy && { remedy }),
  }
}

/**
 * The series tested for a step or drift: residuals to be whitened by ρ, or, for noise that ρ does not whiten,
 * whitened residuals, in which a slow change is multiplied by the filter's gain for a constant (1/unit).
 */
function series({ prior, best, residuals }: Evidence): { values: Float64Array; rho: number; unit: number } {
  const values = fromSamples(residuals.values)
  if (prior.noiseModel.sums !== false) return { values, rho: residuals.expectedAutocorrelation[1], unit: 1 }
  const constant = noiseOfDrawn(prior.noise(best.values, 0)).whitened(
    new Array<number>(values.length).fill(1),
  )
  return {
    values: fromSamples(residuals.standardized),
    rho: 0,
    unit: 1 / constant[constant.length - 1],
  }
}

const remedies = {
  step: 'The electrode moved, a current was switched, or the neuron changed: choose a window before or after it.',
  drift:
    'A slipping electrode or a dying cell causes this: choose a shorter or stabler window, or estimate the drift too.',
}

/** Proposes to estimate a drift where the prior allows one and has none. */
function remedyFor({ prior }: Evidence): Reason['remedy'] {
  return whyNoTrend(prior.file) === null
    ? { text: 'Estimate the drift too', prior: { free: [trendName] } }
    : undefined
}

/** @param at the first sample after a step; null for a drift */
function told(size: number, at: number | null, evidence: Evidence): string {
  const way = size * evidence.recorded.gain > 0 ? 'up' : 'down'
  const by = `${way} by about ${voltage(size, evidence)}`
  return at === null
    ? `The recording drifts ${by} over the window`
    : `The recording steps ${by} at ${milliseconds(evidence.t[at])}`
}
