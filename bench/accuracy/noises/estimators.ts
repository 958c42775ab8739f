import type { Distribution, PriorFile } from '../../../src-main/contract/priors.ts'
import type { Estimator } from '../../../src-main/inference/estimate/estimator.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { recordingPreset } from '../../../src-main/model/prior/presets.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'

const { rho, ...others } = recordingPreset.parameters

/** What is believed of the noise beside σ. AR(2) is told for the recording's own samples, which may lie closer. */
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

/** The prior of recordings with another kind of noise, and with a drift if wanted. */
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
      // A change of the level by one unit, a quarter of a spike, within the window is one standard deviation.
      ...(trend && { drift: { kind: 'normal' as const, mean: 0, sd: 0.005 } }),
      ...ofKind[noise],
    },
  }
}

/** Without a network: each start is found in the library of cycles. */
export function estimatorOf(file: PriorFile): Estimator {
  const prior = createPrior(file)
  return { prior, priorChanged: false, network: null, simulator: createSimulator(prior.forward) }
}
