/** An up state: fractional indices of its rise and its fall. */
export interface UpState {
  rise: number
  fall: number
}

/** States shorter than this share of the usual one are noise or artefacts: they neither split nor form a state. */
const leastShare = 0.25

/**
 * Up states of a trace, each with a rise and a fall; one truncated at either end is dropped where its rise is outside.
 * Hysteresis: a change counts once the trace is beyond the middle by a sixth of the way between the levels.
 * @param x NaN where one is missing
 */
export function upStates(x: Float64Array, low: number, high: number): UpState[] {
  const middle = (low + high) / 2
  const changes = withoutBlips(changesOf(x, middle, (high - low) / 6), x.length)
  const states: UpState[] = []
  for (let k = 0; k < changes.length; k++) {
    if (!changes[k].up) continue
    const end = changes[k + 1]?.at ?? x.length
    states.push({ rise: crossingBefore(x, changes[k].at, middle), fall: crossingBefore(x, end, middle) })
  }
  return states
}

interface Change {
  at: number
  up: boolean
}

function changesOf(x: Float64Array, middle: number, beyond: number): Change[] {
  const changes: Change[] = []
  let up: boolean | null = null
  for (let i = 0; i < x.length; i++) {
    const now: boolean | null = x[i] > middle + beyond ? true : x[i] < middle - beyond ? false : up
    if (up !== null && now !== null && now !== up) changes.push({ at: i, up: now })
    up = now
  }
  return changes
}

/** Removes states, up or down, much shorter than those in which most of the time is spent. */
function withoutBlips(changes: readonly Change[], n: number): Change[] {
  if (changes.length < 3) return [...changes]
  const lengthOf = (k: number): number => (changes[k + 1]?.at ?? n) - changes[k].at
  const usual = (up: boolean): number => {
    const lengths = changes.flatMap((change, k) =>
      change.up === up && k + 1 < changes.length ? lengthOf(k) : [],
    )
    return weightedMedian(lengths)
  }
  const least = { up: leastShare * usual(true), down: leastShare * usual(false) }
  const kept: Change[] = []
  for (let k = 0; k < changes.length; k++) {
    const { up } = changes[k]
    const last = kept.at(-1)
    if (last && last.up === up) continue
    if (k + 1 < changes.length && lengthOf(k) < (up ? least.up : least.down)) continue
    kept.push(changes[k])
  }
  return kept
}

/** Time-weighted median: half of the time is spent in states of this length or longer; 0 where there is none. */
function weightedMedian(lengths: number[]): number {
  const sorted = lengths.sort((a, b) => a - b)
  let left = sorted.reduce((a, b) => a + b, 0) / 2
  for (const length of sorted) {
    left -= length
    if (left <= 0) return length
  }
  return 0
}

/** The last crossing of a level before index `known`, interpolated between two samples, in samples. */
function crossingBefore(x: Float64Array, known: number, level: number): number {
  if (known >= x.length) return x.length
  const above = x[known] >= level
  let after = known
  for (let i = known - 1; i >= 0; i--) {
    if (Number.isNaN(x[i])) continue
    if (x[i] >= level !== above) return i + ((level - x[i]) / (x[after] - x[i])) * (after - i)
    after = i
  }
  return known
}
