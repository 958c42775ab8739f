import type { Series, SeriesEntry, SeriesWindow } from './series.ts'

/** A series' entry in the list. */
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

/** Whether the numbers of a window may be interpreted. */
export function isTrusted({ outcome, level }: Pick<SeriesWindow, 'outcome' | 'level'>): boolean {
  return outcome === 'estimated' && level !== 'unreliable'
}

/**
 * Spikes of a window over its length, Hz: unlike the features’ mean firing rate, which counts up to the last spike, it
 * is not inflated by a single early spike. Null if too many samples are missing.
 */
export function rateOf({ window, features }: SeriesWindow): number | null {
  const count = features.find(({ name }) => name === 'spike_count')?.value ?? null
  return count === null ? null : (1000 * count) / (window.to - window.from)
}
