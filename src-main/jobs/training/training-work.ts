import type { Compute } from '../../compute/process/compute.ts'
import { isTransient } from '../../contract/errors.ts'
import type { TrainEvent, TrainingRun } from '../../contract/trainings.ts'
import type { Library } from '../../library/index.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { printFault } from '../../rpc/faults.ts'
import { checkpointTime } from '../../training/checkpoint.ts'
import { attemptTraining } from './training-attempt.ts'
import type { Held } from './training-held.ts'

/** Interval between writes of the loss, ms. */
const saveMs = 3000
/** Restarts after the process died. */
const retries = 1

interface Work {
  /** Stored in the card of its model: the command that made it. */
  command: string
  change(held: Held, by: Partial<TrainingRun>): void
  save(held: Held): Promise<void>
}

/**
 * Trains a run until it ends or is stopped; restarts a process that died from the last checkpoint.
 * @returns its final state, or that it is to be discarded
 */
export async function trainHeld(
  library: Library,
  createTrainer: () => Compute,
  held: Held,
  { command, change, save }: Work,
): Promise<Partial<TrainingRun> | 'cancelled'> {
  const tell = (event: TrainEvent) => {
    const { before, loss } = lossWith(held.run, event)
    held.learned ||= event.stage === 'training'
    change(held, { progress: event, loss })
    if (loss !== before && (before.length === 0 || Date.now() - held.savedAt > saveMs)) void save(held)
  }
  for (let died = 0; ; ) {
    held.reason = null
    held.learned = false
    held.stop = new AbortController()
    try {
      const { signal } = held.stop
      const modelId = await attemptTraining(library, createTrainer, held.run, { command, tell, signal })
      // The full loss curve; points may be missing here where the program ended in between.
      const model = await library.models.get(modelId).catch(() => null)
      return { state: 'done', modelId, loss: model?.training.loss ?? held.run.loss }
    } catch (error) {
      printFault(error)
      const { code, message } = fromRpcError(error)
      if (held.reason === 'cancel') return 'cancelled'
      const lost = await lostOf(library, held)
      if (held.reason === 'pause') return { state: 'paused', error: lost }
      if (held.reason === 'close') return { state: 'interrupted', error: lost }
      const again = held.reason === 'finish' || (isTransient(code) && died++ < retries)
      if (!again) return { state: 'failed', error: { code, message } }
    }
  }
}

/** When the checkpoint of a run was written. */
export async function checkpointOf({ runs }: Library, { run }: Held): Promise<number | null> {
  const places = await runs.placesOf(run.id).catch(() => null)
  return places && checkpointTime(places.checkpoint)
}

/** The error of a stopped run whose last checkpoint could not be written. */
async function lostOf(library: Library, held: Held): Promise<TrainingRun['error']> {
  if (!held.learned || (await checkpointOf(library, held)) !== held.checkpoint) return null
  const why = held.run.progress?.problem ?? `Nothing could be written to ${library.folder}.`
  return {
    code: 'LIBRARY_UNWRITABLE',
    message: `The progress since the last checkpoint is lost, because it could not be written. ${why}`,
  }
}

/** The loss curve with an event's point appended; points after the checkpoint of a resumed run are replaced. */
function lossWith(
  run: TrainingRun,
  { samples, loss, validation, learningRate, stage }: TrainEvent,
): { before: TrainingRun['loss']; loss: TrainingRun['loss'] } {
  if (stage !== 'training' || loss === null || validation === null)
    return { before: run.loss, loss: run.loss }
  const before = run.loss.filter((point) => point.samples < samples)
  return { before, loss: [...before, { samples, loss, validation, learningRate }] }
}
