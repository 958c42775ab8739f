import type { NetworkSpec, Normalization } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Batch } from '../../model/simulate/simulate.ts'
import { cycleFeatureCount, readCycle, writeCycleFeatures } from '../../signal/cycle/cycle-reading.ts'
import { coordinatesOf } from '../coordinates.ts'
import { statisticsCount, traceStatistics } from '../trace-statistics.ts'
import { showsTrace } from './catalogue.ts'
import { spikeSummary } from './spike-summary.ts'
import { targetIndices, writeRelative } from './targets.ts'

/** Simulations behind the normalization of a network that has no training set of its own. */
export const normalizationDraws = 4096

/**
 * Shifts and scales for a network, measured on simulations: means and standard deviations for a posterior network;
 * for a point network the extremes of the targets, and of spike rate and duration, while traces stay as they are
 * (Rudi, Bessac & Lenzi 2022).
 */
export function measureNormalization(
  spec: NetworkSpec,
  prior: Prior,
  { parameters, traces }: Batch,
): Normalization {
  const { points } = prior.grid
  const D = prior.parameters.length
  const n = parameters.length / D
  if (spec.kind === 'posterior' && spec.embedding === 'cycle') {
    const width = cycleFeatureCount(spec.harmonics)
    const coordinates = coordinatesOf(prior)
    const d = coordinates.dimension
    const features = new Float64Array(n * width)
    const targets = new Float64Array(n * d)
    const z = new Float64Array(d)
    for (let k = 0; k < n; k++) {
      const reading = readCycle(traces, k * points, points, spec.harmonics)
      if (reading) writeCycleFeatures(reading, features, k * width)
      writeRelative(coordinates, parameters, k * D, reading, z)
      targets.set(z, k * d)
    }
    return {
      trace: { mean: 0, sd: 1 },
      statistics: columnMoments(features, width),
      target: columnMoments(targets, d),
    }
  }
  if (spec.kind === 'posterior') {
    const statistics = new Float64Array(n * statisticsCount)
    const targets = new Float64Array(n * D)
    for (let k = 0; k < n; k++) {
      traceStatistics(traces, k * points, points, statistics, k * statisticsCount)
      prior.toUnbounded(parameters, k * D, targets, k * D)
    }
    const trace = columnMoments(traces, 1)
    return {
      trace: { mean: trace.mean[0], sd: trace.sd[0] },
      statistics: columnMoments(statistics, statisticsCount),
      target: columnMoments(targets, D),
    }
  }
  const summaries = showsTrace(spec.input)
    ? []
    : Array.from({ length: n }, (_, k) => spikeSummary(prior, traces, k * points, false))
  return {
    trace: { mean: 0, sd: 1 },
    statistics:
      summaries.length === 0
        ? { mean: [], sd: [] }
        : extremes([summaries.map((s) => s.rate), summaries.map((s) => s.duration)]),
    target: extremes(
      targetIndices(spec, prior).map((j) => Array.from({ length: n }, (_, k) => parameters[k * D + j])),
    ),
  }
}

/** Of each column its least value and its range. */
function extremes(columns: readonly number[][]): { mean: number[]; sd: number[] } {
  const least = columns.map((column) => column.reduce((a, b) => Math.min(a, b)))
  const most = columns.map((column) => column.reduce((a, b) => Math.max(a, b)))
  return { mean: least, sd: most.map((v, j) => Math.max(v - least[j], 1e-6)) }
}

function columnMoments(
  values: Float64Array | Float32Array,
  columns: number,
): { mean: number[]; sd: number[] } {
  const rows = values.length / columns
  const mean = new Array<number>(columns).fill(0)
  const sd = new Array<number>(columns).fill(0)
  for (let i = 0; i < values.length; i++) mean[i % columns] += values[i] / rows
  for (let i = 0; i < values.length; i++) sd[i % columns] += (values[i] - mean[i % columns]) ** 2 / rows
  return { mean, sd: sd.map((v) => Math.max(Math.sqrt(v), 1e-6)) }
}
