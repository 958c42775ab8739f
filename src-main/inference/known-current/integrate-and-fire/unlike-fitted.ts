import type { CellProtocol, DrawnCommand } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import { median } from '../../../signal/robust.ts'

/** The kind of waveform of a current. */
type Kind = 'steps' | 'pulses' | 'slopes' | 'fluctuations'

/** Up to this many changes, and this share of the samples, count as steps. */
const mostSteps = 20
const shareOfSteps = 0.05
/** A change between samples below this share of the command's range is ignored. */
const noChange = 1e-5
/** A current fluctuates where more than this share of its changes reverse direction. */
const leastTurns = 0.2

/** The kind of waveform of each protocol's shape; `other` may be anything. */
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
 * A note where the command's waveform differs in kind from those that the cell was fitted on, even within their
 * range: what was fitted, what is predicted, and what was not observed. Null where it is of the same kind.
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
    // A single jump is a step and no slope.
    if (going++ > 0) slopes.push(Math.abs(change) / interval)
    before = change
  }
  // The jump at the end of a ramp does not count as a slope.
  const slope = slopes.length > 0 ? median(slopes) : 0
  const share = changes / current.length
  if (changes <= mostSteps && share <= shareOfSteps) return { kind: 'steps', slope }
  // A coarsely sampled command of few steps has few samples.
  if (slope === 0) return { kind: changes > mostSteps ? 'pulses' : 'steps', slope }
  return { kind: turns > leastTurns * changes ? 'fluctuations' : 'slopes', slope }
}
