import type { Reading } from '../../contract/recordings.ts'
import type { Hdf5File, Hdf5Part } from '../hdf5/hdf5-file.ts'
import { quote } from '../table/problems.ts'
import type { Series } from './series.ts'

const place = '/general/intracellular_ephys'
const mostSets = 8

/** A row of the table: a response segment and its stimulus segment. */
export interface Pair {
  response: Hdf5Part
  /** Null if there was no stimulus. */
  stimulus: Hdf5Part | null
}

/** Rows of the table of intracellular recordings (NWB 2.4 and later), in order; empty if the file has none. */
export function readPairs(file: Hdf5File): Pair[] {
  const column = (path: string): Hdf5Part[] => {
    const full = `${place}/intracellular_recordings/${path}`
    return file.kind(full) === 'dataset' ? file.parts(full) : []
  }
  const stimuli = column('stimuli/stimulus')
  return column('responses/response').map((response, row) => ({
    response,
    // A missing stimulus is still a reference, with a first index of −1.
    stimulus: stimuli[row] && stimuli[row].first >= 0 && stimuli[row].count > 0 ? stimuli[row] : null,
  }))
}

/** Segments of a series that are separate recordings, where the table lists less than the whole series. */
export function stretchesOf(series: Series, pairs: readonly Pair[]): Pair[] {
  const own = pairs.filter(({ response }) => response.path === series.path)
  const fits = own.every(
    ({ response: { first, count } }) => first >= 0 && count > 0 && first + count <= series.samples,
  )
  const whole = own.length === 1 && own[0].response.count === series.samples
  return fits && !whole && series.columns === 1 ? own : []
}

/** The stimulus sets of the sweeps, as MIES and others write them with each series. */
export function setsEvidence(file: Hdf5File, sources: readonly Series[]): Reading['evidence'] {
  const counts = new Map<string, number>()
  for (const { path } of sources) {
    const set = file.attribute(path, 'stimulus_description')
    if (typeof set !== 'string' || /^(|n\/?a|unknown)$/i.test(set.trim())) continue
    counts.set(set, (counts.get(set) ?? 0) + 1)
  }
  return toldSets(counts, 'the series’ stimulus_description')
}

/** Stimulus types named in the table of sequential recordings, with their number of simultaneous recordings. */
export function typesEvidence(file: Hdf5File): Reading['evidence'] {
  const table = `${place}/sequential_recordings`
  const [types, ends] = [`${table}/stimulus_type`, `${table}/simultaneous_recordings_index`]
  if (file.kind(types) !== 'dataset' || file.kind(ends) !== 'dataset') return []
  const words = file.words(types)
  const { size, numbers } = file.shape(ends)
  if (!numbers || size.length !== 1 || size[0] !== words.length) return []
  const last = file.rows(ends, 0, words.length)
  const counts = new Map<string, number>()
  words.forEach((word, k) => {
    counts.set(word, (counts.get(word) ?? 0) + last[k] - (k > 0 ? last[k - 1] : 0))
  })
  return toldSets(counts, 'the file’s table of sequential recordings')
}

function toldSets(counts: ReadonlyMap<string, number>, because: string): Reading['evidence'] {
  if (counts.size === 0) return []
  const told = [...counts]
    .slice(0, mostSets)
    .map(([set, count]) => `${quote(set)} in ${count === 1 ? 'one sweep' : `${count} sweeps`}`)
  const more = counts.size > mostSets ? ` and ${counts.size - mostSets} more` : ''
  return [{ conclusion: `Stimulus sets: ${told.join(', ')}${more}`, because }]
}
