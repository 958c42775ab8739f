import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { Distribution, PriorFile } from '../../src-main/contract/priors.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { underPrior } from '../../src-main/inference/estimate/under-prior.ts'
import { readModel } from '../../src-main/library/model-format/read-model.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { loadEstimator, runEstimate } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'
import { pinkNoise } from './verdict-cases/pink-noise.ts'
import { type Unsteadiness, unsteadyTrace } from './verdict-cases/unsteady-neurons.ts'

interface Case {
  name: string
  /** The check that must detect it; null where there is nothing to detect. */
  check: string | null
  /** Estimator and trace number k; `values` are drawn from the estimator's prior. */
  make(k: number, random: Random): { estimator: Estimator; trace: Float64Array; values: Float64Array }
}

/**
 * Slightly misspecified neurons: dynamical noise, a θ₀ that drifts, 1/f noise; and priors that exclude or bias against
 * the truth. How many are flagged, how many by the appropriate check, and whether the 90 % interval of θ₀ covers the
 * truth, for all and for those rated ok.
 */
export async function nearMisses({ model, traces, seed }: AccuracyOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const { prior: file } = (await readModel(model)).card
  const rows = casesOf(estimator, file, seed).map((one) => {
    const row = rowOf(one, traces, seed)
    console.table([row])
    return row
  })
  console.log(`${model}, ${traces} traces each (seed ${seed})`)
  console.table(rows)
}

function rowOf({ name, check, make }: Case, traces: number, seed: number) {
  const found = Array.from({ length: traces }, (_, k) => {
    const { estimator, trace, values } = make(k, createRandom(seed).fork(k))
    const { result } = runEstimate(estimator, Array.from(trace, Math.fround), k)
    return { result, held: holdsTheta0(result, estimator, values) }
  }).filter(({ result }) => !isSilent(result))
  const ok = found.filter(({ result }) => result.verdict.level === 'ok')
  const flags = ({ result }: (typeof found)[number]): string[] =>
    result.verdict.reasons.filter(({ level }) => level !== 'ok').map((reason) => reason.check)
  const held = (of: typeof found): string => `${of.filter((one) => one.held).length} of ${of.length}`
  return {
    case: name,
    traces: found.length,
    ok: ok.length,
    seen: check === null ? '' : found.filter((one) => flags(one).includes(check)).length,
    first: check === null ? '' : found.filter((one) => flags(one)[0] === check).length,
    'θ₀ held': held(found),
    '… where ok': held(ok),
  }
}

function casesOf(estimator: Estimator, file: PriorFile, seed: number): Case[] {
  const { prior } = estimator
  const unsteady = (name: string, how: Unsteadiness): Case => ({
    name,
    check: 'steadiness',
    make(k, random) {
      const values = valuesOf(estimator, seed, k)
      const trace = unsteadyTrace(prior, values, how, random)
      prior.noise(values, 0).add(trace, 0, trace.length, random)
      return { estimator, trace, values }
    },
  })
  return [
    { name: 'steady', check: null, make: unsteady('', {}).make },
    ...[0.02, 0.05].flatMap((size) =>
      (['u', 'v'] as const).map((where) =>
        unsteady(`noise of D = ${size} in d${where}`, { processNoise: { in: where, size } }),
      ),
    ),
    ...[0.02, 0.05].map((size) => unsteady(`θ₀ drifts by ${size}`, { theta0Drift: size })),
    {
      name: '1/f noise of the same sd',
      check: 'whiteness',
      make(k, random) {
        const values = valuesOf(estimator, seed, k)
        const trace = unsteadyTrace(prior, values, {}, random)
        pinkNoise(trace.length, prior.noise(values, 0).sd, random).forEach((v, i) => {
          trace[i] += v
        })
        return { estimator, trace, values }
      },
    },
    ...priorCases(estimator, file, seed),
  ]
}

/** A different prior of θ₀, with truths that it allows, excludes, or has far in its tails. */
function priorCases(estimator: Estimator, file: PriorFile, seed: number): Case[] {
  const { prior: learned } = estimator
  const at = learned.parameters.findIndex(({ name }) => name === 'theta0')
  const { lower, upper } = learned.distributions[at]
  const withTheta0 = (theta0: Distribution): Estimator =>
    underPrior(estimator, { ...file, parameters: { ...file.parameters, theta0 } })
  const normal = (mean: number, sd: number, from = lower, to = upper): Distribution => ({
    kind: 'truncatedNormal',
    mean,
    sd,
    lower: from,
    upper: to,
  })
  const of = (
    name: string,
    check: string | null,
    applied: (theta0: number) => Distribution,
    truths: Estimator,
  ): Case => ({
    name,
    check,
    make(k, random) {
      const values = valuesOf(truths, seed, k)
      const trace = unsteadyTrace(learned, values, {}, random)
      learned.noise(values, 0).add(trace, 0, trace.length, random)
      return { estimator: withTheta0(applied(values[at])), trace, values }
    },
  })
  const narrow = normal(0.4, 0.03)
  /** Towards the side with more room. */
  const away = (theta0: number, by: number): number =>
    theta0 > (lower + upper) / 2 ? theta0 - by : theta0 + by
  return [
    of('truth from a narrow prior of θ₀, which is applied', null, () => narrow, withTheta0(narrow)),
    of(
      'θ₀ excluded by 0.1',
      'priorConflict',
      (theta0) => {
        const limit = away(theta0, 0.1)
        return limit < theta0 ? normal(limit, 0.1, lower, limit) : normal(limit, 0.1, limit, upper)
      },
      estimator,
    ),
    of('a prior of θ₀ 10 sds away', 'priorConflict', (theta0) => normal(away(theta0, 0.2), 0.02), estimator),
  ]
}

/** The kth draw from the estimator's prior, among those that its observable can use. */
function valuesOf({ prior }: Estimator, seed: number, k: number): Float64Array {
  return createBatchSource(prior, 1, { noise: false })(createRandom(seed + 1).fork(k)).parameters
}

function holdsTheta0({ parameters }: EstimateResult, { prior }: Estimator, values: Float64Array): boolean {
  const j = prior.parameters.findIndex(({ name }) => name === 'theta0')
  const told = parameters[j]?.posterior
  return told !== undefined && values[j] > told.q05 && values[j] < told.q95
}

function isSilent({ verdict }: EstimateResult): boolean {
  return verdict.reasons.some(({ check, level }) => check === 'silent' && level !== 'ok')
}
