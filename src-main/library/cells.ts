import { cellEntryOf } from '../contract/cell-entry.ts'
import { CellEntry, CellReport } from '../contract/cells.ts'
import { createDocumentShelf, type DocumentShelf } from './documents.ts'

export type CellShelf = DocumentShelf<CellReport, CellEntry>

/** Cells under known currents: cell.json, entry.json. */
export function createCellShelf(root: string): CellShelf {
  return createDocumentShelf(root, {
    shelf: 'cells',
    kind: 'cell',
    schema: CellReport,
    version: 1,
    entrySchema: CellEntry,
    entryOf: cellEntryOf,
  })
}
