import type { CellReport } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import type { FiguresOf } from '../contract/figure-files.ts'
import type { Report } from '../contract/reports.ts'
import type { Series } from '../contract/series.ts'
import { withUncertaintyDigits } from '../contract/uncertainty-digits.ts'
import { throwIfCancelled } from '../jobs/estimate-trace.ts'
import type { Results } from '../jobs/results.ts'
import { zipParts } from '../library/model-format/archive/zip-write.ts'
import { createPreferences } from '../library/preferences.ts'
import { figureFile } from '../report/figure-file/figure-file.ts'
import { type NamedFigure, reportFigures } from '../report/figure-file/report-figures.ts'
import { stemOf } from '../report/formats.ts'
import { comparisonFigures, groupFigures } from '../report/groups/group-figures.ts'
import { compareKept } from './compare.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

/** Sources of stored results. */
interface Kept {
  reports: Results<Report>
  series: Results<Series>
  cells: Results<CellReport>
}

/** Renders figures with the user's number format. */
type InDigits = (work: () => NamedFigure[]) => NamedFigure[]

/** Single figures, in a size on paper. */
export function figureServices({ projects }: Pick<ServiceDependencies, 'projects'>, kept: Kept) {
  return {
    files: implementation.figures.files.handler(async ({ input: { from, options }, signal }) => {
      const { uncertaintyDigits } = await createPreferences(projects.home).read()
      const inDigits: InDigits = (work) => withUncertaintyDigits(uncertaintyDigits, work)
      const { stem, all } = await figuresOf(kept, from, inDigits, signal)
      const files: { name: string; bytes: Uint8Array; type: string }[] = []
      for (const name of new Set(from.figures)) {
        throwIfCancelled(signal)
        const { bytes, mimeType } = await figureFile(named(all, name), options)
        files.push({ name: `${stem}-${name}.${options.format}`, bytes, type: mimeType })
      }
      const [first] = files
      // Node's buffers are never shared memory, which the DOM type does not express.
      return files.length === 1
        ? new File([first.bytes as BlobPart], first.name, { type: first.type })
        : new File(zipParts(files) as BlobPart[], `${stem}-figures.zip`, { type: 'application/zip' })
    }),
  }
}

/** All available figures, and the prefix of their file names. @throws NagumoError NOT_FOUND, USAGE */
async function figuresOf(
  kept: Kept,
  from: FiguresOf,
  inDigits: InDigits,
  signal: AbortSignal | undefined,
): Promise<{ stem: string; all: NamedFigure[] }> {
  switch (from.of) {
    case 'comparison': {
      const comparison = await compareKept(kept.reports, from.ids, signal)
      return { stem: 'comparison', all: inDigits(() => comparisonFigures(comparison)) }
    }
    case 'groups':
      return {
        stem: 'groups',
        all: inDigits(() => groupFigures(from.answer, new Date().toISOString())),
      }
    default: {
      const shelf = { report: kept.reports, series: kept.series, cell: kept.cells }[from.of]
      const report = await shelf.get(from.id)
      return { stem: stemOf(report), all: inDigits(() => reportFigures(report)) }
    }
  }
}

/** @throws NagumoError USAGE */
function named(all: readonly NamedFigure[], name: string): NamedFigure {
  const found = all.find((one) => one.name === name)
  if (found) return found
  throw new NagumoError(
    'USAGE',
    `There is no figure “${name}” here. Available: ${all.map((one) => one.name).join(', ')}.`,
  )
}
