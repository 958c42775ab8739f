import type { PriorFile } from '../../contract/priors.ts'
import { ar1 } from './ar1/ar1-noise.ts'
import type { NoiseModel } from './noise-model.ts'
import { white } from './white/white-noise.ts'

/** All noise models there are; the first is that of prior files which name none. */
export const noiseModels: readonly NoiseModel[] = [ar1, white]

/** The noise of a prior file. Before version 3 there was AR(1) noise alone. */
export function noiseModelOf({ noise }: Pick<PriorFile, 'noise'>): NoiseModel {
  return noiseModels.find(({ kind }) => kind === noise?.kind) ?? noiseModels[0]
}
