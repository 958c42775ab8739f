import { findSpikes } from '../spikes/find-spikes.ts'
import type { ObservationSource } from '../sweep.ts'
import { type Rail, railsOf } from './held.ts'
import { mayHaveStrays, type Stray, straysOf } from './strays.ts'

/** What in a sweep was no voltage of the cell, by sample. */
export interface Artefacts {
  strays: readonly Stray[]
  rails: readonly Rail[]
}

/** A sweep without its artefacts. */
export interface Cleaned {
  /** NaN for each sample of an artefact, and for each that is held at the end of the range. */
  samples: Float64Array
  /** The same, but with what is held where spikes are cut off: flat tops still say when they are. */
  forSpikes: Float64Array
  artefacts: Artefacts
}

/** A held value so far beyond the spikes, as a share of their rise, cuts none of them off. */
const beyondSpikes = 0.5
const rounds = 2
const known = new WeakMap<Float64Array, { key: string; cleaned: Cleaned }>()

/**
 * A sweep whose artefacts are missing samples: brief excursions that no neuron makes, and what an amplifier held at the end
 * of its range. A sweep without any is given back as it is. Of samples that are not evenly spaced nothing is told.
 */
export function withoutArtefacts(source: ObservationSource): Cleaned {
  const { samples, samplingInterval, start, voltageUnit } = source
  const key = [samplingInterval, start, voltageUnit].join(' ')
  const before = known.get(samples)
  if (before?.key === key) return before.cleaned
  const cleaned = clean(source)
  known.set(samples, { key, cleaned })
  return cleaned
}

/** What is artefact in a sweep, without keeping a cleaned copy of it. */
export function artefactsOf(source: ObservationSource): Artefacts {
  return clean(source).artefacts
}

function clean(source: ObservationSource): Cleaned {
  const { samples, samplingInterval } = source
  const none = { samples, forSpikes: samples, artefacts: { strays: [], rails: [] } }
  if (source.times) return none
  if (railsOf(samples, samplingInterval).length === 0 && !mayHaveStrays(samples, source)) return none
  const left = samples.slice()
  const strays: Stray[] = []
  const rails: Rail[] = []
  // Beside an artefact, or an amplifier that saturates, neither smaller ones nor clipped spikes show.
  for (let round = 0; round < rounds; round++) {
    const brief = straysOf(left, source)
    const held = railsOf(left, samplingInterval)
    for (const { at } of held) for (const i of at) left[i] = Number.NaN
    strays.push(...brief)
    rails.push(...held)
    if (held.length === 0) break
  }
  if (rails.length + strays.length === 0) return none
  strays.sort((a, b) => a.from - b.from)
  return { samples: left, forSpikes: withHeld(left, rails, source), artefacts: { strays, rails } }
}

/** With what is held at the height of the spikes put back. */
function withHeld(left: Float64Array, rails: readonly Rail[], source: ObservationSource): Float64Array {
  if (rails.length === 0) return left
  const { levels } = findSpikes(left, source)
  const most = levels ? beyondSpikes * (levels.high - levels.rest) : Number.POSITIVE_INFINITY
  const out = left.slice()
  for (const { value, at } of rails) {
    const apart = levels ? Math.max(value - levels.high, levels.rest - value) : 0
    if (apart < most) for (const i of at) out[i] = value
  }
  return out
}
