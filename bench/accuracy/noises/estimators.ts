import type { Distribution, PriorFile } from '../../../src-main/contract/priors.ts'
import type { Estimator } from '../../../src-main/inference/estimate/estimator.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { recordingPreset } from '../../../src-main/model/prior/presets.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'

const { rho, ...others } = recordingPreset.parameters

/**
 * Priors of noise parameters besides σ. AR(2) is defined at the recording's own samples, which may be closer together.
 */
const ofKind: Record<string, Record<string, Distribution>> = {
  white: {},
  ar1: { rho },
  ar2: {
    rho: { kind: 'uniform', lower: -0.2, upper: 0.98 },
    phi2: { kind: 'uniform', lower: -0.8, upper: 0.8 },
  },
  'white+ar1': {
    rho: { kind: 'uniform', lower: 0.02, upper: 0.98 },
    white: { kind: 'uniform', lower: 0.02, upper: 0.98 },
  },
}

/** The prior of recordings with another noise model, optionally with drift. */
export function recordingWith(noise: string, trend?: 1): PriorFile {
  return {
    ...recordingPreset,
    version: 3,
    name: `Recording, ${noise}${trend ? ', drift' : ''}`,
    neuronModel: 'fitzhugh-nagumo',
    observable: { kind: 'recorded-trace', ...(trend && { trend }) },
    noise: { kind: noise },
    parameters: {
      ...others,
      // One prior standard deviation is a change of the level by one unit, a quarter of a spike, within the window.
      ...(trend && { drift: { kind: 'normal' as const, mean: 0, sd: 0.005 } }),
      ...ofKind[noise],
    },
  }
}

/** Without a network: the search starts from the library of cycles. */
export function estimatorOf(file: PriorFile): Estimator {
  const prior = createPrior(file)
  return { prior, priorChanged: false, network: null, simulator: createSimulator(prior.forward) }
}
