import { rangeOf } from '../range.ts'
import { sortedSample } from '../robust.ts'
import { stepOf } from '../value-step.ts'

/** An extreme value of the trace at which an amplifier or a digitizer clipped it. */
export interface Rail {
  value: number
  end: 'maximum' | 'minimum'
  /** Indices of the clipped samples, ascending. */
  at: number[]
}

/** Two consecutive samples at the extreme can be chance; three mean clipping. */
const fewest = 3
/**
 * A spike's top is parabolic: over its own length on either side it falls by less than nine digitization steps. A
 * clipped trace leaves the extreme by more than this many steps within this many ms.
 */
const cornerSteps = 20
const cornerWithin = 1
/** The same for a trace without digitization steps, as a share of its range. */
const cornerShare = 1e-3
/** Values closer than this share of the range are equal. */
const same = 1e-9

/**
 * Finds clipping at the ends of the range: the trace reaches its extreme, stays there exactly for at least three
 * samples and leaves it, with a corner each time. Rounded tops, plateaus approached gradually and rest do not count.
 * @param x NaN where a sample is missing @param samplingInterval ms
 */
export function railsOf(x: Float64Array, samplingInterval: number): Rail[] {
  const { min: low, max: high } = rangeOf(x)
  const range = high - low
  if (!(range > 0) || !Number.isFinite(range)) return []
  const ends = [
    { value: high, end: 'maximum' as const, sign: 1 },
    { value: low, end: 'minimum' as const, sign: -1 },
  ]
  const piled = ends.filter(({ value }) => longestRun(x, value, same * range) >= fewest)
  if (piled.length === 0) return []
  const corner = Math.max(cornerSteps * stepOf(sortedSample(x)), cornerShare * range)
  const reach = Math.max(fewest, Math.round(cornerWithin / samplingInterval))
  return piled.flatMap(({ value, end, sign }) => {
    const runs = runsAt(x, value, same * range)
    const isCut = ([from, to]: readonly [number, number]): boolean => {
      if (to - from < fewest) return false
      const within = Math.min(reach, to - from)
      const falls = (step: 1 | -1): boolean =>
        fallsAway(x, step === 1 ? to - 1 : from, step, within, sign, corner)
      return falls(-1) && falls(1)
    }
    if (!runs.some(isCut)) return []
    return [
      { value, end, at: runs.flatMap(([from, to]) => Array.from({ length: to - from }, (_, k) => from + k)) },
    ]
  })
}

/** Whether the trace is this far from its extreme within a few samples of the run's end. */
function fallsAway(
  x: Float64Array,
  edge: number,
  step: 1 | -1,
  within: number,
  sign: number,
  by: number,
): boolean {
  for (let k = 1; k <= within; k++) if (sign * (x[edge] - x[edge + step * k]) > by) return true
  return false
}

function runsAt(x: Float64Array, value: number, within: number): [number, number][] {
  const runs: [number, number][] = []
  for (let i = 0; i < x.length; i++) {
    if (!(Math.abs(x[i] - value) <= within)) continue
    const from = i
    while (i < x.length && Math.abs(x[i] - value) <= within) i++
    runs.push([from, i])
  }
  return runs
}

function longestRun(x: Float64Array, value: number, within: number): number {
  return runsAt(x, value, within).reduce((longest, [from, to]) => Math.max(longest, to - from), 0)
}
