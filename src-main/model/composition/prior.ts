import type { ParameterDescription } from '../../contract/common.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { Distribution, PriorFile } from '../../contract/priors.ts'
import type { Constants, Grid, NeuronModel } from '../neuron-model.ts'
import type { Noise, NoiseModel } from '../noise-model.ts'
import type { ForwardModel, Observable } from '../observable.ts'
import { createDistribution } from '../prior/distributions/create-distribution.ts'
import type { ContinuousDistribution } from '../prior/distributions/distribution.ts'
import type { Random } from '../random.ts'
import { composeForward } from './forward.ts'
import { partsOf } from './parts.ts'
import { type PriorEntry, priorEntries } from './prior-entries.ts'
import { priorProblems } from './prior-problems.ts'
import { type UnboundedCoordinates, unboundedCoordinates } from './unbounded-coordinates.ts'

/**
 * A prior with its parts (neuron, protocol, observable, noise), and the map between parameters m (inside their limits)
 * and unbounded coordinates z, in which networks and samplers work. Arrays of parameter values are rows of the free
 * parameters.
 */
export interface Prior extends UnboundedCoordinates {
  /** The file it was created from. */
  file: PriorFile
  /** Simulates the data of a row of parameters, without noise. */
  forward: ForwardModel
  neuron: NeuronModel
  observable: Observable
  /** Number of data values. */
  size: number
  /** Times of the data, ms of the model after the grid's first point, where sampling is uneven (priorAtTimes). */
  times?: Float64Array
  /**
   * The estimated parameters: those of neuron and observable, constants that were set free, those of the noise. Fixed
   * ones are excluded.
   */
  parameters: readonly ParameterDescription[]
  /** One for each of `parameters`. */
  distributions: readonly ContinuousDistribution[]
  /** In the order of the forward model's list; null where the constant is estimated. */
  constants: Constants
  grid: Grid
  /** Writes one draw to out[at … at+dimension). */
  sample(random: Random, out: Float64Array, at: number): void
  /** log p(m), m = values[at …); −∞ outside the limits. */
  logDensity(values: ArrayLike<number>, at: number): number
  /** Numbers per row of a simulator. */
  thetaSize: number
  /** Writes a simulator's row for the parameters values[at …) to out[to … to+thetaSize). */
  theta(values: ArrayLike<number>, at: number, out: Float64Array, to: number): void
  /** Writes all constants of such a row to out, in the order of the forward model's list. */
  constantsAt(theta: ArrayLike<number>, at: number, out: Float64Array): void
  noiseModel: NoiseModel
  /** The noise of the parameters values[at …). */
  noise(values: ArrayLike<number>, at: number): Noise
}

/** @throws NagumoError PRIOR_INVALID with all reasons why the file is invalid (`priorProblems`) */
export function createPrior(file: PriorFile): Prior {
  const problems = priorProblems(file).map(({ text }) => text)
  if (problems.length === 1) throw new NagumoError('PRIOR_INVALID', problems[0])
  if (problems.length > 1) {
    throw new NagumoError('PRIOR_INVALID', `The prior can’t be used:\n  ${problems.join('\n  ')}`)
  }
  const parts = partsOf(file)
  const entries = priorEntries(file, parts)
  const free = entries.filter((entry) => fixedValue(entry) === null)
  const distributions = free.flatMap(({ distribution }) => distributionOf(distribution))
  const dimension = free.length
  const constants = entries.filter(({ role }) => role === 'constant')

  /** Where each value comes from: fixed, or from the row. */
  const source = (entry: PriorEntry) => ({
    fixed: fixedValue(entry) ?? Number.NaN,
    from: free.indexOf(entry),
  })
  const simulated = [
    ...entries.filter(({ role }) => role === 'parameter'),
    ...constants.filter((entry) => fixedValue(entry) === null),
  ].map(source)
  const noiseModel = parts.noise
  const forward = composeForward({ ...parts, constants: constants.map(fixedValue), grid: file.grid })
  const interval = parts.observable.interval(file.grid)
  const noise = entries.filter(({ role }) => role === 'noise').map(source)
  const read = ({ fixed, from }: { fixed: number; from: number }, values: ArrayLike<number>, at: number) =>
    from < 0 ? fixed : values[at + from]

  return {
    file,
    forward,
    neuron: parts.neuron,
    observable: parts.observable,
    size: forward.size,
    parameters: free.map(({ description }) => description),
    distributions,
    ...unboundedCoordinates(distributions),
    constants: forward.constants,
    grid: file.grid,
    sample(random, out, at) {
      for (let j = 0; j < dimension; j++) out[at + j] = distributions[j].sample(random)
    },
    logDensity(values, at) {
      let sum = 0
      for (let j = 0; j < dimension; j++) sum += distributions[j].logDensity(values[at + j])
      return sum
    },
    thetaSize: simulated.length,
    theta(values, at, out, to) {
      for (let j = 0; j < simulated.length; j++) out[to + j] = read(simulated[j], values, at)
    },
    constantsAt: forward.layout.constantsOf,
    noiseModel,
    noise: (values, at) =>
      noiseModel.of(
        noise.map((one) => read(one, values, at)),
        interval,
      ),
  }
}

/** The value of a fixed entry; null where it is free. */
function fixedValue({ distribution }: PriorEntry): number | null {
  return distribution?.kind === 'fixed' ? distribution.value : null
}

function distributionOf(distribution: Distribution | null): ContinuousDistribution[] {
  return distribution && distribution.kind !== 'fixed' ? [createDistribution(distribution)] : []
}
