import type { Conditioning } from '../contract/conditioning.ts'
import { byEvidence } from '../contract/estimates.ts'
import type { Window } from '../contract/recordings.ts'
import type { NextStep, Verdict } from '../contract/reports.ts'
import { observables } from '../model/observables.ts'
import type { ObservationSource } from '../signal/sweep.ts'

type ModelKind = NonNullable<NextStep['modelKind']>

interface Alternative {
  /** The neuron model that was estimated. */
  neuron: string
  /** Whether another kind of model may fix its verdict. */
  mends(verdict: Verdict): boolean
  next: NextStep & { modelKind: ModelKind }
}

/** What to try next, by neuron model. */
const alternatives: readonly Alternative[] = [
  {
    neuron: 'fitzhugh-nagumo',
    mends: ({ level, reasons }) =>
      level === 'unreliable' &&
      reasons.some((reason) => reason.level === 'unreliable' && reason.cause === 'neuron'),
    next: {
      text: 'Try Hodgkin–Huxley on the spike cycle',
      modelKind: { neuron: 'hodgkin-huxley', observable: 'mean-cycle' },
    },
  },
  {
    neuron: 'hodgkin-huxley',
    mends: ({ reasons }) => reasons.some(({ check }) => check === 'modelUnits'),
    next: {
      text: 'Try FitzHugh–Nagumo',
      modelKind: { neuron: 'fitzhugh-nagumo', observable: 'trace' },
    },
  },
]

/**
 * Another kind of model worth trying where a verdict is bad for a reason other than the recording.
 * @param neuron id of the one that was estimated
 * @param reads whether the recording can be input to a kind of model
 * @param othersOfNoise whether there are other noise models to try
 */
export function nextStep(
  verdict: Verdict,
  neuron: string,
  reads: (kind: ModelKind) => boolean,
  othersOfNoise = false,
): NextStep | undefined {
  const other = alternatives.find(
    (one) => one.neuron === neuron && one.mends(verdict) && reads(one.next.modelKind),
  )
  return other?.next ?? (othersOfNoise && noiseOff(verdict) ? compareNoises : undefined)
}

const compareNoises: NextStep = { text: 'Compare noise models', noise: byEvidence }

/** Whether another noise model may fix a verdict; a first reason with a remedy may itself explain noise misfit. */
function noiseOff({ reasons }: Verdict): boolean {
  return !reasons[0]?.remedy && reasons.some(({ level, cause }) => level !== 'ok' && cause === 'noise')
}

/**
 * Whether a kind of model can read a sweep: the window, or the whole sweep where the window holds too little. Models
 * that read the sweep on a grid can read any; others need even sampling.
 */
export function readsSweep(
  source: ObservationSource,
  { conditioning, window }: { conditioning: Conditioning; window: Window | undefined },
): (kind: ModelKind) => boolean {
  return ({ observable }) => {
    const found = observables.find(observable)
    if (!found) return false
    const { fromSweep } = found
    if (!fromSweep) return true
    if (source.times) return false
    const parts = window ? [window, undefined] : [undefined]
    return parts.some((part) => fromSweep(source, { conditioning, window: part }).refusal === undefined)
  }
}
