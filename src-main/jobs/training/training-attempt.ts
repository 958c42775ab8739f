import type { Compute } from '../../compute/process/compute.ts'
import type { TrainEvent, TrainingRun } from '../../contract/trainings.ts'
import type { Library } from '../../library/index.ts'

/**
 * Trains a run in its own process, from its last checkpoint where there is one, and moves the model to the models. When
 * this settles, none of its work is running.
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
  // Otherwise the program ended between the end of training and this step.
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
      // An aborted training writes its checkpoint first.
      await trainer.close()
    }
  }
  return runs.releaseModel(run.id, request.name)
}
