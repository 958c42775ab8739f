import type { PriorFile } from '../../src-main/contract/models.ts'
import { createPrior, type Prior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'

/** It sets no constant free. */
export const preset = createPrior(rudi2022) as Prior & { constants: readonly number[] }

/** The preset on another grid. */
export function presetOn(grid: Partial<PriorFile['grid']>): PriorFile {
  return { ...rudi2022, grid: { ...rudi2022.grid, ...grid } }
}

/** n draws of the neuron's parameters from the preset, n × 2. */
export function drawThetas(n: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const one = new Float64Array(preset.parameters.length)
  const theta = new Float64Array(2 * n)
  for (let k = 0; k < n; k++) {
    preset.sample(random, one, 0)
    theta.set(one.subarray(0, 2), 2 * k)
  }
  return theta
}
