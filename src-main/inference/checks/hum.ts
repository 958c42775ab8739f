import type { ConditioningStep } from '../../contract/conditioning.ts'
import { fromSamples } from '../../contract/missing.ts'
import { fixed, probability } from '../../contract/numbers.ts'
import { fisherProbability, periodogram, powerAt } from '../../signal/statistics/periodogram.ts'
import type { Check, Evidence } from './evidence.ts'
import { flagged } from './levels.ts'
import { scoreTests } from './score-tests.ts'

/** Mains frequencies, Hz. */
const mains = [50, 60]
/** Harmonics of the mains produced by rectifiers and transformers. */
const harmonics = [1, 2, 3]
/**
 * Significance level of the mains' fundamentals. Hum is the commonest artefact and has only two frequencies, so each
 * is tested by its own score beside all that is fitted, which may have absorbed it. Other frequencies, one of many,
 * are flagged at the level of all checks.
 */
const ofMains = 0.002
/** Fewer cycles in a window are drift rather than hum. */
const fewestCycles = 3

interface Rhythm {
  /** Hz on the recording's clock. */
  frequency: number
  /** Probability under white noise, corrected for the number of frequencies tested. */
  p: number
  /** Significance level below which it is flagged. */
  limit: number
  /** Mains frequency, Hz, of which this is a harmonic; null for others. */
  of: number | null
}

/**
 * Whether a frequency is a harmonic of the model's firing rate. Residual power there is a misfit of the cycle's shape
 * (cycle-shape.ts).
 */
function isOwn(frequency: number, width: number, firing: number | null): boolean {
  if (firing === null) return false
  const multiple = Math.max(1, Math.round(frequency / firing))
  return Math.abs(frequency - multiple * firing) < width
}

/** Hz; null where the model fires fewer than three spikes. */
function firingRate(spikes: readonly number[]): number | null {
  if (spikes.length < 3) return null
  return (1000 * (spikes.length - 1)) / (spikes[spikes.length - 1] - spikes[0])
}

/**
 * Is there an oscillation in the residuals? Mains frequencies are tested by name, which detects weaker ones; any
 * other by the largest peak of the periodogram (Fisher's g).
 */
export const hum: Check = (evidence) => {
  const { residuals, fit, t } = evidence
  const x = fromSamples(residuals.standardized)
  const rate = 1000 / (t[1] - t[0])
  const powers = periodogram(x)
  const total = powers.reduce((sum, v) => sum + v, 0)
  const byScore = (frequency: number): number => scoreTests(evidence).sine(frequency).p
  const rhythm = strongest({ x, powers, total, rate, byScore }, firingRate(fit.spikes.model))
  const found = rhythm.p < rhythm.limit
  const number = `strongest oscillation of the whitened residuals at ${fixed(rhythm.frequency, 1)} Hz, ${probability(rhythm.p)} (by ${rhythm.limit === ofMains ? 'its score test' : 'Fisher’s test'}); below ${rhythm.limit} is flagged`
  const base = { check: 'hum', number } as const
  if (!found)
    return { ...base, level: 'ok', cause: null, text: 'Residuals show no mains hum or other oscillation.' }
  const hz = fixed(rhythm.frequency, rhythm.of === null ? 1 : 0)
  return {
    ...base,
    level: 'caution',
    cause: 'recording',
    ...(rhythm.of !== null && {
      remedy: { text: `Subtract ${hz} Hz`, step: sineLeft(evidence, rhythm.frequency) },
    }),
    text:
      rhythm.of === null
        ? `An oscillation of ${hz} Hz is left in the residuals: it has another source than the neuron, or the cycle is not the model’s. Look for a source near the set-up.`
        : `Mains hum at ${hz} Hz${rhythm.frequency === rhythm.of ? '' : `, a harmonic of ${rhythm.of} Hz,`} is in the recording and is fitted as neuron or noise. Subtract it, and ground and shield the set-up.`,
  }
}

/**
 * The sine fitted to the residuals beside all other parameters; a notch filter would also remove the neuron's cycle
 * near it.
 */
function sineLeft(evidence: Evidence, frequency: number): ConditioningStep {
  const [cos, sin] = scoreTests(evidence)
    .sine(frequency)
    .factors.map((x) => x * evidence.recorded.gain)
  const short = (x: number): number => Number(x.toPrecision(4))
  return {
    kind: 'sine',
    frequency,
    amplitude: short(Math.hypot(cos, sin)),
    phase: short(Math.atan2(sin, cos)),
  }
}

interface Spectrum {
  /** Whitened residuals, their periodogram and its sum. */
  x: Float64Array
  powers: Float64Array
  total: number
  /** Sampling rate, Hz. */
  rate: number
  /** p value of the score test of a sine. */
  byScore(frequency: number): number
}

function strongest({ x, powers, total, rate, byScore }: Spectrum, firing: number | null): Rhythm {
  const n = x.length
  const named = mains.flatMap((of) => harmonics.map((k) => ({ of, frequency: k * of })))
  const inside = named.filter(
    ({ frequency }) => frequency < rate / 2 && (frequency * n) / rate >= fewestCycles,
  )
  // Half of the error probability for the mains' harmonics, half for the rest, so that together they flag as one
  // test.
  const candidates = inside.map(({ of, frequency }): Rhythm => {
    if (frequency === of) return { of, frequency, p: byScore(frequency), limit: ofMains }
    const p = fisherProbability(powerAt(x, frequency / rate) / total, powers.length, 1)
    return { of, frequency, p: Math.min(1, 2 * inside.length * p), limit: flagged }
  })
  let top = fewestCycles - 1
  powers.forEach((v, j) => {
    if (j + 1 < fewestCycles || isOwn(((j + 1) * rate) / n, rate / n, firing)) return
    if (v > powers[top] || isOwn(((top + 1) * rate) / n, rate / n, firing)) top = j
  })
  const frequency = ((top + 1) * rate) / n
  candidates.push({
    frequency,
    of: inside.find((m) => Math.abs(m.frequency - frequency) < rate / n)?.of ?? null,
    p: fisherProbability(powers[top] / total, powers.length, 2 * powers.length),
    limit: flagged,
  })
  return candidates.reduce((a, b) => (b.p / b.limit < a.p / a.limit ? b : a))
}
