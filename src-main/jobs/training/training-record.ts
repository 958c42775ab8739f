import type { TrainingRun } from '../../contract/trainings.ts'
import type { Library } from '../../library/index.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import type { Held } from './training-held.ts'

/** From one try to the next where the state of a run could not be written, ms. */
const againMs = 5000

/** What is written of runs: one write after the other, and again later what could not be. */
export interface TrainingRecord {
  save(held: Held): Promise<void>
  /** The last state of a run, where it could not be written, on a full disk for example. */
  unsaved(id: string): TrainingRun | undefined
  allUnsaved(): TrainingRun[]
  /** @throws NagumoError why it can't be removed; one whose folder is gone is gone */
  remove(id: string): Promise<void>
  /** Tries no more. */
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

  /** A folder that somebody deleted is made anew, with its lock: what was learned is not lost for it. */
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
        // Another program has taken it up meanwhile: what it is now is theirs to say.
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
