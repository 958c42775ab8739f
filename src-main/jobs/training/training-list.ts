import { NagumoError } from '../../contract/errors.ts'
import type { TrainingRun } from '../../contract/trainings.ts'
import type { Library } from '../../library/index.ts'
import { entriesOf } from '../../library/listing.ts'
import { type Changes, sleep } from '../changes.ts'
import type { Held } from './training-held.ts'
import type { TrainingRecord } from './training-record.ts'

/** Shortest interval between lists sent to a watcher, ms. */
const quietMs = 250
/** Polling interval for changes by other processes, ms. */
const lookMs = 3000

/** Inputs of the list besides the library. */
export interface InHand {
  /** Runs training or waiting in this process. */
  line: readonly Held[]
  record: TrainingRecord
  changes: Changes
  /** How many have left the queue. */
  departures(): number
}

/** All runs, in the order of request: from disk, or from memory where this process holds them. */
export async function listRuns(library: Library, hand: InHand): Promise<TrainingRun[]> {
  for (;;) {
    const before = hand.departures()
    const { kept, problem } = await keptRuns(library, hand.line.length > 0)
    // Otherwise a run that left the queue meanwhile would show its earlier state.
    if (hand.departures() !== before) continue
    const here = new Map(
      [...hand.record.allUnsaved(), ...hand.line.map(({ run }) => run)].map((run) => [run.id, run]),
    )
    const there = new Set(kept.map(({ id }) => id))
    const lost = [...here.values()]
      .filter(({ id }) => !there.has(id))
      .map((run) => withProblem(run, library, problem))
    return [...kept.map((run) => here.get(run.id) ?? run), ...lost].sort(
      (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
    )
  }
}

/** The list now and after each change, until the signal is aborted. */
export async function* watchRuns(
  library: Library,
  hand: InHand,
  signal?: AbortSignal,
): AsyncGenerator<TrainingRun[], void> {
  for (let last: TrainingRun[] | null = null; !signal?.aborted; ) {
    const seen = hand.changes.count()
    const all = await listRuns(library, hand)
    // Unchanged runs are the same object, from the cache.
    const same = last !== null && all.length === last.length && all.every((run, k) => run === last?.[k])
    if (!same && !signal?.aborted) yield all
    last = all
    await sleep(quietMs, signal)
    await hand.changes.next(seen, lookMs, signal)
  }
}

/** Where the library is unreachable, this process's runs are still listed, with the reason. */
async function keptRuns(
  library: Library,
  needed: boolean,
): Promise<{ kept: TrainingRun[]; problem: NagumoError | null }> {
  try {
    return { kept: entriesOf(await library.runs.list()), problem: null }
  } catch (error) {
    if (!needed || !(error instanceof NagumoError)) throw error
    return { kept: [], problem: error }
  }
}

const told = new WeakMap<TrainingRun, TrainingRun>()

/** A run whose folder is gone. */
function withProblem(run: TrainingRun, { folder }: Library, problem: NagumoError | null): TrainingRun {
  const before = told.get(run)
  if (before) return before
  const { code, message } =
    problem ??
    new NagumoError(
      'LIBRARY_UNWRITABLE',
      `The folder of this training is no longer in the library (${folder}). It is created again at the next checkpoint; cancel the training if you removed the folder on purpose.`,
    )
  const shown = { ...run, error: run.error ?? { code, message } }
  told.set(run, shown)
  return shown
}
