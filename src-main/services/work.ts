import { implementation, type ServiceDependencies } from './dependencies.ts'

/** A user's unfinished input, saved as they go. */
export function workServices({ library }: ServiceDependencies) {
  const { work } = implementation
  return {
    recording: work.recording.handler(({ input }) => library.work.recording(input.id)),
    keepRecording: work.keepRecording.handler(({ input }) =>
      library.work.keepRecording(input.id, input.work),
    ),
    training: work.training.handler(() => library.work.training()),
    keepTraining: work.keepTraining.handler(({ input }) => library.work.keepTraining(input)),
    batch: work.batch.handler(() => library.work.batch()),
    keepBatch: work.keepBatch.handler(({ input }) => library.work.keepBatch(input)),
    groups: work.groups.handler(() => library.work.groups()),
    keepGroups: work.keepGroups.handler(({ input }) => library.work.keepGroups(input)),
    place: work.place.handler(() => library.work.place()),
    keepPlace: work.keepPlace.handler(({ input }) => library.work.keepPlace(input)),
  }
}
