import type { ModelEntry } from '../../contract/models.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { type ModelParts, partsOf, unknownParts } from './parts.ts'

/** Whether a model fits recordings of a kind, with a short reason. */
export interface Suitability {
  /** False where the model is unknown to this version, or was made for another kind of recording. */
  fits: boolean
  why: string
}

/**
 * Whether a model fits a recording, by the unit of its voltage: whether the model is in mV, estimates the recording's
 * scales, or is in model units.
 */
export function suits({ prior }: Pick<ModelEntry, 'prior'>, voltageUnit: VoltageUnit): Suitability {
  if (unknownParts(prior).length > 0) return { fits: false, why: 'unknown to this version of Nagumo' }
  const { neuron, observable } = partsOf(prior)
  const inUnits = voltageUnit === 'none'
  if (observable.estimatesScales) {
    return inUnits
      ? { fits: false, why: 'estimates a voltage scale, which model units do not need' }
      : { fits: true, why: 'estimates the scales of voltage and time' }
  }
  if (!isAbsolute({ neuron })) {
    return inUnits
      ? { fits: true, why: 'in model units, like the recording' }
      : { fits: false, why: 'made for model units; rescaled voltages rarely fit' }
  }
  return inUnits
    ? { fits: false, why: `needs ${neuron.observed.unit}; this one is in model units` }
    : {
        fits: true,
        why: observable.windowSpikes
          ? spikesNeeded(observable.windowSpikes)
          : `in ${neuron.observed.unit}, as it was recorded`,
      }
}

/** Whether a model reads the recording's own samples, without rescaling or resampling to a grid. */
export function readsOwnSamples({ prior }: Pick<ModelEntry, 'prior'>): boolean {
  return unknownParts(prior).length === 0 && partsOf(prior).observable.fromSweep !== undefined
}

/** Why a recording's unit does not suit a model, with what to do; null where it does. */
export function unitProblem(
  { neuron, observable }: Pick<ModelParts, 'neuron' | 'observable'>,
  voltageUnit: VoltageUnit,
): string | null {
  if (voltageUnit !== 'none' || observable.estimatesScales || !isAbsolute({ neuron })) return null
  return `This model is in ${neuron.observed.unit}, and needs a recording in V, mV or µV; this one is in model units. Set its voltage unit on the Recordings screen, or choose another model.`
}

/**
 * The model for a recording where none was chosen: the default where it fits, else the first that fits, those that
 * estimate the recording's scales before others.
 * @param models in the order of the list, the default first
 * @param voltageUnit null where there is no recording
 */
export function usualModel<Model extends Pick<ModelEntry, 'prior' | 'isDefault'>>(
  models: readonly Model[],
  voltageUnit: VoltageUnit | null,
): Model | null {
  if (voltageUnit === null) return models[0] ?? null
  const fitting = models.filter((model) => suits(model, voltageUnit).fits)
  const preferred = fitting.find(({ isDefault }) => isDefault) ?? fitting.find(estimatesScales)
  return preferred ?? fitting[0] ?? models[0] ?? null
}

function estimatesScales({ prior }: Pick<ModelEntry, 'prior'>): boolean {
  return partsOf(prior).observable.estimatesScales
}

/** Whether a neuron's potential is in a physical unit. */
function isAbsolute({ neuron }: Pick<ModelParts, 'neuron'>): boolean {
  return neuron.observed.unit !== 'model units'
}

function spikesNeeded({ fewest }: { fewest: number }): string {
  return `reads the recorded spikes; at least ${fewest} are needed`
}
