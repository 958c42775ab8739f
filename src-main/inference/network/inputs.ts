import type { NetworkSpec, Normalization } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import {
  type CycleReading,
  cycleFeatureCount,
  readCycle,
  writeCycleFeatures,
} from '../../signal/cycle/cycle-reading.ts'
import { statisticsCount, traceStatistics } from '../trace-statistics.ts'
import { showsTrace } from './catalogue.ts'
import { paddedLength } from './padded-length.ts'
import { spikeSummary } from './spike-summary.ts'

/** How wide each input of a network is. */
export function inputWidths(spec: NetworkSpec, { grid }: Prior): number[] {
  if (spec.kind === 'posterior') {
    if (spec.embedding === 'cycle') return [cycleFeatureCount(spec.harmonics)]
    return [paddedLength(spec, grid.points), statisticsCount]
  }
  if (showsTrace(spec.input)) return [grid.points]
  return [spec.input === 'spikeRate' ? 1 : 2]
}

/** Whether a network learns from traces with noise in them. */
export function learnsFromNoise(spec: NetworkSpec): boolean {
  return spec.kind === 'posterior' || spec.input === 'noisyTrace'
}

/**
 * Writes a network's inputs for trace[from … from+points) into row `row` of each array.
 * @returns what the trace shows of its cycle, where the network goes by that
 */
export type InputWriter = (
  trace: Float32Array,
  from: number,
  out: readonly Float32Array[],
  row: number,
) => CycleReading | null

/**
 * A posterior network sees the trace, padded by its last value, and the statistics of its fast structure, or the shape
 * of the trace's cycle; a point network the trace, or its spike rate and mean spike duration.
 * @param hasNoise whether the traces to come have noise
 */
export function createInputWriter(
  spec: NetworkSpec,
  prior: Prior,
  normalization: Pick<Normalization, 'trace' | 'statistics'>,
  hasNoise: boolean,
): InputWriter {
  const { points } = prior.grid
  const widths = inputWidths(spec, prior)
  const { mean, sd } = normalization.trace
  const s = normalization.statistics
  const writeTrace: InputWriter = (trace, from, [out], row) => {
    const at = row * widths[0]
    for (let i = 0; i < widths[0]; i++) out[at + i] = (trace[from + Math.min(i, points - 1)] - mean) / sd
    return null
  }
  if (spec.kind === 'posterior' && spec.embedding === 'cycle') {
    return (trace, from, [out], row) => {
      const reading = readCycle(trace, from, points, spec.harmonics)
      const at = row * widths[0]
      if (reading) writeCycleFeatures(reading, out, at)
      for (let j = 0; j < widths[0]; j++) out[at + j] = reading ? (out[at + j] - s.mean[j]) / s.sd[j] : 0
      return reading
    }
  }
  if (spec.kind === 'posterior') {
    return (trace, from, out, row) => {
      writeTrace(trace, from, out, row)
      const at = row * statisticsCount
      traceStatistics(trace, from, points, out[1], at)
      for (let j = 0; j < statisticsCount; j++) out[1][at + j] = (out[1][at + j] - s.mean[j]) / s.sd[j]
      return null
    }
  }
  if (showsTrace(spec.input)) return writeTrace
  return (trace, from, [out], row) => {
    const { rate, duration } = spikeSummary(prior, trace, from, hasNoise)
    const summaries = [rate, duration]
    for (let j = 0; j < widths[0]; j++) out[row * widths[0] + j] = (summaries[j] - s.mean[j]) / s.sd[j]
    return null
  }
}
