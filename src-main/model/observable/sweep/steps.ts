import { frequency, plain } from '../../../contract/quantities.ts'
import type { Rescaling, VoltageUnit, Window } from '../../../contract/recordings.ts'
import { voltageSuffix } from '../../../contract/units.ts'
import type { Resampling } from '../../../signal/resample.ts'
import type { Clock } from '../../../signal/spikes/clock.ts'
import type { Grid } from '../../neuron-model.ts'
import type { Proposal } from './propose.ts'

/**
 * Which stretch is used.
 * @param chosen by the person, if it was
 * @param spikes in the window, where they were looked for
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
    `Window: ${ms(window.from)} to ${ms(window.to)} ms${seen}; the model takes ${grid.points} points, ${ms(length)} ms of this recording.`,
  ]
  if (chosen && chosen.to - window.to > samplingInterval) {
    steps.push(
      `The chosen window is longer (to ${ms(chosen.to)} ms); its first ${ms(length)} ms are used, since the model has no more points.`,
    )
  }
  return steps
}

/** The rescaling as formulas, and why. */
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

/** What was done to the samples, and what that does to the noise. */
export function describeResampling(
  how: Resampling,
  step: number,
  samplingInterval: number,
  dt: number,
  { timeScale }: Rescaling,
): string[] {
  const from = `${plain(samplingInterval)} ms`
  const to = `${plain(dt * timeScale)} ms`
  const memory = `ρ is the noise’s correlation from one point to the next; with noise at another rate it compares by its correlation time, −${to}/ln ρ.`
  switch (how) {
    case 'none':
      return []
    case 'everyNth':
      return [
        `One sample in ${Math.round(step)} was taken (every ${to} of those every ${from}), without a filter, so that the noise stays of its kind; what is faster than ${frequency(500 / (dt * timeScale))} folds back. ${memory}`,
      ]
    case 'filtered':
      return [
        `Samples every ${from} were brought to points every ${to} (${plain(step, 3)} to 1) through a filter that keeps what is faster than ${frequency(Number((500 / (dt * timeScale)).toPrecision(3)))} from folding back. White noise stays white; ${memory}`,
      ]
    case 'interpolation':
      return [
        `Points every ${to} lie between samples every ${from}; straight lines were drawn between them, which makes neighbouring points more alike. ${memory}`,
      ]
  }
}

/**
 * What is missing, and what that means for the points.
 * @param samples missing in the window @param points of the grid without a value
 */
export function describeMissing(samples: number, points: number, grid: Grid): string[] {
  if (samples === 0 && points === 0) return []
  const are = samples === 1 ? '1 sample is' : `${samples} samples are`
  const left =
    points === 0
      ? 'the points about there rest on the samples that are there, and none is left out'
      : `${points} of the ${grid.points} points are left out of the likelihood`
  return [`Missing: ${are} missing in the window; ${left}. Nothing was put in their place.`]
}

/** What a low-pass does to noise on the model's grid. @param correlation that white noise then has */
export function describeFilteredNoise(
  cutoff: number,
  correlation: number,
  dt: number,
  { timeScale }: Rescaling,
): string {
  const interval = dt * timeScale
  const highest = 500 / interval
  const every = `points every ${plain(interval, 4)} ms`
  if (cutoff > highest) {
    return `The model’s ${every} hold nothing faster than ${frequency(Number(highest.toPrecision(3)))} anyway: the filter changes little.`
  }
  return `On the model’s ${every} white noise comes out correlated by ${plain(correlation, 2)} from point to point, and no longer quite as AR(1) noise is: ρ then tells of the filter as much as of the recording.`
}

function ms(time: number): string {
  return plain(Number(time.toFixed(3)))
}
