import type { ParameterDescription } from '../../contract/common.ts'
import { contains } from '../interval.ts'
import { composeForward } from './forward.ts'
import { createPrior, type Prior } from './prior.ts'
import { priorEntries } from './prior-entries.ts'

/** A parameter or constant that a prior fixes: an assumption of all its estimates. */
export interface FixedValue {
  description: ParameterDescription
  role: 'parameter' | 'constant' | 'noise'
  value: number
  /** By how much it is changed to measure the sensitivity of the estimates to it. */
  change: number
}

/** Changes of entries without one of their own: this share of the value, or this much where the value is 0. */
const usual = { share: 0.1, ofZero: 0.1 }

/** The fixed values of a prior, constants first, in the order of their lists. */
export function fixedValues({ file, neuron }: Pick<Prior, 'file' | 'neuron'>): FixedValue[] {
  const fixed = priorEntries(file).flatMap(({ description, role, distribution, allowed }): FixedValue[] => {
    if (distribution?.kind !== 'fixed') return []
    const { value } = distribution
    const own = neuron.constants.find(({ name }) => role === 'constant' && name === description.name)
    const size = own?.change ?? Number((usual.share * Math.abs(value) || usual.ofZero).toPrecision(1))
    const change = allowed && !contains(allowed, value + size) ? -size : size
    return [{ description, role, value, change }]
  })
  return [
    ...fixed.filter(({ role }) => role === 'constant'),
    ...fixed.filter(({ role }) => role !== 'constant'),
  ]
}

/** The same prior with another fixed value; coordinates, samples and data are unchanged. */
export function withFixed(prior: Prior, name: string, value: number): Prior {
  const { file, forward } = prior
  const place = name in file.constants ? 'constants' : 'parameters'
  const changed = createPrior({ ...file, [place]: { ...file[place], [name]: { kind: 'fixed', value } } })
  const { coordinateDistributions, toUnbounded, fromUnbounded, logJacobian } = prior
  const own = composeForward({ ...changed.forward, observable: prior.observable, grid: forward.grid })
  const { times, noiseModel } = prior
  return {
    ...changed,
    ...(times && { times }),
    ...{ coordinateDistributions, toUnbounded, fromUnbounded, logJacobian, noiseModel },
    observable: prior.observable,
    forward: own,
    size: own.size,
    constantsAt: own.layout.constantsOf,
    noise: noiseModel.parameters.some((one) => one.name === name) ? noiseAt(prior, changed) : prior.noise,
  }
}

/** The noise of a changed prior at the samples of the original prior. */
function noiseAt({ times, forward, grid, noiseModel }: Prior, { noise }: Prior): Prior['noise'] {
  const ratio = forward.grid.dt / grid.dt
  if (times) {
    const places = times.map((t) => t / grid.dt)
    return (values, at) => noise(values, at).atPlaces!(places)
  }
  return ratio === 1 || noiseModel.ofComparedSamples ? noise : (values, at) => noise(values, at).atStep(ratio)
}
