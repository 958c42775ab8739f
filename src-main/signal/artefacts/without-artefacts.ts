import { findSpikes } from '../spikes/find-spikes.ts'
import type { ObservationSource } from '../sweep.ts'
import { type Rail, railsOf } from './held.ts'
import { mayHaveStrays, type Stray, straysOf } from './strays.ts'

/** Samples of a sweep that are not the cell's voltage. */
export interface Artefacts {
  strays: readonly Stray[]
  rails: readonly Rail[]
}

/** A sweep without its artefacts. */
export interface Cleaned {
  /** NaN for each artefact sample, and for each sample clipped at the end of the range. */
  samples: Float64Array
  /** The same, but with clipped spike tops kept: they still give spike times. */
  forSpikes: Float64Array
  artefacts: Artefacts
}

/** Clipping further than this beyond the spikes, as a share of their rise, clips none of them. */
const beyondSpikes = 0.5
const rounds = 2
const known = new WeakMap<Float64Array, { key: string; cleaned: Cleaned }>()

/**
 * Replaces artefacts by missing samples (NaN): brief excursions that no neuron makes, and samples clipped at the end of
 * the range. A sweep without artefacts is returned unchanged, as is one with uneven sampling, which is not searched.
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

/** The artefacts of a sweep, without caching a cleaned copy. */
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
  // An artefact or a saturated amplifier hides smaller artefacts and clipped spikes.
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

/** Restores samples clipped at the height of the spikes. */
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
