import { stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { TrainJob } from '../contract/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import { type NewModel, writeModel } from '../library/model-format/model-files.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts'

/** How a training puts on the disk what it has made. */
export interface Keeping {
  writeCheckpoint: typeof writeCheckpoint
  writeModel: typeof writeModel
  /** From one try to the next where something can't be written, s. */
  againAfter: number
}

export const usualKeeping: Keeping = { writeCheckpoint, writeModel, againAfter: 5 }

const checkpointSeconds = 60
/** Tries of a run that is being stopped, which has some seconds for it. */
const lastTries = 3
const lastTriesMs = 500

/** Checkpoints of a run. One that can't be written costs nothing but itself: the run goes on, and it is tried again. */
export interface CheckpointKeeper {
  /** Why the last one could not be written, for the person; null where it could. */
  problem: string | null
  isDue(now: number): boolean
  keep(state: Checkpoint): Promise<void>
  /** Of a run that is being stopped: tries a few times, then leaves the one before. */
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
 * Writes, and where that is not possible now (a full disk, a folder that is not there) waits and tries again for as long
 * as it takes. Yields why, before each wait.
 * @throws what a wait does not mend, and the abort
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
 * That the folder which all of a run lies in is there: where it was deleted or its disk was taken out, nothing is begun
 * anew in its place.
 * @throws NagumoError LIBRARY_UNWRITABLE
 */
export async function requireHome({ home }: Pick<TrainJob, 'home'>): Promise<void> {
  if (home === undefined || (await stat(home).catch(() => null))?.isDirectory()) return
  throw new NagumoError(
    'LIBRARY_UNWRITABLE',
    `The library (${home}) is not there any more: it was moved or deleted, or its disk was taken out. Put it back in its place.`,
  )
}

/**
 * Writes the model of a run; never in the place of another one that came to be there while it was trained, but beside it.
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
      // Put there just now.
      if (!(await stat(folder).catch(() => null))) throw error
    }
  }
}

/** What is wrong, in words with the folder, where it may pass. @throws the error itself where it won’t */
function passingProblem(error: unknown, folder: string): string {
  const { code, message } = fromRpcError(error)
  if (code !== 'LIBRARY_UNWRITABLE' && code !== 'LIBRARY_UNREACHABLE') throw error
  return message.includes(folder) ? message : `${folder}: ${message}`
}
