import type { Reason } from '../../../contract/reports.ts'
import type { Prior } from '../../../model/composition/prior.ts'

/** Spikes needed for two complete cycles. */
export const fewestSpikes = 3

/** Reason for a neuron at rest, whose parameters a recording does not identify. */
export function silence({ neuron }: Prior, found: number): Reason {
  const own = neuron.parameters.map(({ symbol }) => symbol)
  const names = `${own.slice(0, -1).join(', ')} and ${own[own.length - 1]}`
  return {
    check: 'silent',
    level: 'unreliable',
    cause: 'recording',
    text:
      found === 0
        ? `Silent: ${names} are not identified. There is no spike in this window, and a membrane at rest has no information on the neuron. Choose a window in which the neuron fires.`
        : `Nearly silent: ${names} are not identified. With ${found === 1 ? 'one spike' : 'two spikes'} in this window the neuron’s cycle is not identifiable. Choose a longer window, in which the neuron fires at least ${fewestSpikes} times.`,
    number: `${found} spikes found; at least ${fewestSpikes} are needed`,
  }
}
