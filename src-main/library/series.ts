import { Series, SeriesEntry } from '../contract/series.ts'
import { seriesEntryOf } from '../contract/series-entry.ts'
import { createDocumentShelf, type DocumentShelf } from './documents.ts'

export type SeriesShelf = DocumentShelf<Series, SeriesEntry>

/** Parameters over time: series.json, entry.json. */
export function createSeriesShelf(root: string): SeriesShelf {
  return createDocumentShelf(root, {
    shelf: 'series',
    kind: 'series',
    schema: Series,
    version: 1,
    entrySchema: SeriesEntry,
    entryOf: seriesEntryOf,
  })
}
