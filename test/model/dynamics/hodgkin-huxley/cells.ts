import type { Random } from '../../../../src-main/model/random.ts'
import type { SpikeCycleTracer, TracedCycle } from '../../../../src-main/model/spike-cycle.ts'

/** n rows of parameters and constants, drawn from the prior of the spike cycle (science.md, section 5). */
export function drawCells(n: number, random: Random): Float64Array {
  const lognormal = (median: number, sd: number): number => median * Math.exp(sd * random.normal())
  const normal = (mean: number, sd: number): number => mean + sd * random.normal()
  const rows: number[] = []
  for (let k = 0; k < n; k++)
    rows.push(
      lognormal(15, 1),
      lognormal(4, 1),
      lognormal(0.03, 0.8),
      lognormal(0.6, 1),
      normal(-45, 10),
      lognormal(0.6, 0.6),
      normal(50, 7),
      normal(-90, 7),
    )
  return Float64Array.from(rows)
}

/** Each row's cycle, copied; null where it does not fire. */
export function tracesOf(tracer: SpikeCycleTracer, rows: Float64Array, longest: number): (Cycle | null)[] {
  const found: (Cycle | null)[] = new Array(rows.length / 8)
  tracer.trace(rows, rows.length / 8, longest, (row, cycle) => {
    found[row] = cycle && copy(cycle)
  })
  return found
}

export interface Cycle {
  t: number[]
  v: number[]
}

function copy({ count, t, v }: TracedCycle): Cycle {
  return {
    t: Array.from({ length: count }, (_, i) => t[i]),
    v: Array.from({ length: count }, (_, i) => v[i]),
  }
}

/** Halfway between the peak and the trough. */
export function halfway({ v }: Cycle): number {
  return (Math.max(...v) + Math.min(...v)) / 2
}

/** When the potential rises through the level, by straight lines. */
export function crossings({ t, v }: Cycle, level: number): number[] {
  const found: number[] = []
  for (let i = 1; i < v.length; i++)
    if (v[i - 1] < level && v[i] >= level)
      found.push(t[i - 1] + ((t[i] - t[i - 1]) * (level - v[i - 1])) / (v[i] - v[i - 1]))
  return found
}

/** The potential at `time`, by a straight line between two samples. */
export function potentialAt({ t, v }: Cycle, time: number): number {
  const i = Math.max(
    1,
    t.findIndex((next) => next >= time) === -1 ? t.length - 1 : t.findIndex((next) => next >= time),
  )
  return v[i - 1] + ((v[i] - v[i - 1]) * (time - t[i - 1])) / (t[i] - t[i - 1])
}
