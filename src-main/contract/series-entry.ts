import type { Series, SeriesEntry, SeriesWindow } from './series.ts'

/** The line of a series in the list. */
export function seriesEntryOf(series: Series): SeriesEntry {
  const { id, createdAt, recording, model, plan, windows, changes } = series
  return {
    id,
    createdAt,
    recordingName: recording.name,
    sweep: recording.sweep,
    modelName: model.name,
    window: { from: plan.from, to: plan.to },
    done: windows.length,
    planned: plan.windows.length,
    text: changes.text[0] ?? '',
  }
}

/** Whether the numbers of a window may be looked at as numbers. */
export function isTrusted({ outcome, level }: Pick<SeriesWindow, 'outcome' | 'level'>): boolean {
  return outcome === 'estimated' && level !== 'unreliable'
}
