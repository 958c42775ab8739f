import { stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { TrainJob } from '../contract/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import { type NewModel, writeModel } from '../library/model-format/model-files.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts'

/** How a training saves its results on the disk. */
export interface Keeping {
  writeCheckpoint: typeof writeCheckpoint
  writeModel: typeof writeModel
  /** Interval between retries of a failed write, s. */
  againAfter: number
}

export const usualKeeping: Keeping = { writeCheckpoint, writeModel, againAfter: 5 }

const checkpointSeconds = 60
/** Attempts of a run that is being stopped, which has a few seconds for it. */
const lastTries = 3
const lastTriesMs = 500

/** Saves the checkpoints of a run. A failed write does not stop the run: it is retried. */
export interface CheckpointKeeper {
  /** Why the last write failed, for the user; null where it succeeded. */
  problem: string | null
  isDue(now: number): boolean
  keep(state: Checkpoint): Promise<void>
  /** For a run that is being stopped: tries a few times, then leaves the previous checkpoint. */
  keepAtLast(state: Checkpoint): Promise<void>
}

export function createCheckpointKeeper(job: TrainJob, { againAfter, ...write }: Keeping): CheckpointKeeper {
  let last = performance.now()
  const keeper: CheckpointKeeper = {
    problem: null,
    isDue: (now) => now - last > 1000 * (keeper.problem === null ? checkpointSeconds : againAfter),
    async keep(state) {
      try {
        await requireHome(job)
        await write.writeCheckpoint(job.runFolder, state)
        keeper.problem = null
      } catch (error) {
        keeper.problem = passingProblem(error, job.home ?? job.runFolder)
      }
      last = performance.now()
    },
    async keepAtLast(state) {
      for (let tries = 0; tries < lastTries; tries++) {
        if (tries > 0) await setTimeout(lastTriesMs)
        await keeper.keep(state)
        if (keeper.problem === null) return
      }
    },
  }
  return keeper
}

/**
 * Writes, and on a failure that may pass (a full disk, a missing folder) waits and retries without limit. Yields the
 * reason before each wait.
 * @throws other failures, and the abort
 */
export async function* untilWritten<T>(
  write: () => Promise<T>,
  folder: string,
  againAfter: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, T> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      yield passingProblem(error, folder)
    }
    await setTimeout(1000 * againAfter, undefined, { signal })
  }
}

/**
 * Checks that the folder containing the run exists: where it was deleted or its disk removed, nothing is created in
 * its place.
 * @throws NagumoError LIBRARY_UNWRITABLE
 */
export async function requireHome({ home }: Pick<TrainJob, 'home'>): Promise<void> {
  if (home === undefined || (await stat(home).catch(() => null))?.isDirectory()) return
  throw new NagumoError(
    'LIBRARY_UNWRITABLE',
    `The library (${home}) no longer exists: it was moved or deleted, or its disk was removed. Restore it to its place.`,
  )
}

/**
 * Writes the model of a run; where another one has been stored in its place during training, beside it.
 * @returns its folder
 */
export async function writeBeside(
  { modelFolder }: Pick<TrainJob, 'modelFolder'>,
  model: NewModel,
  keeping: Keeping,
): Promise<string> {
  for (let n = 1; ; n++) {
    const after = n === 1 ? '' : `-${n}`
    const folder = `${modelFolder}${after}`
    if (await stat(folder).catch(() => null)) continue
    try {
      const card = { ...model.card, id: `${model.card.id}${after}` }
      await keeping.writeModel(folder, { ...model, card }, { replace: false })
      return folder
    } catch (error) {
      // Retry only if it was created in the meantime.
      if (!(await stat(folder).catch(() => null))) throw error
    }
  }
}

/** The message, with the folder, of a failure that may pass. @throws the error itself where it won’t */
function passingProblem(error: unknown, folder: string): string {
  const { code, message } = fromRpcError(error)
  if (code !== 'LIBRARY_UNWRITABLE' && code !== 'LIBRARY_UNREACHABLE') throw error
  return message.includes(folder) ? message : `${folder}: ${message}`
}
