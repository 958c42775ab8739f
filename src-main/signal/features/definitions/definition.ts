import type { Feature } from '../../../contract/features.ts'
import type { SpikeShape } from '../spike-shape.ts'
import type { TraceMeasures } from '../trace-measures.ts'

/** A feature before it is measured. `voltage`: in the trace's unit. */
export interface Definition extends Pick<Feature, 'name' | 'label' | 'group' | 'efel' | 'meaning'> {
  unit: 'voltage' | 'slope' | 'ms' | 'Hz' | null
  /** Only for traces in mV. */
  onlyMillivolts?: true
  /** Only where the stimulus time is known. */
  onlyStimulus?: true
  /** One value for the trace, or a list: one for each spike or interval, null where it can't be measured. */
  measure(measures: TraceMeasures): number | null | (number | null)[]
  /** Why there may be no value, or none for some spikes. */
  why: string | ((measures: TraceMeasures) => string)
}

/** Why there may be no value. */
export const noSpikes = 'There is no spike'

/** Why spikes have no value, each reason once; `otherwise` is the text for spikes that have one. */
export function reasons(
  pick: (spike: SpikeShape) => string | null,
  otherwise = noSpikes,
): (measures: TraceMeasures) => string {
  return ({ spikes }) => {
    const [first = otherwise, ...more] = new Set(spikes.flat().flatMap((spike) => pick(spike) ?? []))
    return [first, ...more.map((reason) => reason[0].toLowerCase() + reason.slice(1))].join('; ')
  }
}

/** A list with a value for each spike. */
export function each(
  pick: (spike: SpikeShape, v: Float64Array, t: Float64Array) => number | null,
): Definition['measure'] {
  return ({ grid, spikes }) => spikes.flat().map((spike) => pick(spike, grid.v, grid.t))
}
