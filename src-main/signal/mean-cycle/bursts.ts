import { plain, type Refusal, refused } from './refusal.ts'

/** Least ratio of long to short intervals: of geometric means, and of the shortest long to the longest short one. */
const ratio = 3
const gap = 1.4
/** Fewest runs of short intervals, separated by long ones. */
const fewestRuns = 3
/** Fewer short intervals are single doublets, fewer long ones pauses; as shares of all. */
const fewestShort = 0.2
const fewestLong = 0.05

/** Whether spikes come in bursts: short and long intervals alternate. @param intervals ms, in order of time */
export function bursts(intervals: readonly number[]): Refusal | null {
  const split = twoKinds(intervals)
  if (!split) return null
  const { short, long, border } = split
  let runs = 0
  intervals.forEach((x, k) => {
    if (x < border && (k === 0 || intervals[k - 1] >= border)) runs++
  })
  const shareShort = intervals.filter((x) => x < border).length / intervals.length
  if (runs < fewestRuns || shareShort < fewestShort || 1 - shareShort < fewestLong) return null
  const perBurst = (shareShort * intervals.length) / runs + 1
  return refused(
    'bursts',
    `Spikes at one rate were expected; they occur in ${runs} bursts of about ${perBurst.toFixed(1)} spikes: intervals within them of ${plain(short)} ms, between them of ${plain(long)} ms. No single cycle represents both. Choose a window with regular firing.`,
    `long intervals ${plain(long / short)} times the short ones`,
  )
}

/** Two classes of intervals of least within-class variance of ln(interval) (Otsu); null where not distinct. */
function twoKinds(intervals: readonly number[]): { short: number; long: number; border: number } | null {
  const logs = intervals.map(Math.log).sort((a, b) => a - b)
  const total = logs.reduce((a, b) => a + b, 0)
  let best: { short: number; long: number; border: number } | null = null
  let most = 0
  let sum = 0
  for (let k = 1; k < logs.length; k++) {
    sum += logs[k - 1]
    const [a, b] = [sum / k, (total - sum) / (logs.length - k)]
    const between = k * (logs.length - k) * (b - a) ** 2
    if (between <= most) continue
    most = between
    const apart = b - a >= Math.log(ratio) && logs[k] - logs[k - 1] >= Math.log(gap)
    best = apart
      ? { short: Math.exp(a), long: Math.exp(b), border: Math.exp((logs[k] + logs[k - 1]) / 2) }
      : null
  }
  return best
}
