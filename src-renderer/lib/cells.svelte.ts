import { cellEntryOf } from '../../src-main/contract/cell-entry.ts'
import { Kept } from './kept.svelte.ts'
import { client } from './link.ts'
import type { CellEntry, CellReport } from './types.ts'

/** The saved cell reports, newest first, and the open one. */
export const cells = new Kept<CellReport, CellEntry>({
  list: () => client.cells.list(),
  damaged: () => client.cells.damaged(),
  get: (id, signal) => client.cells.get({ id }, { signal }),
  export: (id, as) => client.cells.export({ id, as }),
  keep: (id) => client.cells.keep({ id }),
  annotate: (id, notes) => client.cells.annotate({ id, notes }),
  remove: (id) => client.cells.remove({ id }),
  restore: (id) => client.cells.restore({ id }),
  entryOf: cellEntryOf,
  words: { one: 'cell report', the: 'The cell report', many: 'cell reports' },
})
