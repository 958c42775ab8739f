import type { ParameterDescription } from '../contract/common.ts'
import { NagumoError } from '../contract/errors.ts'
import type { PriorFile, TruncatedNormal } from '../contract/models.ts'
import { noiseParameters } from './ar1-noise.ts'
import type { Grid, NeuronModel } from './neuron-model.ts'
import { findNeuronModel } from './neuron-models.ts'
import type { Random } from './random.ts'
import { sampleTruncatedNormal, truncatedNormalLogDensity, truncatedNormalMass } from './truncated-normal.ts'

/**
 * A prior with its neuron model, and the map between parameters m (inside their limits) and unbounded
 * coordinates z, where networks and samplers work: z = log((m − lower)/(upper − m)).
 */
export interface Prior {
  model: NeuronModel
  /** Neuron parameters, then noise parameters. */
  parameters: readonly ParameterDescription[]
  distributions: readonly TruncatedNormal[]
  constants: readonly number[]
  grid: Grid
  /** Writes one draw to out[at … at+dimension). */
  sample(random: Random, out: Float64Array, at: number): void
  /** log p(m), m = values[at …); −∞ outside the limits. */
  logDensity(values: ArrayLike<number>, at: number): number
  toUnbounded(values: ArrayLike<number>, from: number, out: Float64Array | Float32Array, to: number): void
  fromUnbounded(z: ArrayLike<number>, from: number, out: Float64Array, to: number): void
  /** log |dm/dz| at z[at …). */
  logJacobian(z: ArrayLike<number>, at: number): number
}

/** @throws NagumoError PRIOR_INVALID where the file does not fit its neuron model */
export function createPrior(file: PriorFile): Prior {
  const model = findNeuronModel(file.neuronModel)
  const parameters = [...model.parameters, ...noiseParameters]
  const distributions = parameters.map((p) => {
    const d = file.parameters[p.name]
    if (!d) throw missing(`a prior of ${p.name}`, Object.keys(file.parameters))
    checkMass(p.name, d)
    return d
  })
  const constants = model.constants.map((c) => {
    const value = file.constants[c.name]
    if (value === undefined) throw missing(`the constant ${c.name}`, Object.keys(file.constants))
    return value
  })
  checkNoise(distributions[parameters.length - 2], distributions[parameters.length - 1])
  const dimension = parameters.length
  const logMasses = distributions.map((d) => Math.log(truncatedNormalMass(d)))

  return {
    model,
    parameters,
    distributions,
    constants,
    grid: file.grid,
    sample(random, out, at) {
      for (let j = 0; j < dimension; j++) out[at + j] = sampleTruncatedNormal(distributions[j], random)
    },
    logDensity(values, at) {
      let sum = 0
      for (let j = 0; j < dimension; j++) {
        sum += truncatedNormalLogDensity(distributions[j], values[at + j], logMasses[j])
      }
      return sum
    },
    toUnbounded(values, from, out, to) {
      for (let j = 0; j < dimension; j++) {
        const { lower, upper } = distributions[j]
        out[to + j] = Math.log((values[from + j] - lower) / (upper - values[from + j]))
      }
    },
    fromUnbounded(z, from, out, to) {
      for (let j = 0; j < dimension; j++) {
        const { lower, upper } = distributions[j]
        out[to + j] = lower + (upper - lower) / (1 + Math.exp(-z[from + j]))
      }
    },
    logJacobian(z, at) {
      let sum = 0
      for (let j = 0; j < dimension; j++) {
        const x = Math.abs(z[at + j])
        const { lower, upper } = distributions[j]
        sum += Math.log(upper - lower) - x - 2 * Math.log1p(Math.exp(-x))
      }
      return sum
    },
  }
}

function missing(what: string, found: string[]): NagumoError {
  return new NagumoError(
    'PRIOR_INVALID',
    `The prior needs ${what}; it has ${found.join(', ') || 'nothing'}. Add it.`,
  )
}

/** Limits some 38 standard deviations out leave a probability of 0 in double precision. */
function checkMass(name: string, d: TruncatedNormal): void {
  if (truncatedNormalMass(d) > 0) return
  throw new NagumoError(
    'PRIOR_INVALID',
    `The limits of ${name}, ${d.lower} and ${d.upper}, must leave something of its normal distribution; with mean ${d.mean} and sd ${d.sd} nothing lies between them. Move the limits, or choose a larger sd.`,
  )
}

function checkNoise(sigma: TruncatedNormal, rho: TruncatedNormal): void {
  if (sigma.lower <= 0) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `The noise strength sigma must be above 0; its lower limit is ${sigma.lower}.`,
    )
  }
  if (rho.lower <= -1 || rho.upper >= 1) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `The noise correlation rho must lie between −1 and 1; its limits are ${rho.lower} and ${rho.upper}.`,
    )
  }
}
