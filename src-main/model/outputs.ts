import type { Noise } from './noise-model.ts'
import type { ForwardModel } from './observable.ts'

/** How many traces the data of an observable are, one behind the other, all as long; 1 of most. */
export function outputCount({ observable, neuron }: Pick<ForwardModel, 'observable' | 'neuron'>): number {
  return 1 + (observable.further?.(neuron).length ?? 0)
}

/** The noise of the first output, which is drawn. */
export function noiseOfDrawn(noise: Noise): Noise {
  return noise.outputs?.[0] ?? noise
}
