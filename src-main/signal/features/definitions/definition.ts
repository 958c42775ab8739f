import type { Feature } from '../../../contract/features.ts'
import type { SpikeShape } from '../spike-shape.ts'
import type { TraceMeasures } from '../trace-measures.ts'

/** A feature before it is measured. `voltage`: in the trace's unit. */
export interface Definition extends Pick<Feature, 'name' | 'label' | 'group' | 'efel' | 'meaning'> {
  unit: 'voltage' | 'slope' | 'ms' | 'Hz' | null
  /** Only where the trace is in mV. */
  onlyMillivolts?: true
  /** Only where the time of a stimulus is known. */
  onlyStimulus?: true
  /** Of the whole trace, or a list: one for each spike or interval, null where it can't be told. */
  measure(measures: TraceMeasures): number | null | (number | null)[]
  /** Why there may be none, or none of some spikes. */
  why: string | ((measures: TraceMeasures) => string)
}

/** Why there may be no value. */
export const noSpikes = 'There is no spike'

/** Why spikes have no value, each reason once; what is said where they have one is `otherwise`. */
export function reasons(
  pick: (spike: SpikeShape) => string | null,
  otherwise = noSpikes,
): (measures: TraceMeasures) => string {
  return ({ spikes }) => {
    const [first = otherwise, ...more] = new Set(spikes.flat().flatMap((spike) => pick(spike) ?? []))
    return [first, ...more.map((reason) => reason[0].toLowerCase() + reason.slice(1))].join('; ')
  }
}

/** A list over the spikes. */
export function each(
  pick: (spike: SpikeShape, v: Float64Array, t: Float64Array) => number | null,
): Definition['measure'] {
  return ({ grid, spikes }) => spikes.flat().map((spike) => pick(spike, grid.v, grid.t))
}
