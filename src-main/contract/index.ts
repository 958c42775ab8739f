import { batches } from './batches.ts'
import { cells } from './cells.ts'
import { comparisons } from './comparisons.ts'
import { estimates } from './estimates.ts'
import { figures } from './figure-files.ts'
import { groups } from './groups.ts'
import { library } from './library.ts'
import { models } from './models.ts'
import { opened } from './opened.ts'
import { projects } from './projects.ts'
import { recordings } from './recordings.ts'
import { reports } from './reports.ts'
import { running } from './running.ts'
import { series } from './series.ts'
import { system } from './system.ts'
import { trainings } from './trainings.ts'
import { work } from './work.ts'

/** All calls that a window may make. */
export const contract = {
  system,
  library,
  projects,
  opened,
  recordings,
  models,
  estimates,
  reports: { ...reports, ...comparisons },
  groups,
  figures,
  series,
  cells,
  trainings,
  batches,
  running,
  work,
}
export type Contract = typeof contract
