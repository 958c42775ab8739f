import type { Conditioning, ConditioningStep, Window } from '../contract/recordings.ts'
import { numberOf, usage } from './arguments.ts'

/** Options for what is done to a sweep before anything else. */
export const conditioningOptions = {
  detrend: { type: 'boolean' },
  baseline: { type: 'string' },
  notch: { type: 'string' },
  lowpass: { type: 'string' },
} as const

/** The same for people. */
export const conditioningUsage = `  --detrend             take a straight line out, fitted to the window
  --baseline MS         take a running median over so many ms out
  --notch HZ            take one frequency out: mains hum
  --lowpass HZ          take what is faster out; these four are done in this order`

/**
 * The steps in the order of the options.
 * @param window that the straight line is fitted to; the whole sweep where it is left out
 * @throws NagumoError USAGE
 */
export function readConditioning(
  values: { detrend?: boolean } & Partial<Record<'baseline' | 'notch' | 'lowpass', string>>,
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
  return steps
}

/** A step as it is asked for on the command line. */
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
  }
}

function aboveNone(text: string | undefined, option: string, unit: string): number | undefined {
  if (text === undefined) return undefined
  const value = numberOf(text, option)
  if (value > 0) return value
  throw usage(`${option} takes ${unit} above 0; it was “${text}”.`)
}
