import type { Compute } from '../../compute/process/compute.ts'
import type { TrainEvent, TrainingRun } from '../../contract/trainings.ts'
import type { Library } from '../../library/index.ts'

/**
 * Trains a run in a process of its own, from its last checkpoint where it has one, and puts the model among the others.
 * When this ends, in whatever way, nothing of it is at work any more.
 * @returns the model's id
 * @throws NagumoError of the training, CANCELLED where the signal was aborted, COMPUTE_DIED
 */
export async function attemptTraining(
  library: Library,
  createTrainer: () => Compute,
  run: TrainingRun,
  { command, tell, signal }: { command: string; tell: (event: TrainEvent) => void; signal: AbortSignal },
): Promise<string> {
  const { runs, models } = library
  const { startFrom, ...request } = run.request
  // Else the program ended between the end of the training and this.
  if (!(await runs.hasModel(run.id))) {
    const { checkpoint, model } = await runs.placesOf(run.id)
    const job = {
      ...request,
      startFrom: startFrom && (await models.folderOf(startFrom)),
      id: await runs.freeModelId(request.name),
      runFolder: checkpoint,
      modelFolder: model,
      home: library.folder,
      command,
      resume: true,
      finish: run.finishing,
    }
    const trainer = createTrainer()
    try {
      for await (const event of await trainer.client().train(job, { signal })) tell(event)
    } finally {
      // What was aborted writes its checkpoint first.
      await trainer.close()
    }
  }
  return runs.releaseModel(run.id, request.name)
}
