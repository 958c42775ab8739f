import type { PriorFile } from '../contract/priors.ts'
import type { NetworkOptions, TrainingRun } from '../contract/trainings.ts'
import { chooseNetwork } from '../inference/network/choose-network.ts'
import { busy } from '../jobs/training/training-refusals.ts'
import { damagedOf } from '../library/listing.ts'
import { refuseHopeless } from '../model/composition/examine-prior.ts'
import { createPrior } from '../model/composition/prior.ts'
import { withSignal } from '../rpc/with-signal.ts'
import { requireSpace } from '../training/disk-space.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { focusOn } from './focus.ts'

export function trainingServices({ library, compute, queue }: ServiceDependencies) {
  const { trainings } = implementation
  return {
    examine: trainings.examine.handler(({ input, signal }) =>
      compute.client().examinePrior(input, withSignal(signal)),
    ),
    speed: trainings.speed.handler(async ({ input, signal }) => {
      requireNetwork(input)
      const active = (await queue.list()).find(({ state }) => state === 'training')
      if (active) {
        const samplesPerSecond = speedOf(active, input)
        return { samplesPerSecond, backend: await compute.client().backend(undefined, withSignal(signal)) }
      }
      return queue.aside(async (trainer) => ({
        samplesPerSecond: await trainer.client().trainingSpeed(input, withSignal(signal)),
        backend: await trainer.client().backend(undefined, withSignal(signal)),
      }))
    }),
    focusOn: trainings.focusOn.handler(({ input }) => focusOn(library, input.reportId)),
    start: trainings.start.handler(async ({ input, signal }) => {
      requireNetwork(input)
      if (input.startFrom) await library.models.get(input.startFrom)
      const { problems } = await compute.client().examinePrior({ prior: input.prior }, withSignal(signal))
      refuseHopeless(`“${input.prior.name}”`, problems)
      const bytes = await compute.client().trainingSpace(input, withSignal(signal))
      await requireSpace({ name: input.name, folder: library.folder, bytes })
      return queue.start(input)
    }),
    list: trainings.list.handler(() => queue.list()),
    damaged: trainings.damaged.handler(async () => damagedOf(await library.runs.list())),
    watch: trainings.watch.handler(({ signal }) => queue.watch(signal)),
    pause: trainings.pause.handler(({ input }) => queue.pause(input.id)),
    resume: trainings.resume.handler(({ input }) => queue.resume(input.id)),
    finish: trainings.finish.handler(({ input }) => queue.finish(input.id)),
    cancel: trainings.cancel.handler(({ input }) => queue.cancel(input.id)),
  }
}

/**
 * The speed of a similar training, by the run in progress; a benchmark beside it would be wrong.
 * @throws NagumoError USAGE where that run is of another kind
 */
function speedOf({ request, progress }: TrainingRun, options: NetworkOptions & { prior: PriorFile }): number {
  const measured = progress?.stage === 'training' && progress.samplesPerSecond > 0
  if (measured && workOf(request) === workOf(options)) return progress.samplesPerSecond
  throw busy(request.name)
}

/** What determines the speed: network, targets, trace length and solver cost. */
function workOf({ network, input, targets, data, prior }: NetworkOptions & { prior: PriorFile }): string {
  const { neuronModel, observable, parameters, constants, grid } = prior
  const free = [parameters, constants].map((group) =>
    Object.entries(group).flatMap(([name, d]) => (typeof d === 'number' || d.kind === 'fixed' ? [] : [name])),
  )
  const model = [neuronModel, observable?.kind, free, grid.points, grid.substeps]
  return JSON.stringify([network, input, targets, data, ...model])
}

/** @throws NagumoError USAGE or PRIOR_INVALID where there is no such network, or it can't be trained on the prior */
function requireNetwork(options: NetworkOptions & { prior: PriorFile }): void {
  chooseNetwork(options, createPrior(options.prior))
}
