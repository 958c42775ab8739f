import type { Curve, Summary } from '../../contract/common.ts'
import type { TruncatedNormal } from '../../contract/models.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import type { DerivedNoise } from '../../simulation/ar1-noise.ts'
import type { Prior } from '../../simulation/prior.ts'
import {
  truncatedNormalLogDensity,
  truncatedNormalMoments,
  truncatedNormalQuantile,
} from '../../simulation/truncated-normal.ts'
import { densityCurve, summarize, type WeightedSample, weightedSample } from '../statistics/weighted.ts'

const curvePoints = 128

/** Marginal of each parameter, from n weighted draws (n × D, row-major, inside the limits). */
export function marginalsOf(
  values: Float64Array,
  dimension: number,
  weights?: Float64Array,
): WeightedSample[] {
  const n = values.length / dimension
  return Array.from({ length: dimension }, (_, j) =>
    weightedSample(
      Float64Array.from({ length: n }, (_, i) => values[i * dimension + j]),
      weights,
    ),
  )
}

/** What is known of each parameter: posterior, the network's own posterior, prior; in numbers and as curves. */
export function describeParameters(
  prior: Prior,
  posterior: readonly WeightedSample[],
  network: readonly WeightedSample[],
  derived: Record<string, DerivedNoise>,
): ParameterEstimate[] {
  return prior.parameters.map((p, j) => {
    const d = prior.distributions[j]
    const own = derived[p.name]
    return {
      ...p,
      posterior: summarize(posterior[j]),
      network: summarize(network[j]),
      prior: { ...summarizePrior(d), lower: d.lower, upper: d.upper },
      priorDensity: priorCurve(d),
      posteriorDensity: densityCurve(posterior[j], d.lower, d.upper),
      derived: own
        ? [{ label: own.label, unit: own.unit, summary: summarize(transform(posterior[j], own.of)) }]
        : [],
    }
  })
}

/** The sample of an ascending function of a quantity. */
function transform(sample: WeightedSample, of: (x: number) => number): WeightedSample {
  const weights = sample.cumulated.map((c, i) => c - (i > 0 ? sample.cumulated[i - 1] : 0))
  return weightedSample(sample.values.map(of), weights)
}

function summarizePrior(d: TruncatedNormal): Summary {
  const [q05, q50, q95] = [0.05, 0.5, 0.95].map((p) => truncatedNormalQuantile(d, p))
  return { ...truncatedNormalMoments(d), q05, q50, q95 }
}

function priorCurve(d: TruncatedNormal): Curve {
  const inside = (i: number): number => d.lower + ((d.upper - d.lower) * (i + 0.5)) / curvePoints
  const x = Array.from({ length: curvePoints }, (_, i) => inside(i))
  return { x, y: x.map((v) => Math.exp(truncatedNormalLogDensity(d, v))) }
}
