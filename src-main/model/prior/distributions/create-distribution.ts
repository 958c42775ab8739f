import type { FreeDistribution } from '../../../contract/priors.ts'
import type { ContinuousDistribution } from './distribution.ts'
import { logNormalDistribution } from './log-normal.ts'
import { logUniformDistribution } from './log-uniform.ts'
import { normalDistribution } from './normal.ts'
import { truncatedNormalDistribution } from './truncated-normal.ts'
import { uniformDistribution } from './uniform.ts'

export function createDistribution(d: FreeDistribution): ContinuousDistribution {
  switch (d.kind) {
    case 'truncatedNormal':
      return truncatedNormalDistribution(d)
    case 'normal':
      return normalDistribution(d)
    case 'uniform':
      return uniformDistribution(d)
    case 'logUniform':
      return logUniformDistribution(d)
    case 'logNormal':
      return logNormalDistribution(d)
  }
}
