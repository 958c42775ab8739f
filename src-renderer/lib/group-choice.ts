import type { ReportEntry } from './types.ts'

/** A recording of a condition: its cell and its reports. */
export interface GroupRecording {
  recordingName: string
  cell: string
  reports: ReportEntry[]
}

/** Reports with the same group, as a condition: its recordings and their cells. */
export interface Condition {
  name: string
  recordings: GroupRecording[]
  cells: { name: string; reports: ReportEntry[] }[]
  /** Number of reports. */
  reports: number
}

/** Key of a recording of a condition in the map of named cells. */
export function cellKey(condition: string, recordingName: string): string {
  return JSON.stringify([condition, recordingName])
}

/** Default cell name of a recording: its name without extension. */
export function usualCell(recordingName: string): string {
  return recordingName.replace(/\.[^.]*$/, '') || recordingName
}

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/**
 * The conditions of reports, from their groups, in alphabetical order.
 * @param named user-given cell names, by `cellKey`; an empty name is ignored
 */
export function conditionsOf(
  entries: readonly ReportEntry[],
  named: Readonly<Record<string, string>> = {},
): Condition[] {
  const byGroup = byKey(
    entries.filter(({ notes }) => notes?.group),
    ({ notes }) => notes?.group ?? '',
  )
  return [...byGroup]
    .sort(([a], [b]) => inOrder.compare(a, b))
    .map(([name, own]) => {
      const recordings = [...byKey(own, ({ recordingName }) => recordingName)]
        .sort(([a], [b]) => inOrder.compare(a, b))
        .map(([recordingName, reports]) => ({
          recordingName,
          cell: named[cellKey(name, recordingName)] || usualCell(recordingName),
          reports,
        }))
      const cells = [...byKey(recordings, ({ cell }) => cell)].map(([cell, of]) => ({
        name: cell,
        reports: of.flatMap(({ reports }) => reports),
      }))
      return { name, recordings, cells, reports: own.length }
    })
}

/** Groups items by a key, in order of first occurrence. */
function byKey<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const own = groups.get(keyOf(thing))
    if (own) own.push(thing)
    else groups.set(keyOf(thing), [thing])
  }
  return groups
}

/** A parameter that all reports have. */
export interface SharedParameter {
  name: string
  symbol: string
  meaning: string
  /** Whether it is compared by default: electrode parameters are not, except for the time scale. */
  usual: boolean
}

/**
 * Parameters common to all usable reports of the conditions; the starting phase of a recording is not a property of the
 * cell.
 */
export function sharedParameters(conditions: readonly Condition[]): SharedParameter[] {
  const all = conditions
    .flatMap(({ cells }) => cells.flatMap(({ reports }) => reports))
    .filter(({ level, parameters }) => level !== 'unreliable' && parameters.length > 0)
  if (all.length === 0) return []
  return all[0].parameters
    .filter(
      ({ name }) =>
        name !== 'phase' && all.every(({ parameters }) => parameters.some((one) => one.name === name)),
    )
    .map(({ name, symbol, meaning, group }) => ({
      name,
      symbol,
      meaning,
      usual: group !== 'recording' || name === 'tau',
    }))
}
