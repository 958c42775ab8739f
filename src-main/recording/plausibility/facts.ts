import { crossings, peaksOf, widthsOf } from '../../signal/spikes/crossings.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import type { RecordingData } from '../recording-data.ts'

/** What a recording shows, before it is asked whether a neuron does such things. Voltages in the file's own unit. */
export interface Facts {
  /** Between which levels the trace is but for a thousandth of its samples on either side. */
  low: number
  high: number
  /** Where it is between spikes; without spikes, its median. */
  rest: number
  /** Null where nothing in it is a spike. */
  spikes: SpikeFacts | null
}

export interface SpikeFacts {
  /** From rest to peak; medians over the spikes. */
  rise: number
  /** Half-width, samples. */
  width: number
}

/** So many sweeps, from first to last, and so many samples of each are looked at. */
const mostSweeps = 5
const mostSamples = 200_000
/** The share of the samples on either side that an artefact may have for itself. */
const strays = 0.001

/** @returns medians over some of the sweeps */
export function factsOf({ sweeps }: Pick<RecordingData, 'sweeps'>): Facts {
  const count = Math.min(mostSweeps, sweeps.length)
  const chosen = Array.from({ length: count }, (_, k) =>
    Math.round((k * (sweeps.length - 1)) / Math.max(1, count - 1)),
  )
  const all = chosen.map((k) => factsOfSweep(liveliest(sweeps[k].samples))).filter((one) => one !== null)
  const spikes = all.flatMap((one) => one.spikes ?? [])
  return {
    low: middle(all.map(({ low }) => low)),
    high: middle(all.map(({ high }) => high)),
    rest: middle(all.map(({ rest }) => rest)),
    spikes:
      spikes.length === 0
        ? null
        : { rise: middle(spikes.map(({ rise }) => rise)), width: middle(spikes.map(({ width }) => width)) },
  }
}

function factsOfSweep(x: Float64Array): Facts | null {
  const sorted = x.filter((v) => !Number.isNaN(v)).sort()
  if (sorted.length === 0) return null
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]
  const spikes = spikesIn(x)
  return { low: at(strays), high: at(1 - strays), rest: spikes?.rest ?? at(0.5), spikes }
}

/** By the trace's own levels, whatever its unit. */
function spikesIn(x: Float64Array): (SpikeFacts & { rest: number }) | null {
  const { levels } = findSpikes(x, { samplingInterval: 1, start: 0 })
  if (!levels) return null
  const { rest, high } = levels
  const [half, quarter] = [rest + (high - rest) / 2, rest + (high - rest) / 4]
  const found = crossings(x, half, quarter)
  if (found.length === 0) return null
  return { rest, rise: middle(peaksOf(x, found, quarter)) - rest, width: middle(widthsOf(x, found, half)) }
}

/** A stretch about the highest sample: of an hour with one spike, that with the spike. */
function liveliest(samples: Float64Array): Float64Array {
  if (samples.length <= mostSamples) return samples
  let top = 0
  for (let i = 1; i < samples.length; i++)
    if (samples[i] > samples[top] || Number.isNaN(samples[top])) top = i
  const from = Math.min(Math.max(0, top - mostSamples / 2), samples.length - mostSamples)
  return samples.subarray(from, from + mostSamples)
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}
