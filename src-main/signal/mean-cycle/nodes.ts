/** Alignment level and spike width of cycles: they set the times at which numbers are taken. */
export interface CycleDesign {
  /** mV: a cycle begins and ends where the membrane potential rises through this, halfway from trough to peak. */
  level: number
  /** ms: the spike's half-width (time above the level), or less where the interval is too short (usableWidth). */
  width: number
}

/** Numbers of a cycle: ln(interval/ms), then the potential (mV) at nodes after the crossing, in the middle, before the next. */
export const nodesAfter = 12
export const nodesInMiddle = 13
export const nodesBefore = 7
export const cycleNumbers = 1 + nodesAfter + nodesInMiddle + nodesBefore

/** First and last node after the crossing, and before the next one, in widths; logarithmically spaced between. */
const nearest = 0.12
export const farthest = 3
/** Fewest widths in an interval, for the nodes beside both crossings and as much again between them. */
const widthsOfInterval = 9
/** Above 1, nodes in the middle are denser after the spike, where the potential is curved. */
const crowding = 1.5
/** Correlation length of errors, as a share of a part's nodes. */
const shareOfPart = 0.25

/** In widths. */
const after = Float64Array.from({ length: nodesAfter }, (_, k) => geometric(k / (nodesAfter - 1)))
const before = Float64Array.from({ length: nodesBefore }, (_, k) => geometric(1 - k / (nodesBefore - 1)))
/** As shares of the middle. */
const middle = Float64Array.from(
  { length: nodesInMiddle },
  (_, k) => ((k + 1) / (nodesInMiddle + 1)) ** crowding,
)

function geometric(p: number): number {
  return nearest * (farthest / nearest) ** p
}

/** The width that sets the nodes: that of the spike, limited by the interval. */
export function usableWidth(width: number, interval: number): number {
  return Math.min(width, interval / widthsOfInterval)
}

/**
 * Times of the nodes of a cycle, ms after its first crossing, rising: at fixed distances from both crossings, stretched
 * in between.
 * @param interval ms from this crossing to the next @param out receives cycleNumbers − 1 times
 */
export function nodeTimes(width: number, interval: number, out: Float64Array): void {
  for (let k = 0; k < nodesAfter; k++) out[k] = width * after[k]
  const from = width * farthest
  const length = interval - 2 * from
  for (let k = 0; k < nodesInMiddle; k++) out[nodesAfter + k] = from + length * middle[k]
  for (let k = 0; k < nodesBefore; k++) out[nodesAfter + nodesInMiddle + k] = interval - width * before[k]
}

/**
 * Maps time in a cycle of one interval to that in a cycle of another, as the nodes are: fixed distances from both
 * crossings, stretched in between. Before the first crossing and after the second, fixed distances too.
 * @param width, interval, own ms
 */
export function stretchedTime(width: number, interval: number, own: number): (t: number) => number {
  const edge = farthest * width
  const ratio = (own - 2 * edge) / (interval - 2 * edge)
  return (t) => {
    if (t <= edge) return t
    if (t >= interval - edge) return t - interval + own
    return edge + (t - edge) * ratio
  }
}

/** The parts of a cycle's numbers, as half-open ranges of their indices. */
export const parts = {
  after: [1, 1 + nodesAfter],
  middle: [1 + nodesAfter, 1 + nodesAfter + nodesInMiddle],
  before: [1 + nodesAfter + nodesInMiddle, cycleNumbers],
} as const

/** Correlation length (1/e) of errors within a part, in nodes. */
export function reachOf(from: number, to: number): number {
  return (to - from) * shareOfPart
}

/**
 * Correlation matrix of the errors of neighbouring numbers (row-major): exponential in the distance of nodes within a
 * part, on the scale on which that part's nodes are evenly spaced; 0 between parts and with the interval.
 */
export const nodeCorrelation: Float64Array = correlationOfNodes()

function correlationOfNodes(): Float64Array {
  const K = new Float64Array(cycleNumbers * cycleNumbers)
  K[0] = 1
  for (const [from, to] of Object.values(parts)) {
    const reach = reachOf(from, to)
    for (let i = from; i < to; i++) {
      for (let j = from; j < to; j++) K[i * cycleNumbers + j] = Math.exp(-Math.abs(i - j) / reach)
    }
  }
  return K
}
