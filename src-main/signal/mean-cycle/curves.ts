import type { RecordedCycles } from '../../contract/cycles.ts'
import { toSamples } from '../../contract/missing.ts'
import type { CandidateCycle } from './choose-cycles.ts'
import { farthest as beside, type CycleDesign, stretchedTime } from './nodes.ts'
import { reachOfWidth } from './spike-crossings.ts'
import { potentialAt, type VoltageTrace } from './trace.ts'

/** Widths before the crossing. */
const before = 3
/** Widths beyond the next crossing. */
const beyond = 1
/** Steps, in widths: about the spikes, and before and after that; number of steps in the middle. */
const fine = 0.03
const coarse = 0.1
const inMiddle = 120
/** Most cycles drawn, and most cycles averaged. */
const mostDrawn = 40
const mostMeant = 300

/** Times at which cycles are drawn, ms from the crossing: denser about the spikes. @param interval ms */
export function cycleAxis(width: number, interval: number): Float64Array {
  const t: number[] = []
  const add = (from: number, to: number, step: number): void => {
    const steps = Math.max(1, Math.round((to - from) / step))
    for (let k = 0; k < steps; k++) t.push(from + (k * (to - from)) / steps)
  }
  add(-before * width, -width, coarse * width)
  add(-width, 2 * width, fine * width)
  add(2 * width, beside * width, coarse * width)
  const [from, to] = [beside * width, interval - beside * width]
  add(from, to, Math.max(coarse * width, (to - from) / inMiddle))
  add(to, interval - width, coarse * width)
  add(interval - width, interval + beyond * width, fine * width)
  return Float64Array.from([...t, interval + beyond * width])
}

/**
 * Cycles for drawing, and their mean, aligned as the numbers of a cycle are: at fixed distances from both crossings, in
 * the middle stretched to the mean interval.
 * @param interval mean interval, ms
 */
export function recordedCycles(
  trace: VoltageTrace,
  design: CycleDesign & { spikeWidth: number },
  used: readonly CandidateCycle[],
  interval: number,
  leftOut: string[],
): RecordedCycles {
  const { width } = design
  const t = cycleAxis(width, interval)
  const reach = t.map((time, k) =>
    Math.max(
      reachOfWidth * width,
      time < -width || (time > 2 * width && time < interval - width) ? (t[k] - t[k - 1]) / 2 || 0 : 0,
    ),
  )
  const cycles = evenly(used, mostDrawn).map(({ from, to }) =>
    toSamples(
      t.map((time, k) => (time > to - from ? Number.NaN : potentialAt(trace, from + time, reach[k]))),
    ),
  )
  const sums = new Float64Array(t.length)
  const counts = new Float64Array(t.length)
  for (const { from, to } of evenly(used, mostMeant)) {
    const time = stretchedTime(width, interval, to - from)
    for (let k = 0; k < t.length; k++) {
      const v = potentialAt(trace, from + time(t[k]), reach[k])
      if (Number.isNaN(v)) continue
      sums[k] += v
      counts[k]++
    }
  }
  // There may be no samples before the first spike of a recording, or after a gap.
  const seen = [...counts.keys()].filter((k) => counts[k] > 0)
  return {
    level: design.level,
    width: design.spikeWidth,
    intervals: used.map(({ from, to }) => to - from),
    leftOut,
    t: seen.map((k) => t[k]),
    cycles: cycles.map((cycle) => seen.map((k) => cycle[k])),
    mean: seen.map((k) => sums[k] / counts[k]),
  }
}

function evenly<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all]
  return Array.from({ length: most }, (_, k) => all[Math.floor(((k + 0.5) * all.length) / most)])
}
