import type { Rescaling } from '../../../contract/conditioning.ts'
import { plain } from '../../../contract/quantities.ts'
import type { VoltageUnit, Window } from '../../../contract/recordings.ts'
import { voltageSuffix } from '../../../contract/units.ts'
import { quantile, robustDeviation, sortedSample } from '../../../signal/robust.ts'
import type { Spikes } from '../../../signal/spikes/find-spikes.ts'
import type { SpikeLevels } from '../../../signal/spikes/spike-train.ts'
import { usualInterval } from '../../../signal/spikes/usual-interval.ts'
import type { ModelTrace } from './sweep-setting.ts'

/** A proposed rescaling, with reasons. */
export interface Proposal {
  rescaling: Rescaling
  voltage: string
  time: string
}

/**
 * A linear rescaling that maps the resting level and height of spikes, and the usual interspike interval, to those of
 * the neuron at the prior mean.
 * @param region the stretch to use: the chosen window, or the whole recording
 * @param modelSpan length of the model's trace in its own time, ms
 */
export function proposeRescaling(
  samples: Float64Array,
  spikes: Spikes,
  region: Window,
  unit: VoltageUnit,
  model: ModelTrace,
  modelSpan: number,
): Proposal {
  const times = spikes.times.filter((t) => t >= region.from && t < region.to)
  const voltage =
    spikes.levels && times.length > 0 ? bySpikes(spikes.levels, unit, model) : byNoise(samples, unit, model)
  const time = proposeTimeScale(times, region, model, modelSpan)
  return {
    rescaling: { offset: voltage.offset, gain: voltage.gain, timeScale: time.timeScale },
    voltage: voltage.text,
    time: time.text,
  }
}

function bySpikes({ rest, high }: SpikeLevels, unit: VoltageUnit, model: ModelTrace) {
  const mV = voltageSuffix(unit)
  const gain = short((high - rest) / (model.high - model.rest))
  const offset = short(rest - gain * model.rest)
  const text =
    `the level between spikes, ${rounded(rest)}${mV}, was mapped to ${rounded(model.rest)} and the usual spike ` +
    `height, ${rounded(high)}${mV}, to ${rounded(model.high)}, the levels of the model at its prior mean`
  return { offset, gain, text }
}

/** Without spikes, the gain is derived from the trace's spread. */
function byNoise(samples: Float64Array, unit: VoltageUnit, model: ModelTrace) {
  const mV = voltageSuffix(unit)
  const sorted = sortedSample(samples)
  const middle = quantile(sorted, 0.5)
  const spread = robustDeviation(sorted) || (sorted[sorted.length - 1] - sorted[0]) / 6
  const gain = short(spread / model.noise)
  const offset = short(middle - gain * model.rest)
  const text =
    `no spikes were found; the median, ${rounded(middle)}${mV}, was mapped to the model’s resting level ${rounded(model.rest)}, ` +
    `and the trace’s spread, ${rounded(spread)}${mV}, to the model’s noise of ${rounded(model.noise)}`
  return { offset, gain, text }
}

function proposeTimeScale(times: readonly number[], region: Window, model: ModelTrace, modelSpan: number) {
  const interval = usualInterval(times)
  const fitting = floorShort((region.to - region.from) / modelSpan)
  const span = `the available ${plain(region.to - region.from)} ms`
  if (interval === null || model.interval === null) {
    const why =
      interval === null ? 'there are fewer than two spikes' : 'the model at its prior mean does not fire'
    return {
      timeScale: fitting,
      text: `${why}, so ${span} were mapped to the model’s ${plain(modelSpan)} ms`,
    }
  }
  const timeScale = short(interval / model.interval)
  const compare = `spikes come every ${rounded(interval)} ms (median), in the model at its prior mean every ${rounded(model.interval)} ms`
  if (timeScale <= fitting) return { timeScale, text: compare }
  return {
    timeScale: fitting,
    text: `${compare}, which would take ${rounded(timeScale * modelSpan)} ms of recording; ${span} were mapped to the model’s ${plain(modelSpan)} ms instead`,
  }
}

/** Rounds to four digits, so that the values shown are those used. */
function short(x: number): number {
  return Number(x.toPrecision(4))
}

function floorShort(x: number): number {
  const unit = 10 ** (Math.floor(Math.log10(x)) - 3)
  return Number((Math.floor(x / unit + 1e-9) * unit).toPrecision(4))
}

function rounded(x: number): string {
  return plain(Number(x.toPrecision(3)))
}
