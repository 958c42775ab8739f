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

/** A step has its place to choose as well, so that its squared z must be so much larger than a straight line's. */
const forItsPlace = 4
/** A shift by such a share of the height of the trace's swings is seen in no good one (of 1000: 0.16 at most)… */
const seen = 0.2
/** …and by such a share it is more than a fit can live with. */
const tooMuch = 0.35
/**
 * The efficient score of a straight line flags below this: it finds drifts that move the noise's parameters but no other
 * test sees, so that it may flag more than the others' 0.001.
 */
const drifts = 0.005
/** Where what is left is not as it should be in any case, a change of level is asked for as the cause, less strictly. */
const asCause = 0.01

/**
 * Does the level of the trace change on the way, at once (a step) or slowly (a drift)? Small changes are found in what
 * is left after the model; large ones, which leave no fit to take away, in the trace itself.
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
 * What a step or drift is looked for in: the residuals, whitened by ρ. Of noise that ρ does not whiten, the whitened residuals,
 * in which a slow change is as many times as large as a constant becomes.
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

/** Where the prior may have a drift, and has none. */
function remedyFor({ prior }: Evidence): Reason['remedy'] {
  return whyNoTrend(prior.file) === null
    ? { text: 'Estimate the drift too', prior: { free: [trendName] } }
    : undefined
}

/** @param at the first sample after a step; null of a drift */
function told(size: number, at: number | null, evidence: Evidence): string {
  const way = size * evidence.recorded.gain > 0 ? 'up' : 'down'
  const by = `${way} by about ${voltage(size, evidence)}`
  return at === null
    ? `The recording drifts ${by} over the window`
    : `The recording steps ${by} at ${milliseconds(evidence.t[at])}`
}
