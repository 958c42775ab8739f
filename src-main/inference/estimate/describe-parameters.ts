import type { Curve, Summary } from '../../contract/common.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { DerivedParameter } from '../../model/derived-parameter.ts'
import type { ContinuousDistribution } from '../../model/prior/distributions/distribution.ts'
import {
  centralIntervals,
  densityCurve,
  quantile,
  summarize,
  type WeightedSample,
  weightedSample,
} from '../statistics/weighted.ts'

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

/**
 * Describes each parameter: posterior, network's posterior and prior, as summaries and density curves.
 * @param rows draws that the posterior's marginals are made of, for quantities derived from two parameters
 */
export function describeParameters(
  prior: Prior,
  posterior: readonly WeightedSample[],
  network: readonly WeightedSample[],
  derived: Record<string, DerivedParameter>,
  rows?: { values: Float64Array; weights?: Float64Array },
): ParameterEstimate[] {
  const D = prior.parameters.length
  /** Null where it needs a parameter that is not estimated. */
  const derivedSample = ({ of, with: other }: DerivedParameter, j: number): WeightedSample | null => {
    if (other === undefined) return transform(posterior[j], of)
    const beside = prior.parameters.findIndex(({ name }) => name === other)
    if (beside < 0 || !rows) return null
    const { values, weights } = rows
    const both = Float64Array.from({ length: values.length / D }, (_, i) =>
      of(values[i * D + j], values[i * D + beside]),
    )
    return weightedSample(both, weights)
  }
  return prior.parameters.map((p, j) => {
    const distribution = prior.distributions[j]
    const range = drawnRange(distribution, posterior[j])
    const own = derived[p.name]
    const sample = own && derivedSample(own, j)
    return {
      ...p,
      posterior: summarize(posterior[j]),
      network: summarize(network[j]),
      intervals: { posterior: centralIntervals(posterior[j]), network: centralIntervals(network[j]) },
      prior: { ...summarizePrior(distribution), ...range },
      priorDensity: priorCurve(distribution, range),
      posteriorDensity: densityCurve(posterior[j], range.lower, range.upper),
      derived: sample ? [{ label: own.label, unit: own.unit, summary: summarize(sample) }] : [],
    }
  })
}

/** The sample transformed by an ascending function. */
function transform(sample: WeightedSample, of: (x: number) => number): WeightedSample {
  const weights = sample.cumulated.map((c, i) => c - (i > 0 ? sample.cumulated[i - 1] : 0))
  return weightedSample(sample.values.map(of), weights)
}

interface Limits {
  lower: number
  upper: number
}

/** Range of the prior's curve: its limits, or, where it has none, its displayed range extended to the posterior. */
function drawnRange({ lower, upper, shown }: ContinuousDistribution, posterior: WeightedSample): Limits {
  const far = 5 * posterior.sd
  return {
    lower: Number.isFinite(lower) ? lower : Math.min(shown.lower, quantile(posterior, 0.001) - far),
    upper: Number.isFinite(upper) ? upper : Math.max(shown.upper, quantile(posterior, 0.999) + far),
  }
}

function summarizePrior(distribution: ContinuousDistribution): Summary {
  const [q05, q50, q95] = [0.05, 0.5, 0.95].map((p) => distribution.quantile(p))
  return { mean: distribution.mean, sd: distribution.sd, q05, q50, q95 }
}

function priorCurve(distribution: ContinuousDistribution, { lower, upper }: Limits): Curve {
  const inside = (i: number): number => lower + ((upper - lower) * (i + 0.5)) / curvePoints
  const x = Array.from({ length: curvePoints }, (_, i) => inside(i))
  return { x, y: x.map((v) => Math.exp(distribution.logDensity(v))) }
}
