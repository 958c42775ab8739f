import type { MeanSpike } from '../../contract/features.ts'
import { median } from '../robust.ts'
import type { Grid } from './grid.ts'
import type { Run } from './peaks.ts'
import type { SpikeShape } from './spike-shape.ts'

/** Single spikes drawn at most. */
const mostDrawn = 20
/** Points per drawn spike. */
const mostPoints = 300

/** Spikes aligned at their peaks, with the usual positions of threshold, width and minimum; null without any. */
export function meanSpike(
  { t, v }: Grid,
  runs: readonly Run[],
  spikes: readonly SpikeShape[][],
): MeanSpike | null {
  const all = spikes.flat()
  const whole = all.filter((s) => s.halfWidth !== null && s.minimum !== null)
  if (whole.length === 0) return null
  const usual = (pick: (s: SpikeShape) => number): number => median(whole.map(pick))
  const width = usual((s) => s.halfWidth!.to - s.halfWidth!.from)
  const toMinimum = usual((s) => t[s.minimum!] - t[s.peak])
  const step = t[1] - t[0]
  const timed = whole.filter((s) => s.begin !== null)
  const onset = timed.length === 0 ? 0 : median(timed.map((s) => t[s.peak] - t[s.begin!]))
  // No more than one cycle of spikes in quick succession.
  const intervals = spikes.flatMap((run) => run.slice(1).map((s, k) => t[s.peak] - t[run[k].peak]))
  const cycle = intervals.length === 0 ? Number.POSITIVE_INFINITY : median(intervals)
  const before = Math.ceil(Math.min(0.5 * cycle, Math.max(2 * width, 1.5 * onset)) / step)
  const after = Math.ceil(Math.min(12 * width, 0.75 * cycle, Math.max(3 * width, 1.3 * toMinimum)) / step)
  const shown = spikes.flatMap((run, k) =>
    run.filter(({ peak }) => peak - before >= runs[k][0] && peak + after < runs[k][1]),
  )
  if (shown.length === 0) return null
  const stride = Math.ceil((before + after + 1) / mostPoints)
  const places = Array.from(
    { length: Math.floor((before + after) / stride) + 1 },
    (_, k) => k * stride - before,
  )
  const along = ({ peak }: SpikeShape): number[] => places.map((place) => v[peak + place])
  const total = places.map((place) => shown.reduce((sum, { peak }) => sum + v[peak + place], 0))
  const every = Math.max(1, shown.length / mostDrawn)
  const drawn = Array.from(
    { length: Math.min(mostDrawn, shown.length) },
    (_, k) => shown[Math.floor(k * every)],
  )
  return {
    t: places.map((place) => place * step),
    mean: total.map((sum) => sum / shown.length),
    single: drawn.map(along),
    count: shown.length,
    peak: { t: 0, v: usual((s) => v[s.peak]) },
    threshold: timed.length === 0 ? null : { t: -onset, v: median(timed.map((s) => v[s.begin!])) },
    minimum: toMinimum <= after * step ? { t: toMinimum, v: usual((s) => v[s.minimum!]) } : null,
    halfWidth: {
      from: usual((s) => s.halfWidth!.from - t[s.peak]),
      to: usual((s) => s.halfWidth!.to - t[s.peak]),
      v: usual((s) => s.halfWidth!.v),
    },
  }
}
