import type { ReportEntry } from './types.ts'

/** A recording of a condition: of which cell it is, and its reports. */
export interface GroupRecording {
  recordingName: string
  cell: string
  reports: ReportEntry[]
}

/** Reports that have one group, as a condition: its recordings, and the cells that these are of. */
export interface Condition {
  name: string
  recordings: GroupRecording[]
  cells: { name: string; reports: ReportEntry[] }[]
  /** How many reports there are. */
  reports: number
}

/** Where a recording of a condition is found among the cells that were named. */
export function cellKey(condition: string, recordingName: string): string {
  return JSON.stringify([condition, recordingName])
}

/** A recording is of a cell that has its name, without its ending. */
export function usualCell(recordingName: string): string {
  return recordingName.replace(/\.[^.]*$/, '') || recordingName
}

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/**
 * The conditions that reports are of, by the groups written beside them, in the order of the alphabet.
 * @param named cells that were named, by `cellKey`; an empty name counts for none
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

/** Things by what they have in common, in the order in which that comes first. */
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
  /** Whether it is compared where nothing is chosen: not what the electrode shows of a neuron, but for its pace. */
  usual: boolean
}

/** Those that all reports of the conditions have that count at all; where in its cycle a recording begins is of no cell. */
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
