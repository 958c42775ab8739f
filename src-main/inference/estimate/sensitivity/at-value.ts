import type { Prior } from '../../../model/composition/prior.ts'
import { withFixed } from '../../../model/composition/with-fixed.ts'
import { thetasOf } from '../../../model/simulate/simulate.ts'
import { createSimulator } from '../../../model/simulate/simulator.ts'
import type { Problem } from '../../inverse.ts'
import { createProblem } from '../../problem.ts'
import type { Compared } from '../compared.ts'

/** The posterior of the same data with another value of a fixed parameter. */
export interface AtValue {
  prior: Prior
  problem: Problem
  /** Log density and parameters (n × D, marginalized ones at their mean) at n points of the coordinates, n × d. */
  densities(z: Float64Array, n: number): { density: Float64Array; values: Float64Array }
  /** Residuals of n rows of parameters, whitened by the noise of `noiseOf`, by default the first row. */
  whitened(values: Float64Array, n: number, noiseOf?: ArrayLike<number>): number[][]
}

/** @param onGrid the data on the prior's grid */
export function atValue(compared: Compared, onGrid: Float32Array, name: string, value: number): AtValue {
  const { observed } = compared
  const prior = withFixed(compared.prior, name, value)
  const simulator = createSimulator(prior.forward)
  return atPrior(prior, simulator, createProblem(prior, simulator, observed, onGrid), observed)
}

/** The posterior as it was estimated. */
export function asEstimated({ prior, simulator, problem, observed }: Compared): AtValue {
  return atPrior(prior, simulator, problem, observed)
}

function atPrior(
  prior: Prior,
  simulator: Compared['simulator'],
  problem: Problem,
  observed: Float32Array,
): AtValue {
  const { size } = prior
  return {
    prior,
    problem,
    densities(z, n) {
      const density = new Float64Array(n)
      const extra = new Float64Array(n * problem.target.extra)
      problem.target.logDensity(z, n, density, extra)
      return { density, values: problem.parametersOf(z, extra, n, null) }
    },
    whitened(values, n, noiseOf = values) {
      const u = new Float32Array(n * size)
      simulator.predictions(thetasOf(prior, values, n), n, u)
      const noise = prior.noise(noiseOf, 0)
      const residuals = new Array<number>(size)
      return Array.from({ length: n }, (_, k) => {
        for (let i = 0; i < size; i++) residuals[i] = observed[i] - u[k * size + i]
        return noise.whitened(residuals)
      })
    },
  }
}
