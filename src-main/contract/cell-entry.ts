import type { CellEntry, CellReport } from './cells.ts'

/** The line of a cell in the list. */
export function cellEntryOf({ id, createdAt, recording, verdict }: CellReport): CellEntry {
  return { id, createdAt, recordingName: recording.name, level: verdict.level, headline: verdict.headline }
}
