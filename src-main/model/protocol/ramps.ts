import type { CurrentRamp, CurrentRamps } from '../../contract/protocols.ts'
import type { Protocol } from './protocol.ts'
import { amount, protocolWords } from './protocol-words.ts'

/** Current ramps on a holding current; those that overlap add up. */
export function rampsProtocol({ holding, ramps }: CurrentRamps): Protocol {
  return {
    kind: 'ramps',
    words: (unit) =>
      protocolWords(
        'ramp',
        holding,
        ramps.map((ramp) => ({
          ...ramp,
          text: `from ${amount(ramp.start, unit)} to ${amount(ramp.end, unit)}`,
          currents: [ramp.start, ramp.end],
        })),
        unit,
      ),
    injects: holding !== 0 || ramps.some(({ start, end }) => start !== 0 || end !== 0),
    at: (t) =>
      ramps.reduce((sum, ramp) => (ramp.from <= t && t < ramp.to ? sum + onRamp(ramp, t) : sum), holding),
    before: (t) =>
      ramps.reduce((sum, ramp) => (ramp.from < t && t <= ramp.to ? sum + onRamp(ramp, t) : sum), holding),
  }
}

function onRamp({ from, to, start, end }: CurrentRamp, t: number): number {
  return start + (end - start) * ((t - from) / (to - from))
}
