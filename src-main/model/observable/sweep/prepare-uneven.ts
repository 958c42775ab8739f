import type { Rescaling } from '../../../contract/conditioning.ts'
import { NagumoError } from '../../../contract/errors.ts'
import { toSamples } from '../../../contract/missing.ts'
import { plain } from '../../../contract/quantities.ts'
import { whole } from '../../../contract/report-words.ts'
import { everyNth } from '../../../signal/resample.ts'
import type { ObservationSource } from '../../../signal/sweep.ts'
import { firstFrom, interpolateAt, refuseUneven } from '../../../signal/uneven.ts'
import type { Observation, SweepOptions } from '../../observation.ts'
import { perPoint } from './own-samples.ts'
import { isOwnScale } from './own-scale.ts'
import { refuseConstant, refuseMissing } from './refuse.ts'
import { describeWindow } from './steps.ts'
import type { SweepSetting } from './sweep-setting.ts'

/**
 * A window of unevenly spaced samples, in the model's own unit. The likelihood compares with the samples at their own
 * times; the network's grid begins at the first of them and is interpolated linearly.
 * @param times of the samples, ms @param scale of the recording in the model's unit (own-scale.ts)
 * @throws NagumoError TIME_UNEVEN where rescaling would be needed, WINDOW_TOO_SHORT, TRACE_CONSTANT, TOO_FEW_POINTS
 */
export function prepareUneven(
  source: ObservationSource,
  times: Float64Array,
  setting: SweepSetting,
  scale: Rescaling | null,
  { window: chosen, rescaling }: SweepOptions,
): Omit<Observation, 'data'> {
  const { grid, unit } = setting
  const { dt, points } = grid
  if (!scale || !isOwnScale(rescaling, scale)) {
    const remedy = `Use a recording in ${unit} without rescaling, or resample it evenly and open it again.`
    refuseUneven(source, 'Rescaling voltage or time', remedy)
  }
  const own = scale ?? { offset: 0, gain: 1, timeScale: 1 }
  const first = firstFrom(times, (chosen?.from ?? times[0]) - 1e-9 * source.samplingInterval)
  const start = times[first]
  const span = points * dt
  const end = Math.min(chosen?.to ?? Number.POSITIVE_INFINITY, start + span)
  const until = firstFrom(times, end - 1e-9 * dt)
  refuseShort(source, times, setting, { start, last: times[until - 1], chosen: chosen !== undefined })
  const window = { from: start, to: start + span }
  refuseConstant(source, window)

  const k = Math.max(1, Math.floor((until - first) / points / perPoint))
  const n = Math.ceil((until - first) / k)
  const inModel = (v: number): number => (v - own.offset) / own.gain
  const values = everyNth(source.samples, first, k, n).map(inModel)
  const ownTimes = Array.from(everyNth(times, first, k, n), (t) => t - start)
  const gridTimes = Float64Array.from({ length: points }, (_, j) => start + j * dt)
  const d = interpolateAt(source.samples, times, gridTimes).map(inModel)
  refuseMissing(d, window)
  refuseMissing(values, window)
  const missing = values.filter(Number.isNaN).length
  const mean = ownTimes[n - 1] / (n - 1)
  return {
    window,
    needed: span,
    rescaling: own,
    untouched: false,
    conditioned: [],
    proposals: [],
    steps: [
      `The trace is in ${unit === 'mV' ? 'the model’s unit, mV' : unit}; voltage and time were not changed.`,
      `The likelihood uses ${k === 1 ? 'every sample' : `one sample in ${k}`} (${whole(n)}, every ${plain(mean, 3)} ms on average) at its own time: the noise of neighbours Δt apart is correlated by ρ^(Δt/${plain(dt)} ms). The input of a network is interpolated linearly, every ${plain(dt)} ms.`,
      ...(missing > 0
        ? [`Missing: ${whole(missing)} of these samples are missing and excluded. None is imputed.`]
        : []),
      ...describeWindow(window, chosen, source, grid),
      setting.start(first > 0),
    ],
    t: Array.from({ length: points }, (_, j) => j * dt),
    d: toSamples(d),
    ownSamples: { values: toSamples(values), dt: mean, times: ownTimes },
    rescalingParameters: 0,
  }
}

/**
 * The samples must reach the grid's last point, or come within their interval of it.
 * @throws NagumoError WINDOW_TOO_SHORT
 */
function refuseShort(
  { samplingInterval }: ObservationSource,
  times: Float64Array,
  { grid: { dt, points } }: SweepSetting,
  { start, last, chosen }: { start: number; last: number; chosen: boolean },
): void {
  const needed = (points - 1) * dt
  if (last - start >= needed - Math.max(2 * samplingInterval, 0.01 * needed)) return
  const where = chosen ? 'the window' : 'the recording'
  throw new NagumoError(
    'WINDOW_TOO_SHORT',
    `The model needs ${whole(points)} points, ${plain(dt)} ms apart (${plain(points * dt)} ms); ${where} has samples over ${plain(Math.max(0, last - start || 0))} ms (the recording’s last is at ${plain(times[times.length - 1])} ms). Choose a longer window, or a model with fewer points.`,
  )
}
