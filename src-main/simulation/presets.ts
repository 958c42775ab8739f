import type { PriorFile } from '../contract/priors.ts'

/**
 * The setting of Rudi, Bessac & Lenzi 2022. Constants checked against their published samples; σ and ρ are
 * fitted to their published noise parameters.
 */
export const rudi2022: PriorFile = {
  format: 'nagumo-prior',
  version: 1,
  name: 'Rudi 2022',
  neuronModel: 'fitzhugh-nagumo',
  parameters: {
    theta0: { kind: 'truncatedNormal', mean: 0.4, sd: 0.3, lower: -0.2, upper: 1.0 },
    theta1: { kind: 'truncatedNormal', mean: 0.4, sd: 0.4, lower: -0.4, upper: 1.2 },
    sigma: { kind: 'truncatedNormal', mean: 0.07, sd: 0.01, lower: 0.04, upper: 0.1 },
    rho: { kind: 'truncatedNormal', mean: 0.8, sd: 0.06, lower: 0.66, upper: 0.92 },
  },
  constants: { gamma: 3, zeta: -0.4, u0: 0, v0: 0 },
  grid: { dt: 0.2, points: 1000, substeps: 4 },
}
