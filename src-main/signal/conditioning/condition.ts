import type { ConditioningStep } from '../../contract/conditioning.ts'
import { NagumoError } from '../../contract/errors.ts'
import { frequency, plain } from '../../contract/quantities.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { voltageSuffix } from '../../contract/units.ts'
import { refuseUneven } from '../uneven.ts'
import { takeBaseline } from './baseline.ts'
import { detrend } from './detrend.ts'
import { lowpass } from './lowpass.ts'
import { notch, notchWidth } from './notch.ts'
import { stretchesOf } from './stretches.ts'

/** One sweep. */
interface Sweep {
  /** In the recording's voltage unit; NaN where one is missing. */
  samples: Float64Array
  /** ms */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Where samples are not evenly spaced. */
  times?: Float64Array
  voltageUnit: VoltageUnit
}

interface Done {
  samples: Float64Array
  /** What it did, in words. */
  text: string
}

/**
 * Applies the steps in order to a whole sweep. Missing samples stay missing.
 * @returns the samples and what each step did
 * @throws NagumoError CONDITIONING_INVALID where a step cannot be applied to this sweep, TIME_UNEVEN
 */
export function condition(
  sweep: Sweep,
  steps: readonly ConditioningStep[],
): { samples: Float64Array; texts: string[] } {
  const texts: string[] = []
  let { samples } = sweep
  if (steps.length > 0) refuseUneven(sweep, 'Filters and baselines', 'Remove the conditioning steps.')
  for (const step of steps) {
    const done = remembered({ ...sweep, samples }, step)
    samples = done.samples
    texts.push(done.text)
  }
  return { samples, texts }
}

/** Cache: a window requests the same steps repeatedly while one of them is edited. */
const known = new WeakMap<Float64Array, Map<string, Done>>()
const mostKnown = 2

function remembered(sweep: Sweep, step: ConditioningStep): Done {
  const { samplingInterval, start, voltageUnit } = sweep
  const key = JSON.stringify([step, samplingInterval, start, voltageUnit])
  const ofSweep = known.get(sweep.samples) ?? new Map<string, Done>()
  known.set(sweep.samples, ofSweep)
  const done = ofSweep.get(key) ?? apply(sweep, step)
  ofSweep.delete(key)
  ofSweep.set(key, done)
  for (const oldest of ofSweep.keys()) {
    if (ofSweep.size <= mostKnown) break
    ofSweep.delete(oldest)
  }
  return done
}

function apply(sweep: Sweep, step: ConditioningStep): Done {
  switch (step.kind) {
    case 'detrend':
      return applyDetrend(sweep, step)
    case 'baseline':
      return applyBaseline(sweep, step.width)
    case 'lowpass':
      return applyLowpass(sweep, step.cutoff)
    case 'notch':
      return applyNotch(sweep, step.frequency)
    case 'sine':
      return applySine(sweep, step)
  }
}

function applyDetrend(sweep: Sweep, step: { from?: number | undefined; to?: number | undefined }): Done {
  const { samples, samplingInterval, start } = sweep
  const indexOf = (time: number): number =>
    Math.min(samples.length, Math.max(0, Math.round((time - start) / samplingInterval)))
  const [from, to] = [
    indexOf(step.from ?? start),
    indexOf(step.to ?? start + samples.length * samplingInterval),
  ]
  if (to - from < 2) {
    throw new NagumoError(
      'CONDITIONING_INVALID',
      `A straight line needs a section of the recording, from ${plain(start)} to ${plain(start + samples.length * samplingInterval)} ms; found ${plain(step.from ?? start)} to ${plain(step.to ?? start)} ms. Choose a section inside, or none for the whole sweep.`,
    )
  }
  const done = detrend(samples, from, to)
  const perSecond = (done.slope / samplingInterval) * 1000
  const unit = sweep.voltageUnit === 'none' ? ' model units' : voltageSuffix(sweep.voltageUnit)
  const stretch = `${ms(start + from * samplingInterval)} to ${ms(start + to * samplingInterval)} ms`
  return {
    samples: done.samples,
    text: `A straight line of ${rounded(perSecond)}${unit} a second was subtracted, ${rounded(done.slope * (to - from))}${unit} from ${stretch}, to which it was fitted (median of the slopes between medians, so spikes have no influence). The level in the middle of that section is kept.`,
  }
}

