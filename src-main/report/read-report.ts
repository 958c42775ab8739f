import { basename } from 'node:path'
import { z } from 'zod'
import { CellReport } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import { Report, reportVersion } from '../contract/reports.ts'
import { Series } from '../contract/series.ts'
import { loadJson } from '../library/files.ts'
import type { AnyReport } from './any-report.ts'

/** The head of every Nagumo file. */
const Head = z.object({ format: z.string(), version: z.number() })

/** Each kind of report by its format: its schema, and the newest version it supports. */
const kinds = {
  'nagumo-report': { schema: Report, version: reportVersion },
  'nagumo-series': { schema: Series, version: 1 },
  'nagumo-cell': { schema: CellReport, version: 1 },
} as const satisfies Record<AnyReport['format'], { schema: z.ZodType<AnyReport>; version: number }>

/**
 * Reads a file of results: a report, a series over time or a cell, by its declared format. Older versions are accepted;
 * fields they lack are left out.
 * @throws NagumoError FILE_NOT_FOUND, FILE_UNREADABLE with what was expected, what was found and what to do
 */
export async function readReport(path: string): Promise<AnyReport> {
  const name = basename(path)
  const head = await loadJson(path, Head, Number.POSITIVE_INFINITY)
  if (head.value === null) throw refusal(name, head)
  const kind = kinds[head.value.format as AnyReport['format']]
  if (!kind) {
    throw new NagumoError(
      'FILE_UNREADABLE',
      `Expected a report, a series over time or a cell, as nagumo estimate --out writes them; ${name} has the format “${head.value.format}”. Choose another file.`,
    )
  }
  const { version } = head.value
  if (version > kind.version) {
    throw new NagumoError(
      'FILE_UNREADABLE',
      `${name} was written by a newer Nagumo (format ${version}; this one reads up to ${kind.version}): update Nagumo, or export the report with this version.`,
    )
  }
  const loaded = await loadJson<AnyReport>(path, kind.schema, kind.version)
  if (loaded.value === null) throw refusal(name, loaded)
  return loaded.value
}

function refusal(name: string, { damage, why }: { damage: string | null; why?: string }): NagumoError {
  if (why === 'missing')
    return new NagumoError(
      'FILE_NOT_FOUND',
      `Expected a JSON file written by nagumo estimate --out; ${name} does not exist. Check the path.`,
    )
  return new NagumoError(
    'FILE_UNREADABLE',
    `Expected an intact report: ${damage}. Export it again from the library, or estimate again with the seed given in it.`,
  )
}
