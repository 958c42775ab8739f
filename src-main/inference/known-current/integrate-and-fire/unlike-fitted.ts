import type { CellProtocol, DrawnCommand } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import { median } from '../../../signal/robust.ts'

/** How a current moves. */
type Kind = 'steps' | 'pulses' | 'slopes' | 'fluctuations'

/** Up to so many changes, and this share of the samples, are steps. */
const mostSteps = 20
const shareOfSteps = 0.05
/** Less than this share of the command's range, from sample to sample, is no change. */
const noChange = 1e-5
/** A current fluctuates where it turns at more than this share of its changes. */
const leastTurns = 0.2

/** What the shapes of protocols are like; `other` may be anything. */
const kinds: Record<CellProtocol['shape'], Kind | null> = {
  step: 'steps',
  constant: 'steps',
  pulses: 'pulses',
  ramp: 'slopes',
  noise: 'fluctuations',
  other: null,
}
const names: Record<CellProtocol['shape'], string> = {
  step: 'steps',
  constant: 'a constant current',
  pulses: 'pulses',
  ramp: 'ramps',
  noise: 'noise',
  other: 'another waveform',
}
const unseen: Record<Kind, string> = {
  steps: 'the response to steps, their onset and adaptation',
  pulses: 'the response to short pulses',
  slopes: 'the threshold for a slowly rising or falling current',
  fluctuations: 'the response to fast currents',
}

/**
 * That the current moves otherwise than those that the cell was fitted on, within their range too: what was fitted, what is
 * predicted, and what was not seen. Null where it moves alike.
 */
export function unlikeFitted(
  command: DrawnCommand,
  { shape, holding, amplitudes }: Pick<CellProtocol, 'shape' | 'holding' | 'amplitudes'>,
): string | null {
  const { kind, slope } = kindOf(command)
  if (kind === kinds[shape]) return null
  const levels = amplitudes.map((a) => holding + a)
  const [low, high] = [Math.min(...levels), Math.max(...levels)]
  const reach = `${fixed(low, 0)} to ${fixed(high, 0)} pA`
  const asked = {
    steps: 'this command has steps',
    pulses: 'this command is a train of pulses',
    slopes: `this command has ramps, typically of ${fixed(slope, slope < 1 ? 2 : 1)} pA/ms`,
    fluctuations: 'this command fluctuates',
  }[kind]
  return `The cell was fitted on ${names[shape]} (${reach}), and ${asked}: ${unseen[kind]} is extrapolated, and counts and latencies may be off by more than the bands.`
}

function kindOf({ interval, current }: DrawnCommand): { kind: Kind; slope: number } {
  const range = current.reduce((a, b) => Math.max(a, b)) - current.reduce((a, b) => Math.min(a, b))
  let [changes, turns, before, going] = [0, 0, 0, 0]
  const slopes: number[] = []
  for (let i = 1; i < current.length; i++) {
    const change = current[i] - current[i - 1]
    if (Math.abs(change) <= noChange * range) {
      going = 0
      continue
    }
    changes++
    if (change * before < 0) turns++
    // A jump alone is a step, and no slope.
    if (going++ > 0) slopes.push(Math.abs(change) / interval)
    before = change
  }
  // The jump at the end of a ramp is none of its slopes.
  const slope = slopes.length > 0 ? median(slopes) : 0
  const share = changes / current.length
  if (changes <= mostSteps && share <= shareOfSteps) return { kind: 'steps', slope }
  // Few samples may make a coarse command of few steps.
  if (slope === 0) return { kind: changes > mostSteps ? 'pulses' : 'steps', slope }
  return { kind: turns > leastTurns * changes ? 'fluctuations' : 'slopes', slope }
}
