import type { Noise } from './noise-model.ts'
import type { ForwardModel } from './observable.ts'

/** Number of traces in the data of an observable, one after the other and of equal length; usually 1. */
export function outputCount({ observable, neuron }: Pick<ForwardModel, 'observable' | 'neuron'>): number {
  return 1 + (observable.further?.(neuron).length ?? 0)
}

/** The noise of the first output, which is drawn. */
export function noiseOfDrawn(noise: Noise): Noise {
  return noise.outputs?.[0] ?? noise
}
