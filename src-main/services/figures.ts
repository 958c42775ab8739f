import type { CellReport } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import type { FiguresOf } from '../contract/figure-files.ts'
import type { Report } from '../contract/reports.ts'
import type { Series } from '../contract/series.ts'
import { throwIfCancelled } from '../jobs/estimate-trace.ts'
import type { Results } from '../jobs/results.ts'
import { zipParts } from '../library/model-format/archive/zip-write.ts'
import { type FigureSource, figureFile } from '../report/figure-file/figure-file.ts'
import { reportFigures } from '../report/figure-file/report-figures.ts'
import { stemOf } from '../report/formats.ts'
import { comparisonSource, groupsSource } from '../report/groups/group-figures.ts'
import { compareKept } from './compare.ts'
import { implementation } from './dependencies.ts'

/** Where kept results are found. */
interface Kept {
  reports: Results<Report>
  series: Results<Series>
  cells: Results<CellReport>
}

/** A figure with the name of its file, without ending. */
interface Filed {
  stem: string
  source: FigureSource
}

/** Single figures, in a size on paper. */
export function figureServices(kept: Kept) {
  return {
    files: implementation.figures.files.handler(async ({ input: { from, options }, signal }) => {
      const { stem, figures } = await figuresOf(kept, from, signal)
      const files: { name: string; bytes: Uint8Array; type: string }[] = []
      for (const { stem, source } of figures) {
        throwIfCancelled(signal)
        const { bytes, mimeType } = await figureFile(source, options)
        files.push({ name: `${stem}.${options.format}`, bytes, type: mimeType })
      }
      const [first] = files
      // Bytes of Node's own are never shared memory, which the DOM's type can't know.
      return files.length === 1
        ? new File([first.bytes as BlobPart], first.name, { type: first.type })
        : new File(zipParts(files) as BlobPart[], `${stem}-figures.zip`, { type: 'application/zip' })
    }),
  }
}

/** @throws NagumoError NOT_FOUND, USAGE where a figure is not there */
async function figuresOf(
  kept: Kept,
  from: FiguresOf,
  signal: AbortSignal | undefined,
): Promise<{ stem: string; figures: Filed[] }> {
  switch (from.of) {
    case 'comparison': {
      const comparison = await compareKept(kept.reports, from.ids, signal)
      return alone('comparison', comparisonSource(comparison))
    }
    case 'groups':
      return alone('groups', groupsSource(from.answer, new Date().toISOString()))
    default: {
      const report = await { report: kept.reports, series: kept.series, cell: kept.cells }[from.of].get(
        from.id,
      )
      const all = reportFigures(report)
      const stem = stemOf(report)
      const figures = from.figures.map((name) => {
        const source = all.find((one) => one.name === name)
        if (!source)
          throw new NagumoError(
            'USAGE',
            `There is no figure “${name}” in this report. It has ${all.map((one) => one.name).join(', ')}.`,
          )
        return { stem: `${stem}-${name}`, source }
      })
      return { stem, figures }
    }
  }
}

function alone(stem: string, source: FigureSource): { stem: string; figures: Filed[] } {
  return { stem, figures: [{ stem, source }] }
}
