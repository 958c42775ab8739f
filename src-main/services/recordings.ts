import { damagedOf, entriesOf } from '../library/listing.ts'
import {
  condition,
  conditionCleaned,
  measureFeatures,
  prepareObservation,
  viewSamples,
  viewTrace,
} from '../recording/index.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { importFile, importOpened, importSamples } from './import-recording.ts'
import { createInOrder } from './in-order.ts'
import type { OpenedPaths } from './opened.ts'
import { readAgain, setUnits } from './read-again.ts'
import type { TraceReader } from './trace-reader.ts'
import { createWarmUp } from './warm-up.ts'

export function recordingServices(
  dependencies: ServiceDependencies,
  traces: TraceReader,
  opened: Pick<OpenedPaths, 'pathOf'>,
) {
  const { library } = dependencies
  const warmUp = createWarmUp(dependencies)
  const { recordings } = implementation
  const inOrder = createInOrder()
  /** In sequence: each checks which samples are already in the library. */
  let samples: Promise<unknown> = Promise.resolve()
  return {
    list: recordings.list.handler(async () => entriesOf(await library.recordings.list())),
    damaged: recordings.damaged.handler(async () => damagedOf(await library.recordings.list())),
    folders: recordings.folders.handler(() => library.recordingFolders.all()),
    move: recordings.move.handler(({ input }) => library.recordingFolders.move(input.ids, input.folder)),
    get: recordings.get.handler(({ input }) => library.recordings.get(input.id)),
    import: recordings.import.handler(({ input, signal }) => importFile(dependencies, input, signal)),
    importOpened: recordings.importOpened.handler(({ input: { opened: id, choice }, signal }) =>
      importOpened(dependencies, { path: opened.pathOf(id), choice }, signal),
    ),
    sample: recordings.sample.handler(({ signal }) => {
      const imported = samples.then(() => importSamples(dependencies, signal))
      samples = imported.catch(() => undefined)
      return imported
    }),
    original: recordings.original.handler(({ input }) => library.recordings.original(input.id)),
    removeOriginal: recordings.removeOriginal.handler(async ({ input: { id } }) => {
      await library.recordings.removeOriginal(id)
      return library.recordings.original(id)
    }),
    restoreOriginal: recordings.restoreOriginal.handler(async ({ input: { id } }) => {
      await library.recordings.restoreOriginal(id)
      return library.recordings.original(id)
    }),
    setUnits: recordings.setUnits.handler(({ input: { id, ...units } }) => setUnits(dependencies, id, units)),
    readAgain: recordings.readAgain.handler(async ({ input: { id, choice }, signal }) => {
      const recording = await readAgain(dependencies, id, choice, signal)
      traces.forget(id)
      return recording
    }),
    view: recordings.view.handler(({ input, signal }) =>
      inOrder(async () => {
        const { id, sweep, conditioning = [], from, to, points, spikes = true } = input
        const source = await traces.source(id, sweep)
        const { samples } = condition(source, conditioning)
        const stretch = { from, to, points }
        if (!spikes) return viewSamples(samples, source, stretch)
        return viewTrace(samples, source, stretch, conditionCleaned(source, conditioning).forSpikes)
      }, signal),
    ),
    viewStimulus: recordings.viewStimulus.handler(async ({ input: { id, stimulus, from, to, points } }) => {
      const samples = await traces.stimulus(id, stimulus)
      return viewSamples(samples, await traces.clock(id), { from, to, points })
    }),
    observation: recordings.observation.handler(({ input, signal }) =>
      inOrder(async () => {
        const source = await traces.source(input.id, input.sweep)
        const { prior } = await library.models.get(input.modelId)
        // Viewing the model input usually precedes an estimate with it.
        warmUp(input.modelId)
        const observation = prepareObservation(source, prior, input)
        const { cycles, refusal, ...rest } = observation
        const { rescalingParameters: _, ownSamples: __, notes: ___, shortened: ____, ...preview } = rest
        return {
          ...preview,
          ...(cycles && { cycles: cycles.recorded }),
          ...(refusal && { refusal: refusal.text }),
        }
      }, signal),
    ),
    features: recordings.features.handler(({ input: { id, sweep, ...options }, signal }) =>
      inOrder(async () => {
        const source = await traces.source(id, sweep)
        const stimulus =
          options.stimulus === undefined ? await traces.stimulusTime(id, sweep) : options.stimulus
        return measureFeatures(source, { ...options, stimulus })
      }, signal),
    ),
    remove: recordings.remove.handler(async ({ input }) => {
      await library.recordings.remove(input.id)
      traces.forget(input.id)
    }),
    restore: recordings.restore.handler(({ input }) => library.recordings.restore(input.id)),
  }
}
