import { join } from 'node:path'
import { z } from 'zod'
import { entryOf } from '../contract/report-entry.ts'
import { Report, ReportEntry } from '../contract/reports.ts'
import { loadJson, writeDurably } from './files.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'

/**
 * A report on disk: report.json, which is never changed, and entry.json, the line of the list drawn from it so
 * that the list need not read whole reports. Where entry.json is missing or damaged it is drawn again.
 */
const EntryFile = z.object({
  format: z.literal('nagumo-report-entry'),
  version: z.literal(1),
  entry: ReportEntry,
})

export interface ReportShelf {
  /** Newest first. */
  list(): Promise<Listing<ReportEntry>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Report>
  keep(report: Report): Promise<void>
  remove(id: string): Promise<void>
  /** Takes a removal back. */
  restore(id: string): Promise<Report>
}

export function createReportShelf(root: string): ReportShelf {
  const shelf = createShelf(root, 'reports', 'report')

  const get = async (id: string): Promise<Report> => {
    const loaded = await loadJson(join(await shelf.folderOf(id), 'report.json'), Report, 1)
    if (loaded.value === null) throw shelf.damagedError(id, loaded.damage)
    if (loaded.value.id !== id) throw shelf.damagedError(id, `report.json is of “${loaded.value.id}”`)
    return loaded.value
  }

  const getEntry = async (id: string): Promise<ReportEntry> => {
    const loaded = await loadJson(join(await shelf.folderOf(id), 'entry.json'), EntryFile, 1)
    return loaded.value?.entry.id === id ? loaded.value.entry : entryOf(await get(id))
  }

  return {
    async list() {
      const listing = await listShelf(shelf.kind, await shelf.ids(), getEntry)
      listing.entries.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      return listing
    },
    get,
    async keep(report) {
      const checked = Report.parse(report)
      const entry = { format: 'nagumo-report-entry', version: 1, entry: entryOf(checked) }
      await shelf.place(report.id, async (folder) => {
        await writeDurably(join(folder, 'report.json'), JSON.stringify(checked))
        await writeDurably(join(folder, 'entry.json'), JSON.stringify(entry))
      })
    },
    remove: (id) => shelf.remove(id),
    async restore(id) {
      await shelf.restore(id)
      return get(id)
    },
  }
}
