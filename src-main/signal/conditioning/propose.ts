import type { Conditioning, ConditioningStep } from '../../contract/conditioning.ts'
import { plain } from '../../contract/quantities.ts'
import type { VoltageUnit, Window } from '../../contract/recordings.ts'
import { voltageSuffix } from '../../contract/units.ts'
import { median, quantile, robustDeviation, sortedSample } from '../robust.ts'
import { findSpikes } from '../spikes/find-spikes.ts'

interface Sweep {
  samples: Float64Array
  samplingInterval: number
  start: number
  voltageUnit: VoltageUnit
}

/** Blocks of a silent trace (a spiking one has a level between each two spikes); fewest levels. */
const blocks = 12
const fewestLevels = 6
/** Beyond this number levels are subsampled evenly. */
const mostLevels = 200
/** Quantile of a stretch taken as its level: below the spikes, above the deepest afterhyperpolarization. */
const levelShare = 0.35

/**
 * Conditioning steps to suggest for a window, with reasons; none where the level between spikes is steady.
 * @param done steps already applied
 */
export function proposeConditioning(
  sweep: Sweep,
  window: Window,
  done: Conditioning,
): { step: ConditioningStep; text: string }[] {
  if (done.some(({ kind }) => kind === 'detrend' || kind === 'baseline')) return []
  const { samples, samplingInterval, start, voltageUnit } = sweep
  const indexOf = (time: number): number => Math.max(0, Math.round((time - start) / samplingInterval))
  const x = samples.subarray(indexOf(window.from), indexOf(window.to))
  const { times, levels: between } = findSpikes(x, { samplingInterval, start: 0, voltageUnit })
  const spikes = times.map((t) => Math.round(t / samplingInterval))
  const found = spikes.length < 2 ? levelsOfBlocks(x) : levelsBetween(x, spikes)
  const stride = Math.ceil(found.length / mostLevels)
  const levels = found.filter((_, k) => k % stride === 0)
  if (levels.length < fewestLevels) return []
  const at = levels.map((level) => level.at)
  const heights = levels.map((level) => level.height)
  // A drift is compared with the height of the spikes or, without spikes, with the trace's own variation.
  const least = between
    ? 0.08 * (between.high - between.rest)
    : 1.5 * median(levels.map(({ spread }) => spread))
  const { slope, deviation } = lineThrough(at, heights)
  const drift = Math.abs(slope) * x.length
  const unsure = deviation * Math.sqrt(12 / levels.length)
  const mV = voltageUnit === 'none' ? ' model units' : voltageSuffix(voltageUnit)
  if (drift > least && drift > 5 * unsure) {
    return [
      {
        step: { kind: 'detrend', from: window.from, to: window.to },
        text: `The baseline drifts by ${plain(drift, 2)}${mV} over the window. Subtract a straight line?`,
      },
    ]
  }
  const sorted = Float64Array.from(heights).sort()
  const range = quantile(sorted, 0.95) - quantile(sorted, 0.05)
  const steps = heights.slice(1).map((height, k) => Math.abs(height - heights[k]))
  if (range > 2 * least && range > 5 * median(steps)) {
    const interval = median(spikes.slice(1).map((i, k) => i - spikes[k])) * samplingInterval
    const width = Number.isNaN(interval) ? (window.to - window.from) / 4 : 5 * interval
    return [
      {
        step: { kind: 'baseline', width: Number(width.toPrecision(2)) },
        text: `The baseline varies by ${plain(range, 2)}${mV} over the window. Subtract a running median?`,
      },
    ]
  }
  return []
}

interface Level {
  /** Middle of the stretch, in samples from the window's start. */
  at: number
  height: number
  spread: number
}

/** Levels over whole cycles, between consecutive spikes, so that phase has no effect. */
function levelsBetween(x: Float64Array, spikes: readonly number[]): Level[] {
  const lengths = spikes.slice(1).map((end, k) => end - spikes[k])
  const longest = 2 * median(lengths)
  return lengths.flatMap((length, k) => (length > longest ? [] : levelOf(x, spikes[k], spikes[k + 1])))
}

function levelsOfBlocks(x: Float64Array): Level[] {
  const edge = (k: number): number => Math.floor((k * x.length) / blocks)
  return Array.from({ length: blocks }, (_, k) => levelOf(x, edge(k), edge(k + 1))).flat()
}

/** Empty where all samples are missing. */
function levelOf(x: Float64Array, from: number, to: number): Level[] {
  const sorted = sortedSample(x, from, to)
  if (sorted.length === 0) return []
  const height = quantile(sorted, levelShare)
  return [{ at: (from + to) / 2, height, spread: robustDeviation(sorted) }]
}

/** Median (Theil–Sen) slope, and the robust standard deviation about that line. */
function lineThrough(at: readonly number[], y: readonly number[]): { slope: number; deviation: number } {
  const slopes = y.flatMap((b, j) => y.slice(0, j).map((a, i) => (b - a) / (at[j] - at[i])))
  const slope = median(slopes)
  const rest = Float64Array.from(y, (v, i) => v - slope * at[i]).sort()
  return { slope, deviation: robustDeviation(rest) }
}
