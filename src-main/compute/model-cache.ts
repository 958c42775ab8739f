import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { GoldenReplay } from '../contract/models.ts'
import type { Estimator } from '../inference/estimate/estimator.ts'
import type { Engine } from '../inference/network/engine.ts'
import { createTrainedNetwork, type TrainedNetwork } from '../inference/network/trained-network.ts'
import { replayGolden } from '../library/model-format/golden.ts'
import { readModel, type StoredModel } from '../library/model-format/read-model.ts'
import { createSimulator } from '../model/simulate/simulator.ts'
import { createLikenessFile } from './likeness-file.ts'
import { startEngine } from './tensorflow/start-engine.ts'

/** Models kept ready; more than these are loaded again when asked for. */
const capacity = 4

export interface LoadedModel extends Estimator {
  network: TrainedNetwork
  /** How it answers here against when it was made; null where nobody wrote that down. */
  replay: GoldenReplay | null
}

/** A model in use: it stays whole until it is released, whatever becomes of its folder or its place in the cache. */
export interface ModelLease {
  model: LoadedModel
  /** To be called once, when nothing asks the model any more. */
  release(): void
}

interface Entry {
  version: string
  model: Promise<LoadedModel>
  users: number
  /** No longer in the cache: it goes with its last user. */
  retired: boolean
}

type Started = Awaited<ReturnType<typeof startEngine>>

/** Loads models and keeps the last few ready. A folder whose card has changed is loaded anew. */
export function createModelCache() {
  /** By folder, the one that was not used for longest first. */
  const entries = new Map<string, Entry>()

  /** The promise is kept, not what it brings: two that ask at once get one model. */
  function entryOf(folder: string, version: string, { engine, backend }: Started): Entry {
    const known = entries.get(folder)
    if (known?.version === version) {
      entries.delete(folder)
      entries.set(folder, known)
      return known
    }
    if (known) retire(folder, known)
    const entry: Entry = { version, model: loadModel(folder, engine, backend.name), users: 0, retired: false }
    entries.set(folder, entry)
    entry.model.catch(() => entries.get(folder) === entry && entries.delete(folder))
    return entry
  }

  function retire(folder: string, entry: Entry): void {
    entries.delete(folder)
    entry.retired = true
    if (entry.users === 0) dispose(entry)
  }

  /** Models in use do not make room. */
  function makeRoom(): void {
    for (const [folder, entry] of entries) {
      if (entries.size <= capacity) return
      if (entry.users === 0) retire(folder, entry)
    }
  }

  function release(entry: Entry): void {
    entry.users--
    if (entry.users > 0) return
    if (entry.retired) dispose(entry)
    else makeRoom()
  }

  return {
    /**
     * Takes a model into use.
     * @throws NagumoError MODEL_DAMAGED where the folder does not hold a whole model
     */
    async lease(folder: string): Promise<ModelLease> {
      const started = await startEngine()
      const entry = entryOf(folder, await versionOf(folder), started)
      entry.users++
      makeRoom()
      try {
        const model = await entry.model
        return { model, release: () => release(entry) }
      } catch (error) {
        entry.users--
        throw error
      }
    },
    /** Asks the golden traces of a model again, without making it one of those kept ready. */
    async replay(folder: string): Promise<GoldenReplay | null> {
      const { engine } = await startEngine()
      const known = entries.get(folder)
      if (known && known.version === (await versionOf(folder))) return (await known.model).replay
      return replayOf(await readModel(folder), engine)
    },
  }
}

function dispose({ model }: Entry): void {
  // One that could not be loaded has nothing to give back.
  model.then(({ network }) => network.dispose()).catch(() => {})
}

async function loadModel(folder: string, engine: Engine, backend: string): Promise<LoadedModel> {
  const stored = await readModel(folder)
  const { card, learner, weights } = stored
  const { prior } = learner
  const replay = replayOf(stored, engine)
  return {
    prior,
    priorChanged: false,
    network: createTrainedNetwork(learner, card, weights, engine),
    likenessStore: createLikenessFile(card, backend),
    simulator: createSimulator(prior.forward),
    replay,
  }
}

function replayOf({ card, learner, weights, golden }: StoredModel, engine: Engine): GoldenReplay | null {
  return golden && replayGolden(golden, { learner, parts: card, weights }, engine)
}

async function versionOf(folder: string): Promise<string> {
  const info = await stat(join(folder, 'card.json')).catch(() => null)
  return `${info?.mtimeMs} ${info?.size}`
}
