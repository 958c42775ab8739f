import type { Assumed, Move } from '../../../contract/assumed.ts'
import { confoundedSets } from '../../../model/composition/confounded.ts'
import { type FixedValue, fixedValues } from '../../../model/composition/with-fixed.ts'
import type { Random } from '../../../model/random.ts'
import type { WeightedPosterior } from '../../importance/sampler.ts'
import { resample } from '../../importance/weights.ts'
import type { WeightedSample } from '../../statistics/weighted.ts'
import type { Compared } from '../compared.ts'
import { type AtValue, asEstimated, atValue } from './at-value.ts'
import { type Carried, type Cloud, momentsOf } from './carry.ts'
import { choleskyOf } from './linearize.ts'
import { maximize } from './maximize.ts'
import { moved } from './move.ts'
import { type Score, scoreOf } from './score.ts'

/** Efficient score of a constant. */
export interface ConstantScore extends Pick<Score, 'z' | 'estimate' | 'error' | 'slope'> {
  name: string
  symbol: string
  value: number
}

/** Fixed values that an estimate assumes, and its sensitivity to them. */
export interface Sensitivity {
  /** Without moves. */
  assumed: Assumed[]
  /** Of the constants that the data can test. */
  scores: ConstantScore[]
  /**
   * Computes the moves, which takes nearly as long as the rest of an estimate; yields the number done before each
   * value. Null where there are none to compute.
   */
  moves: (() => Generator<number, Assumed[]>) | null
}

/** All of it at once, with the moves. */
export function wholeOf({ assumed, scores, moves }: Sensitivity): Pick<Sensitivity, 'assumed' | 'scores'> {
  if (!moves) return { assumed, scores }
  const steps = moves()
  for (;;) {
    const step = steps.next()
    if (step.done) return { assumed: step.value, scores }
  }
}

/** Draws that are mapped. */
const draws = 500
/** Smallest effective sample size of the estimated and of the changed posterior for a move to be reported. */
const leastEss = 100
/** Step of the finite difference, as a share of the change. */
const small = 0.003
/**
 * Approximate minus second derivative of the log prior by an unbounded coordinate; of a logistic one it is at most
 * 0.5.
 */
const priorCurvature = 0.1
/** Changes below this many standard errors can't be tested by the data. */
const leastTold = 1

/**
 * Sensitivity analysis: how far each estimate moves for a stated change of each value fixed by the prior, and whether
 * the data reject the value. Moves are of posterior means: draws are mapped to the maximum of the changed posterior
 * and reweighted, which is exact up to Monte Carlo error; to first order it is Giordano, Broderick & Jordan 2018
 * (covariance of parameters and score).
 * @param onGrid the data on the prior's grid
 * @param marginals by parameter
 */
export function sensitivityOf(
  compared: Compared,
  onGrid: Float32Array,
  posterior: WeightedPosterior,
  marginals: readonly WeightedSample[],
  random: Random,
): Sensitivity {
  const { prior } = compared
  const fixed = fixedValues(prior)
  const told = prior.noiseModel.hasLikelihood && prior.observable.spikeLevel && posterior.ess >= leastEss
  const assumed = fixed.map((one) => assumedOf(one, []))
  if (!told) return { assumed, scores: [], moves: null }
  const estimated = asEstimated(compared)
  const cloud = thinned(posterior, compared.problem.target.dimension, random)
  const curvature = curvatureOf(compared, cloud)
  const { z, frame } = nearBest(posterior, cloud)
  const here = maximize(estimated, z, frame, curvature, 8)
  const at =
    ({ description: { name }, value }: FixedValue) =>
    (by: number): AtValue =>
      atValue(compared, onGrid, name, value + by)
  const scores = fixed.map((one) => {
    const h = small * Math.abs(one.change)
    return scoreOf(here, one.value, { below: at(one)(-h), above: at(one)(h), h })
  })
  const tested = testedOf(prior, fixed)
  return {
    assumed,
    scores: fixed.flatMap(({ description: { name, symbol }, value, change }, k) => {
      const { z, estimate, error, slope } = scores[k]
      const isTold = Math.abs(change) >= leastTold * error
      return tested.includes(name) && isTold ? [{ name, symbol, value, z, estimate, error, slope }] : []
    }),
    *moves() {
      const before = estimated.densities(cloud.z, cloud.n).values
      const done: Assumed[] = []
      for (const [k, one] of fixed.entries()) {
        yield k
        const { change } = one
        const expected = expectedChange(scores[k], one)
        const way = {
          tangent: scores[k].tangent,
          change,
          expected,
          at: (share: number) => at(one)(share * change),
        }
        const after = moved(here, cloud, way, curvature, random.fork(k))
        done.push(assumedOf(one, after.ess >= leastEss ? movesOf(prior, before, after, marginals) : []))
      }
      return done
    },
  }
}

