import { plain } from './refusal.ts'
import type { Steadiness, Trend } from './steadiness.ts'

/** A caution about a mean cycle, in words. */
export interface Doubt {
  check: string
  level: 'caution'
  text: string
  number: string
}

const fewSamples = 5
const coarseStep = 0.45
const mostVariation = 0.25
/** A trend counts from this many standard errors and this size: of a logarithm, or in mV. */
const clearTrend = 3.5
const largeTrend: Record<Trend['name'], number> = { interval: 0.15, peak: 4, trough: 2, width: 0.1 }
const nameOf: Record<Trend['name'], string> = {
  interval: 'interspike interval',
  peak: 'peak of the spikes',
  trough: 'trough between spikes',
  width: 'width of the spikes',
}

interface Seen {
  steadiness: Steadiness
  /** Samples in a spike’s half-width. */
  samples: number
  /** mV */
  rounding: number
  clippedTroughs: boolean
}

export function doubtsOf({ steadiness, samples, rounding, clippedTroughs }: Seen): Doubt[] {
  const doubts: Doubt[] = []
  const add = (check: string, text: string, number: string): void => {
    doubts.push({ check, level: 'caution', text, number })
  }
  if (samples < fewSamples) {
    add(
      'fewSamples',
      'A spike has few samples: its height, width and slope depend on interpolation between them. Use the recording at its original sampling rate.',
      `${plain(samples)} samples in a spike’s width; 5 or more are good`,
    )
  }
  if (rounding >= coarseStep) {
    add(
      'coarseSteps',
      'The membrane potential is rounded to coarse steps. Export it with more digits.',
      `steps of ${plain(rounding)} mV`,
    )
  }
  if (clippedTroughs) {
    add(
      'clippedTroughs',
      'The troughs between spikes are clipped at one value, the limit of the amplifier or converter.',
      'most troughs have the same value for many samples',
    )
  }
  if (steadiness.cv > mostVariation) {
    add(
      'variation',
      'Intervals vary strongly: the mean cycle represents none of them well. Choose a window of more regular firing.',
      `coefficient of variation ${plain(steadiness.cv)}; steady firing is below ${mostVariation}`,
    )
  }
  for (const { name, change, z } of steadiness.trends) {
    if (Math.abs(z) < clearTrend || Math.abs(change) < largeTrend[name]) continue
    const ratio = name === 'interval' || name === 'width'
    const amount = ratio ? `${plain(100 * (Math.exp(change) - 1))} %` : `${plain(change)} mV`
    add(
      `drift-${name}`,
      `Firing is not stationary: the ${nameOf[name]} changes from the first half to the second. Choose a shorter or a later window.`,
      `${amount}, ${plain(Math.abs(z))} standard errors`,
    )
  }
  return doubts
}

/** Digitization step, mV: the smallest difference between consecutive samples; 0 where it is negligible. */
export function roundingOf(x: Float64Array): number {
  let least = Number.POSITIVE_INFINITY
  const stride = Math.max(1, Math.floor(x.length / 100_000))
  for (let i = 1; i < x.length; i += stride) {
    const difference = Math.abs(x[i] - x[i - 1])
    if (difference > 1e-6 && difference < least) least = difference
  }
  return Number.isFinite(least) && least > 0.001 ? least : 0
}
