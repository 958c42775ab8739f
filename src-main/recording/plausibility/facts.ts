import { crossings, peaksOf, widthsOf } from '../../signal/spikes/crossings.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import type { RecordingData } from '../recording-data.ts'

/** Statistics of a recording for the plausibility checks. Voltages in the file's unit. */
export interface Facts {
  /** Quantiles of the trace at 0.001 and 0.999. */
  low: number
  high: number
  /** Level between spikes; without spikes, the median. */
  rest: number
  /** Null if there are no spikes. */
  spikes: SpikeFacts | null
}

export interface SpikeFacts {
  /** From rest to peak; median over the spikes. */
  rise: number
  /** Half-width in samples; median over the spikes. */
  width: number
}

/** Maximum numbers of sweeps, evenly chosen, and of samples of each that are used. */
const mostSweeps = 5
const mostSamples = 200_000
/** Fraction of samples on either side excluded as possible artefacts. */
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

/** By the trace's own levels, independent of its unit. */
function spikesIn(x: Float64Array): (SpikeFacts & { rest: number }) | null {
  const { levels } = findSpikes(x, { samplingInterval: 1, start: 0 })
  if (!levels) return null
  const { rest, high } = levels
  const [half, quarter] = [rest + (high - rest) / 2, rest + (high - rest) / 4]
  const found = crossings(x, half, quarter)
  if (found.length === 0) return null
  return { rest, rise: middle(peaksOf(x, found, quarter)) - rest, width: middle(widthsOf(x, found, half)) }
}

/** A segment around the highest sample, so that a single spike in a long trace is included. */
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
