import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'

/** Distinct from the seeds of any training. */
export const testSeed = 20_220_812
export const testTraces = 2048

export const prior = createPrior(rudi2022)

/** The common test set: noisy recordings with their true parameters. */
export function testSet(n: number) {
  const D = prior.parameters.length
  const { parameters, traces } = createBatchSource(prior, n)(createRandom(testSeed))
  const truth = Object.fromEntries(
    prior.parameters.map(({ name }, j) => [name, Array.from({ length: n }, (_, k) => parameters[k * D + j])]),
  )
  return { traces, truth }
}
