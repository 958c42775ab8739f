import { composeForward } from '../composition/forward.ts'
import type { Prior } from '../composition/prior.ts'
import { thetasOf } from './simulate.ts'
import { createRowSolver } from './simulator.ts'

/** Quantile of the errors of draws; the largest are close to the boundary of silence, where solutions are sensitive. */
const usual = 0.9

/**
 * Error of the solver with `substeps` steps between samples, in standard deviations of the noise: the maximum
 * difference in the data from twice as many steps, as the 90 % quantile over draws.
 * @param values n × dimension, draws of the prior
 * @returns infinite where the solver gives NaN for more than a tenth
 */
export function solverError(prior: Prior, values: Float64Array, substeps: number): number {
  const { forward, grid, size } = prior
  const dimension = prior.parameters.length
  const n = values.length / dimension
  const theta = thetasOf(prior, values, n)
  const [coarse, fine] = [substeps, 2 * substeps].map((k) =>
    createRowSolver(composeForward({ ...forward, grid: { ...grid, substeps: k } })),
  )
  const [u, finer] = [new Float64Array(size), new Float64Array(size)]
  const errors = Array.from({ length: n }, (_, k) => {
    coarse(theta, k, u)
    fine(theta, k, finer)
    const off = u.reduce((most, v, i) => Math.max(most, Math.abs(v - finer[i])), 0)
    const error = off / prior.noise(values, k * dimension).sd
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
  })
  errors.sort((a, b) => a - b)
  return errors[Math.ceil(usual * n) - 1]
}