/** Of the highest log density with a change of a fixed value: −½ ((value + change − estimate)² − (value − estimate)²)/error². */
function expectedChange({ estimate, error }: Score, { value, change }: FixedValue): number {
  return (-0.5 * change * (2 * (value - estimate) + change)) / error ** 2
}

function assumedOf({ description, value, change }: FixedValue, moves: Move[]): Assumed {
  const { name, symbol, unit } = description
  return { name, symbol, unit, value, change, moves }
}

/**
 * The constants that the data can test. Excluded are those that are confounded with free parameters; of several that
 * are confounded with each other the last one is tested.
 */
function testedOf({ neuron, observable, parameters }: Compared['prior'], fixed: FixedValue[]): string[] {
  const names = fixed.flatMap(({ role, description }) => (role === 'constant' ? [description.name] : []))
  const free = parameters.map(({ name }) => name)
  return names.filter((name, k) => {
    const others = [...free, ...names.slice(k)]
    return confoundedSets({ neuron, observable }, (one) => others.includes(one)).every(
      (set) => !set.names.includes(name),
    )
  })
}

function thinned({ z, logTarget, weights }: WeightedPosterior, d: number, random: Random): Cloud {
  const rows = resample(weights, draws, random)
  const kept = new Float64Array(draws * d)
  rows.forEach((row, i) => {
    kept.set(z.subarray(row * d, (row + 1) * d), i * d)
  })
  return { n: draws, z: kept, density: Float64Array.from(rows, (row) => logTarget[row]) }
}

/** Noise has curvature in the log density that does not come from the predictions. */
function curvatureOf({ problem }: Compared, { z, n }: Cloud): Float64Array {
  const { quantities, dimension: d } = problem.coordinates
  const { covariance } = momentsOf(z, new Float64Array(n).fill(1 / n), d)
  return Float64Array.from(quantities, ({ group }, j) =>
    group === 'noise' ? 1 / covariance[j * d + j] : priorCurvature,
  )
}

/** The best draw, and axes from the best fifth of the draws, among which a curved posterior is nearly straight. */
function nearBest({ z, logTarget }: WeightedPosterior, { n, density, ...cloud }: Cloud) {
  const d = cloud.z.length / n
  let best = 0
  for (let i = 1; i < logTarget.length; i++) if (logTarget[i] > logTarget[best]) best = i
  const rows = Array.from(density.keys()).sort((a, b) => density[b] - density[a])
  const near = Float64Array.from(
    rows.slice(0, n / 5).flatMap((row) => Array.from(cloud.z.subarray(row * d, (row + 1) * d))),
  )
  const { covariance } = momentsOf(near, new Float64Array(n / 5).fill(5 / n), d)
  return { z: z.slice(best * d, (best + 1) * d), frame: choleskyOf(covariance, d) }
}

function movesOf(
  { parameters, observable }: Compared['prior'],
  before: Float64Array,
  { values, weights, paired }: Carried,
  marginals: readonly WeightedSample[],
): Move[] {
  const D = parameters.length
  return parameters.map(({ name }, j) => {
    // Differences of a circular parameter are taken from the first draw.
    const turns = observable.circular.includes(name)
    const from = before[j]
    const place = (x: number): number => (turns ? x - from - Math.round(x - from) : x)
    let [mean, changed, square] = [0, 0, 0]
    for (let i = 0; i < draws; i++) {
      const x = place(before[i * D + j])
      mean += x / draws
      square += (x * x) / draws
    }
    weights.forEach((w, i) => {
      if (w > 0) changed += w * place(values[i * D + j])
    })
    if (!paired && !turns) mean = marginals[j].mean
    const sd = turns ? Math.sqrt(square - mean * mean) : marginals[j].sd
    const by = changed - mean
    return { parameter: name, by, inSd: by / sd }
  })
}
