import type { Rescaling } from '../../../contract/conditioning.ts'
import { frequency, plain } from '../../../contract/quantities.ts'
import type { VoltageUnit, Window } from '../../../contract/recordings.ts'
import { whole } from '../../../contract/report-words.ts'
import { voltageSuffix } from '../../../contract/units.ts'
import type { Resampling } from '../../../signal/resample.ts'
import type { Clock } from '../../../signal/spikes/clock.ts'
import type { Grid } from '../../neuron-model.ts'
import type { SamplesInWindow } from './own-samples.ts'
import type { Proposal } from './propose.ts'

/**
 * Which window is used.
 * @param chosen by the user, if any
 * @param spikes in the window, where they were detected
 */
export function describeWindow(
  window: Window,
  chosen: Window | undefined,
  { samplingInterval }: Clock,
  grid: Grid,
  spikes?: number,
): string[] {
  const length = window.to - window.from
  const seen = spikes === undefined ? '' : `, with ${spikes === 1 ? 'one spike' : `${spikes || 'no'} spikes`}`
  const steps = [
    `Window: ${ms(window.from)} to ${ms(window.to)} ms${seen}; the model takes ${whole(grid.points)} points, ${ms(length)} ms of this recording.`,
  ]
  if (chosen && chosen.to - window.to > samplingInterval) {
    steps.push(
      `The selected window is longer (to ${ms(chosen.to)} ms); its first ${ms(length)} ms are used, which is the length of the model input.`,
    )
  }
  return steps
}

/** The rescaling as formulas, with reasons. */
export function describeScale(
  { offset, gain, timeScale }: Rescaling,
  unit: VoltageUnit,
  proposal: Proposal | null,
): string[] {
  const mV = voltageSuffix(unit)
  const shifted = offset < 0 ? `V + ${plain(-offset)}${mV}` : `V \u2212 ${plain(offset)}${mV}`
  const because = (why: string | undefined): string => (why ? `: ${why}` : ', as set by hand')
  return [
    `Voltage: u = (${shifted})/${plain(gain)}${mV}${because(proposal?.voltage)}.`,
    `Time: 1 ms of the model is ${plain(timeScale)} ms here${because(proposal?.time)}.`,
  ]
}

/**
 * Resampling for the network and for the likelihood, and the meaning of the noise parameters.
 * @param own what the likelihood compares with; null where that is the network's input
 */
export function describeResampling(
  how: Resampling,
  own: SamplesInWindow | null,
  step: number,
  samplingInterval: number,
  dt: number,
  { timeScale }: Rescaling,
): string[] {
  const from = `${plain(samplingInterval)} ms`
  const to = `${plain(dt * timeScale)} ms`
  const highest = frequency(Number((500 / (dt * timeScale)).toPrecision(3)))
  const seen = (): string => {
    switch (how) {
      case 'everyNth':
        return `one sample in ${Math.round(step)} (every ${to} of those every ${from}), without a filter`
      case 'filtered':
        return `samples every ${from} resampled to ${to} (${plain(step, 3)} to 1) through an anti-alias filter at ${highest}`
      default:
        return `points every ${to}, interpolated linearly between samples every ${from}`
    }
  }
  if (how === 'none') return []
  const memory = `ρ is the noise’s correlation over ${to}; to compare noise at different rates, use its correlation time, −${to}/ln ρ.`
  if (!own) {
    return [`Both the network and the likelihood use ${seen()}, which changes the noise. ${memory}`]
  }
  const which = own.k === 1 ? 'every sample' : `one sample in ${own.k}`
  return [
    `The network uses ${seen()}.`,
    `The likelihood uses the recording’s own samples: ${which} (${whole(own.values.length)}, every ${plain(own.k * samplingInterval)} ms), neither filtered nor interpolated, so the noise is as recorded. ${memory}`,
  ]
}

/**
 * Missing samples, and the consequence for the points.
 * @param samples missing in the window @param points of the grid without a value
 * @param own what the likelihood compares with; null where that is the points of the grid
 */
export function describeMissing(
  samples: number,
  points: number,
  own: SamplesInWindow | null,
  grid: Grid,
): string[] {
  if (samples === 0 && points === 0) return []
  const are = samples === 1 ? '1 sample is' : `${whole(samples)} samples are`
  if (own) {
    const out = own.values.filter(Number.isNaN).length
    return [
      `Missing: ${are} missing in the window; of those that the likelihood uses ${out ? whole(out) : 'none'} ${out === 1 ? 'is' : 'are'}, and of the network’s ${whole(grid.points)} points ${points ? whole(points) : 'none'}. None is imputed.`,
    ]
  }
  const left =
    points === 0
      ? 'the points nearby are computed from the remaining samples, and none is excluded'
      : `${whole(points)} of the ${whole(grid.points)} points are excluded from the likelihood`
  return [`Missing: ${are} missing in the window; ${left}. None is imputed.`]
}

/**
 * Effect of a low-pass filter on noise in the samples of the likelihood.
 * @param correlation of filtered white noise at lag 1 @param interval between the samples, ms of the recording
 */
export function describeFilteredNoise(cutoff: number, correlation: number, interval: number): string {
  const highest = 500 / interval
  const every = `samples every ${plain(interval, 4)} ms that the likelihood uses`
  if (cutoff > highest) {
    return `The Nyquist limit of the ${every} is ${frequency(Number(highest.toPrecision(3)))}, below the cutoff: the filter changes little.`
  }
  return `In the ${every} white noise becomes correlated by ${plain(correlation, 2)} from one to the next, and is no longer exactly AR(1) noise: ρ then depends on the filter as much as on the recording.`
}

function ms(time: number): string {
  return plain(Number(time.toFixed(3)))
}
