import { afterhyperpolarization } from './afterhyperpolarization.ts'
import type { Definition } from './definition.ts'
import { firing } from './firing.ts'
import { spike } from './spike.ts'
import { subthreshold } from './subthreshold.ts'

/** In the order in which people read them. Definitions are eFEL's where a name of eFEL stands. */
export const definitions: readonly Definition[] = [
  ...firing,
  ...spike,
  ...afterhyperpolarization,
  ...subthreshold,
]
