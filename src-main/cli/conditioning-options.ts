import type { Conditioning, ConditioningStep } from '../contract/conditioning.ts'
import type { Window } from '../contract/recordings.ts'
import { numberOf, usage } from './arguments.ts'

/** Options for conditioning a sweep. */
export const conditioningOptions = {
  detrend: { type: 'boolean' },
  baseline: { type: 'string' },
  notch: { type: 'string' },
  lowpass: { type: 'string' },
  sine: { type: 'string' },
} as const

/** Their usage text. */
export const conditioningUsage = `  --detrend             subtract a straight line fitted to the window
  --baseline MS         subtract a running median over so many ms
  --notch HZ            notch filter: mains hum
  --lowpass HZ          zero-phase low-pass filter
  --sine HZ:AMPLITUDE:PHASE  subtract a known sine, A·cos(2π·HZ·t − PHASE): hum found in the residuals;
                        these five are applied in this order`

/**
 * The steps in the order of the options.
 * @param window that the straight line is fitted to; the whole sweep where omitted
 * @throws NagumoError USAGE
 */
export function readConditioning(
  values: { detrend?: boolean } & Partial<Record<'baseline' | 'notch' | 'lowpass' | 'sine', string>>,
  window: Window | undefined,
): Conditioning {
  const steps: Conditioning = []
  if (values.detrend) steps.push({ kind: 'detrend', ...window })
  const width = aboveNone(values.baseline, '--baseline', 'ms')
  if (width !== undefined) steps.push({ kind: 'baseline', width })
  const frequency = aboveNone(values.notch, '--notch', 'Hz')
  if (frequency !== undefined) steps.push({ kind: 'notch', frequency })
  const cutoff = aboveNone(values.lowpass, '--lowpass', 'Hz')
  if (cutoff !== undefined) steps.push({ kind: 'lowpass', cutoff })
  if (values.sine !== undefined) steps.push(sineOf(values.sine))
  return steps
}

function sineOf(text: string): ConditioningStep {
  const [frequency, amplitude, phase, ...rest] = text.split(':').map((part) => numberOf(part, '--sine'))
  if (phase === undefined || rest.length > 0 || frequency <= 0 || amplitude < 0) {
    throw usage(`--sine takes HZ:AMPLITUDE:PHASE, such as 50:0.4:1.2; found “${text}”.`)
  }
  return { kind: 'sine', frequency, amplitude, phase }
}

/** A step as a command-line option. */
export function optionOf(step: ConditioningStep): string {
  switch (step.kind) {
    case 'detrend':
      return '--detrend'
    case 'baseline':
      return `--baseline ${step.width}`
    case 'notch':
      return `--notch ${step.frequency}`
    case 'lowpass':
      return `--lowpass ${step.cutoff}`
    case 'sine':
      return `--sine ${step.frequency}:${step.amplitude}:${step.phase}`
  }
}

function aboveNone(text: string | undefined, option: string, unit: string): number | undefined {
  if (text === undefined) return undefined
  const value = numberOf(text, option)
  if (value > 0) return value
  throw usage(`${option} takes ${unit} above 0; found “${text}”.`)
}