function applyBaseline(sweep: Sweep, width: number): Done {
  const { samples, samplingInterval, voltageUnit } = sweep
  const count = width / samplingInterval
  if (count < 8) {
    throw new NagumoError(
      'CONDITIONING_INVALID',
      `The baseline’s width must be at least 8 samples, ${plain(8 * samplingInterval)} ms; found ${plain(width)} ms. Choose several times the interval between spikes, or else the spikes themselves are removed.`,
    )
  }
  const unit = voltageSuffix(voltageUnit)
  const { samples: flat, level, low, high } = takeBaseline(samples, count)
  return {
    samples: flat,
    text: `The running median over ${plain(width)} ms, which ranged from ${rounded(low)} to ${rounded(high)}${unit}, was subtracted; its own median, ${rounded(level)}${unit}, is kept as the level. Everything slower is removed too, including slow noise and slow responses of the cell.`,
  }
}

function applyLowpass(sweep: Sweep, cutoff: number): Done {
  checkFrequency('The cutoff of the low-pass', cutoff, sweep)
  return {
    samples: lowpass(sweep.samples, cutoff, sweep.samplingInterval),
    text: `Low-pass at ${frequency(cutoff)} (−3 dB; Butterworth of 4th order, forwards and backwards, zero phase).${byStretches(sweep)}`,
  }
}

function applyNotch(sweep: Sweep, hertz: number): Done {
  checkFrequency('The frequency to remove', hertz, sweep)
  const samples = notch(sweep.samples, hertz, sweep.samplingInterval)
  let [sum, count] = [0, 0]
  samples.forEach((v, i) => {
    const taken = v - sweep.samples[i]
    if (Number.isNaN(taken)) return
    sum += taken * taken
    count++
  })
  const amplitude = Math.sqrt((2 * sum) / Math.max(1, count))
  return {
    samples,
    text: `${frequency(hertz)} and what lies within ${plain(notchWidth / 2)} Hz of it was removed (notch, forwards and backwards): an amplitude of ${rounded(amplitude)}${voltageSuffix(sweep.voltageUnit)}.${byStretches(sweep)}`,
  }
}

function applySine(
  sweep: Sweep,
  { frequency: hertz, amplitude, phase }: { frequency: number; amplitude: number; phase: number },
): Done {
  checkFrequency('The frequency of the sine', hertz, sweep)
  const { samples, samplingInterval, start, voltageUnit } = sweep
  const turns = (i: number): number => (hertz * (start + i * samplingInterval)) / 1000
  return {
    samples: samples.map((v, i) => v - amplitude * Math.cos(2 * Math.PI * turns(i) - phase)),
    text: `A sine of ${frequency(hertz)} with an amplitude of ${rounded(amplitude)}${voltageSuffix(voltageUnit)} was subtracted, as estimated from the residuals of a fitted model.`,
  }
}

function checkFrequency(what: string, hertz: number, { samplingInterval, samples }: Sweep): void {
  const highest = 500 / samplingInterval
  const lowest = 1000 / (samplingInterval * samples.length)
  if (hertz < highest && hertz > lowest) return
  throw new NagumoError(
    'CONDITIONING_INVALID',
    `${what} must lie between ${frequency(lowest)}, one cycle in the whole sweep, and ${frequency(highest)}, half the sampling rate; found ${frequency(hertz)}. Choose a frequency in between.`,
  )
}

/** Filters run between gaps only. */
function byStretches({ samples }: Sweep): string {
  const count = stretchesOf(samples).length
  return count > 1 ? ` Each of the ${count} segments between missing samples was filtered separately.` : ''
}

function ms(time: number): string {
  return plain(Number(time.toFixed(3)))
}

function rounded(x: number): string {
  return plain(x, 3)
}
