import { hasWords } from './has-words.ts'
import { recordings } from './recordings.svelte.ts'
import type { Recording } from './types.ts'

/** Ways to put recordings in order. They come newest first. */
export const recordingSortings = {
  date: { label: 'newest first', by: () => 0 },
  name: {
    label: 'by name',
    // “cell2” before “cell10”.
    by: (a: Recording, b: Recording) => a.name.localeCompare(b.name, undefined, { numeric: true }),
  },
  sweeps: {
    label: 'most sweeps first',
    by: (a: Recording, b: Recording) => b.sweeps.length - a.sweeps.length,
  },
  doubts: {
    label: 'to check first',
    by: (a: Recording, b: Recording) =>
      Number(b.reading.doubts.length > 0) - Number(a.reading.doubts.length > 0),
  },
} as const
export type RecordingSorting = keyof typeof recordingSortings

/** What is looked for in the list of recordings, and what of it is found. */
class RecordingList {
  search = $state('')
  sorting = $state<RecordingSorting>('date')

  readonly found = $derived(
    recordings.all.filter(({ name }) => hasWords(name, this.search)).sort(recordingSortings[this.sorting].by),
  )
  readonly filtered = $derived(this.search.trim() !== '')
}

export const recordingList = new RecordingList()
