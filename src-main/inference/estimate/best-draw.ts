import type { Prior } from '../../model/composition/prior.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { findGaps } from '../../signal/gaps.ts'
import type { PooledDraws } from '../importance/pool.ts'
import type { BestDraw, Problem } from '../inverse.ts'

export type { BestDraw } from '../inverse.ts'

export function bestDraw(
  prior: Prior,
  simulator: Simulator,
  observed: Float32Array,
  { target, parametersOf }: Problem,
  { z, extra, logTarget }: PooledDraws,
): BestDraw {
  const { dimension: d, extra: e } = target
  const { size } = prior
  let best = 0
  for (let i = 1; i < logTarget.length; i++) if (logTarget[i] > logTarget[best]) best = i
  const values = parametersOf(
    z.subarray(best * d, (best + 1) * d),
    extra.subarray(best * e, (best + 1) * e),
    1,
    null,
  )
  const u = new Float32Array(size)
  simulator.predictions(thetasOf(prior, values, 1), 1, u)
  const gaps = findGaps(observed)
  const residuals = Float64Array.from(observed, (x, i) => x - u[i])
  const logLikelihood = gaps ? prior.noise(values, 0).logLikelihood(gaps, residuals, 0) : 0
  return { values, logLikelihood, u }
}
