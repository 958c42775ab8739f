import type { Rescaling, VoltageUnit, Window } from '../../contract/recordings.ts'
import { initialState } from '../../simulation/initial-state.ts'
import type { Prior } from '../../simulation/prior.ts'
import { voltageSuffix } from '../meaning/units.ts'
import { plain } from '../meaning/wording.ts'
import type { Clock } from '../spikes.ts'
import type { Proposal } from './propose.ts'
import type { Resampling } from './resample.ts'

/**
 * Which stretch is used.
 * @param chosen by the person, if it was
 * @param spikes in the window, where they were looked for
 */
export function describeWindow(
  window: Window,
  chosen: Window | undefined,
  { samplingInterval }: Clock,
  { grid }: Prior,
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
  const noise = 'This changes how the noise is correlated from point to point.'
  switch (how) {
    case 'none':
      return []
    case 'everyNth':
      return [
        `One sample in ${Math.round(step)} was taken (every ${to} of those every ${from}), without averaging, so that the noise stays of its kind.`,
      ]
    case 'averages':
      return [
        `Samples every ${from} were averaged in blocks to points every ${to} (${plain(Number(step.toPrecision(3)))} to 1), so that fast noise does not fold back. ${noise}`,
      ]
    case 'interpolation':
      return [
        `Points every ${to} lie between samples every ${from}; straight lines were drawn between them. ${noise}`,
      ]
  }
}

/** What the model takes the window's first sample for. */
export function describeStart(prior: Prior, may: boolean): string {
  const { known, estimated } = initialState(prior, plain)
  if (!known) return `The state at the window’s first sample, ${estimated}, is estimated.`
  const also = estimated ? `, ${estimated} is estimated` : ''
  return `The model starts from ${known} at the window’s first sample${also}${may ? '; this trace may be in another state there' : ''}.`
}

function ms(time: number): string {
  return plain(Number(time.toFixed(3)))
}
