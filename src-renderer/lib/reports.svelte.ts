import { entryOf } from '../../src-main/contract/report-entry.ts'
import { Kept } from './kept.svelte.ts'
import { client } from './link.ts'
import type { Report, ReportEntry } from './types.ts'

/** The saved reports, newest first, and the open one. */
export const reports = new Kept<Report, ReportEntry>({
  list: () => client.reports.list(),
  damaged: () => client.reports.damaged(),
  get: (id, signal) => client.reports.get({ id }, { signal }),
  export: (id, as) => client.reports.export({ id, as }),
  keep: (id) => client.reports.keep({ id }),
  annotate: (id, notes) => client.reports.annotate({ id, notes }),
  remove: (id) => client.reports.remove({ id }),
  restore: (id) => client.reports.restore({ id }),
  entryOf,
  words: { one: 'report', the: 'The report', many: 'reports' },
})
