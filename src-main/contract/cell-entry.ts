import type { CellEntry, CellReport } from './cells.ts'

/** A cell's entry in the list. */
export function cellEntryOf({ id, createdAt, recording, verdict }: CellReport): CellEntry {
  return { id, createdAt, recordingName: recording.name, level: verdict.level, headline: verdict.headline }
}
