import { seriesEntryOf } from '../../src-main/contract/series-entry.ts'
import { Kept } from './kept.svelte.ts'
import { client } from './link.ts'
import type { Series, SeriesEntry } from './types.ts'

/** The saved parameters over time, newest first, and the open one. */
export const series = new Kept<Series, SeriesEntry>({
  list: () => client.series.list(),
  damaged: () => client.series.damaged(),
  get: (id, signal) => client.series.get({ id }, { signal }),
  export: (id, as) => client.series.export({ id, as }),
  keep: (id) => client.series.keep({ id }),
  annotate: (id, notes) => client.series.annotate({ id, notes }),
  remove: (id) => client.series.remove({ id }),
  restore: (id) => client.series.restore({ id }),
  entryOf: seriesEntryOf,
  words: { one: 'series', the: 'The series', many: 'series' },
})
