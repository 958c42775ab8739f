import type { TrainingRun } from '../../contract/trainings.ts'
import type { Library } from '../../library/index.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import type { Held } from './training-held.ts'

/** Retry interval where the state of a run could not be written, ms. */
const againMs = 5000

/** Writes the states of runs, one at a time, and retries failed writes. */
export interface TrainingRecord {
  save(held: Held): Promise<void>
  /** The last state of a run that could not be written, e.g. on a full disk. */
  unsaved(id: string): TrainingRun | undefined
  allUnsaved(): TrainingRun[]
  /** @throws NagumoError why it can't be removed; idempotent where its folder is already gone */
  remove(id: string): Promise<void>
  /** Stops retrying. */
  close(): void
}

export function createTrainingRecord({ runs }: Library): TrainingRecord {
  const unsaved = new Map<string, { held: Held; run: TrainingRun }>()
  let again: NodeJS.Timeout | null = null

  async function write(held: Held): Promise<void> {
    const { run } = held
    try {
      await put(held)
      unsaved.delete(run.id)
    } catch (error) {
      if (!unsaved.has(run.id)) console.warn(`“${run.request.name}”: ${fromRpcError(error).message}`)
      unsaved.set(run.id, { held, run })
    }
    if (unsaved.size > 0)
      again ??= setInterval(() => void writeAgain().catch(() => undefined), againMs).unref()
    else stop()
  }

  /** Recreates a deleted folder, with its lock, so that the training is not lost. */
  async function put(held: Held): Promise<void> {
    const { run } = held
    try {
      await runs.save(run)
    } catch (error) {
      if (fromRpcError(error).code !== 'NOT_FOUND') throw error
      await runs.keep(run)
      if (!held.gone) held.lock = (await runs.lock(run.id)) ?? held.lock
    }
  }

  async function writeAgain(): Promise<void> {
    for (const { held, run } of [...unsaved.values()]) {
      if (!held.gone) await save(held)
      else {
        const lock = await runs.lock(run.id).catch(() => undefined)
        // Another process has resumed it and now owns its state.
        if (lock === null) unsaved.delete(run.id)
        else if (unsaved.get(run.id)?.held === held) await save(held)
        await lock?.release()
      }
    }
  }

  function save(held: Held): Promise<void> {
    held.savedAt = Date.now()
    held.saving = held.saving.then(() => write(held))
    return held.saving
  }

  function stop(): void {
    if (again) clearInterval(again)
    again = null
  }

  return {
    save,
    unsaved: (id) => unsaved.get(id)?.run,
    allUnsaved: () => [...unsaved.values()].map(({ run }) => run),
    async remove(id) {
      try {
        await runs.remove(id)
      } catch (error) {
        const gone = ['NOT_FOUND', 'LIBRARY_UNREACHABLE'].includes(fromRpcError(error).code)
        if (!gone) throw error
      }
      unsaved.delete(id)
      if (unsaved.size === 0) stop()
    },
    close: stop,
  }
}
