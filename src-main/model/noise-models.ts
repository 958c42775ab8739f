import { ar1 } from './noise/ar1/ar1-noise.ts'
import { ar2 } from './noise/ar2/ar2-noise.ts'
import { gaussianSummary } from './noise/gaussian-summary/gaussian-summary.ts'
import { twoAr1 } from './noise/two-ar1/two-ar1-noise.ts'
import { white } from './noise/white/white-noise.ts'
import { whiteAr1 } from './noise/white-ar1/white-ar1-noise.ts'
import type { NoiseModel } from './noise-model.ts'
import { createRegistry } from './registry.ts'

/** All noise models; the first is the default of prior files that name none. */
export const noiseModels = createRegistry<NoiseModel>('noise model', ({ kind }) => kind, [
  ar1,
  white,
  ar2,
  whiteAr1,
  gaussianSummary,
  twoAr1,
])
