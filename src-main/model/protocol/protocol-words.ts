import { plain } from '../../contract/quantities.ts'

/** Steps or ramps to describe: their times, what is injected in words, and the currents that occur. */
export interface Described {
  from: number
  to: number
  text: string
  currents: readonly number[]
}

/** “−0.1 nA” */
export function amount(current: number, unit: string): string {
  return unit ? `${plain(current)} ${unit}` : plain(current)
}

/** Longer lists are summarized. */
const mostListed = 3

/** “holding current −0.1 nA; step of 0.3 nA, 50–250 ms”, or “12 steps between −0.1 nA and 0.6 nA, 50–950 ms”. */
export function protocolWords(
  name: string,
  holding: number,
  all: readonly Described[],
  unit: string,
): string {
  const held = holding === 0 ? [] : [`holding current ${amount(holding, unit)}`]
  if (all.length <= mostListed)
    return [...held, ...all.map((one) => `${name} ${one.text}, ${times(one)}`)].join('; ')
  const currents = all.flatMap((one) => one.currents)
  const range = `between ${amount(Math.min(...currents), unit)} and ${amount(Math.max(...currents), unit)}`
  const whole = { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) }
  return [...held, `${all.length} ${name}s ${range}, ${times(whole)}`].join('; ')
}

function times({ from, to }: { from: number; to: number }): string {
  return `${plain(from)}–${plain(to)} ms`
}
