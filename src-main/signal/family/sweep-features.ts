import type { CellProtocol, SweepFeatures } from '../../contract/cells.ts'
import { finiteRuns, type Grid, interpolate } from '../features/grid.ts'
import { firstAt, peaksAfter } from '../features/peaks.ts'
import { slopes } from '../features/slope.ts'
import { spikeShapes } from '../features/spike-shape.ts'
import { levels } from '../features/subthreshold.ts'
import type { Family, FamilySweep } from './family.ts'

/** The features of a sweep, and what the summary of the cell needs. */
export interface MeasuredSweep {
  features: SweepFeatures
  /** Sag over the drop from rest to the lowest voltage, and that drop, mV; null without hyperpolarization. */
  sag: { ratio: number; drop: number } | null
  /** Spikes before the stimulus. */
  spikesBefore: number
}

/** Fewest points of a stretch without missing samples: a derivative takes three. */
const fewest = 3
/** A crossing ends this far below the level, mV; as in `familySpikes`. */
const release = 5

/**
 * Features of a sweep by the definitions of signal/features, with spikes by the cell's level.
 * @param times of the sweep's spikes, ms on the recording's clock @param level that they cross, mV
 */
export function measureSweep(
  sweep: FamilySweep,
  { samplingInterval, start }: Omit<Family, 'sweeps'>,
  { onset, offset, shape }: CellProtocol,
  amplitude: number,
  spikes: { level: number | null; times: readonly number[] },
): MeasuredSweep {
  const end = sweep.voltage.length * samplingInterval
  const stimulus = { from: (onset ?? start) - start, to: (offset ?? start + end) - start }
  const grid = interpolate(sweep.voltage, samplingInterval, 0)
  const runs = finiteRuns(grid.v, fewest)
  const slope = slopes(grid, runs)
  const level = spikes.level ?? Number.POSITIVE_INFINITY
  const crossings = spikes.times.map((time) => time - start)
  const begin = firstAt(grid.t, stimulus.from, [0, grid.t.length])
  const shapes = runs.map((run) =>
    spikeShapes(grid, slope, run, peaksAfter(grid, crossings, level - release, run), begin, {
      minimum: 'first',
      level,
      isHeld: () => false,
      hasOnset: true,
    }),
  )
  const all = shapes.flatMap((spikesOfRun, run) =>
    spikesOfRun.map(({ peak, begin }) => ({ time: grid.t[peak], begin, run })),
  )
  const inside = all.filter(({ time }) => time >= stimulus.from && time < stimulus.to)
  // No interval across missing samples, which may hide a spike.
  const intervals = inside
    .slice(1)
    .flatMap(({ time, run }, k) => (run === inside[k].run ? [round(time - inside[k].time)] : []))
  const [first] = inside
  const [firstInterval = null] = intervals
  const lastInterval = intervals.at(-1) ?? null
  const isStep = shape === 'step' && onset !== null
  const about = onset === null ? null : levels(grid, stimulus)
  const found = isStep ? about : null
  const quiet = !all.some(({ time }) => time >= 0.9 * stimulus.from && time < stimulus.from)
  const rest = about && quiet ? about.base : null
  const silent = inside.length === 0
  const drop = rest === null || found?.minimum == null ? 0 : rest - found.minimum
  const seconds = presentTime(grid, stimulus.from, stimulus.to) / 1000
  return {
    features: {
      sweep: sweep.index,
      name: sweep.name,
      amplitude,
      spikes: inside.length,
      spikesOutside: all.length - inside.length,
      rate: seconds > 0 ? round(inside.length / seconds) : 0,
      latency: first ? round(first.time - stimulus.from) : null,
      firstInterval,
      lastInterval,
      adaptation: intervals.length > 1 && firstInterval && lastInterval ? lastInterval / firstInterval : null,
      threshold: first && first.begin !== null ? grid.v[first.begin] : null,
      rest,
      steady: silent ? (found?.steadyAtEnd ?? null) : null,
    },
    sag: silent && drop > 0 && found?.sag != null ? { ratio: found.sag / drop, drop } : null,
    spikesBefore: onset === null ? 0 : all.filter(({ time }) => time < stimulus.from).length,
  }
}

/** Removes rounding errors of the grid's steps. */
function round(x: number): number {
  return Number(x.toFixed(6))
}

/** Time with samples between two times, ms. */
function presentTime({ t, v }: Grid, from: number, to: number): number {
  let [present, all] = [0, 0]
  for (let i = 0; i < t.length; i++) {
    if (t[i] < from || t[i] >= to) continue
    all++
    if (Number.isFinite(v[i])) present++
  }
  return all === 0 ? 0 : ((to - from) * present) / all
}
