import type { FreeDistribution } from '../../../contract/priors.ts'
import type { Law } from './law.ts'
import { logUniformLaw } from './log-uniform.ts'
import { normalLaw } from './normal.ts'
import { truncatedNormalLaw } from './truncated-normal.ts'
import { uniformLaw } from './uniform.ts'

export function createLaw(d: FreeDistribution): Law {
  switch (d.kind) {
    case 'truncatedNormal':
      return truncatedNormalLaw(d)
    case 'normal':
      return normalLaw(d)
    case 'uniform':
      return uniformLaw(d)
    case 'logUniform':
      return logUniformLaw(d)
  }
}
