import type { ConditioningStep, Recording, Window } from './types.ts'

export type StepKind = ConditioningStep['kind']

/** The conditioning steps, and what each is for. */
export const stepWords: Record<StepKind, { name: string; use: string }> = {
  detrend: { name: 'Straight line', use: 'removes a steady drift' },
  baseline: { name: 'Running median', use: 'removes baseline drift' },
  lowpass: { name: 'Low-pass', use: 'removes frequencies above a cutoff, zero phase' },
  notch: { name: 'Notch', use: 'removes one frequency: mains hum' },
  sine: { name: 'Sine', use: 'removes mains hum found in the residuals of a fit' },
}

/** Steps that a user may add; a sine comes from a report, which knows its residuals. */
export const offeredSteps = (Object.keys(stepWords) as StepKind[]).filter((kind) => kind !== 'sine')

/**
 * Default parameters of a step.
 * @param window chosen for the model @param spikes in it, ms
 */
export function newStep(
  kind: StepKind,
  { start, points, samplingInterval }: Recording,
  window: Window | null,
  spikes: readonly number[],
): ConditioningStep {
  const whole = { from: start, to: start + points * samplingInterval }
  const { from, to } = window ?? whole
  switch (kind) {
    case 'detrend':
      return { kind, from: rounded(from), to: rounded(to) }
    case 'baseline': {
      const intervals = spikes.slice(1).map((t, i) => t - spikes[i])
      const usual = intervals.sort((a, b) => a - b)[Math.floor(intervals.length / 2)]
      const width = usual === undefined ? (to - from) / 4 : 5 * usual
      return { kind, width: Number(Math.max(10 * samplingInterval, width).toPrecision(2)) }
    }
    case 'lowpass':
      return { kind, cutoff: Math.min(1000, Number((halfRate(samplingInterval) / 2).toPrecision(2))) }
    case 'notch':
      return { kind, frequency: 50 }
    case 'sine':
      return { kind, frequency: 50, amplitude: 0, phase: 0 }
  }
}

/** Half the sampling rate, Hz. */
export function halfRate(samplingInterval: number): number {
  return 500 / samplingInterval
}

function rounded(ms: number): number {
  return Number(ms.toFixed(3))
}
