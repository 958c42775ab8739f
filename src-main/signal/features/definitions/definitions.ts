import { afterhyperpolarization } from './afterhyperpolarization.ts'
import type { Definition } from './definition.ts'
import { firing } from './firing.ts'
import { spike } from './spike.ts'
import { subthreshold } from './subthreshold.ts'

/** In display order. Features named after an eFEL feature follow eFEL's definition. */
export const definitions: readonly Definition[] = [
  ...firing,
  ...spike,
  ...afterhyperpolarization,
  ...subthreshold,
]
