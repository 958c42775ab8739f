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

/** Models cached; others are loaded again on request. */
const capacity = 4

export interface LoadedModel extends Estimator {
  network: TrainedNetwork
  /** Reference outputs replayed here, compared with those stored at training; null where none were stored. */
  replay: GoldenReplay | null
}

/** A model in use: it stays loaded until released, whatever happens to its folder or cache entry. */
export interface ModelLease {
  model: LoadedModel
  /** Call once, when the model is no longer in use. */
  release(): void
}

interface Entry {
  version: string
  model: Promise<LoadedModel>
  users: number
  /** No longer in the cache: disposed when its last user releases it. */
  retired: boolean
}

type Started = Awaited<ReturnType<typeof startEngine>>

/** LRU cache of loaded models. A folder whose card has changed is loaded again. */
export function createModelCache() {
  /** By folder, least recently used first. */
  const entries = new Map<string, Entry>()

  /** Caches the promise, so that simultaneous requests share one model. */
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

  /** Evicts idle models only. */
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
    /** Leases a model. @throws NagumoError MODEL_DAMAGED where the folder does not hold a complete model */
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
    /** Replays a model's golden traces without caching the model. */
    async replay(folder: string): Promise<GoldenReplay | null> {
      const { engine } = await startEngine()
      const known = entries.get(folder)
      if (known && known.version === (await versionOf(folder))) return (await known.model).replay
      return replayOf(await readModel(folder), engine)
    },
  }
}

function dispose({ model }: Entry): void {
  // A model that failed to load needs no disposal.
  model.then(({ network }) => network.dispose()).catch(() => {})
}

async function loadModel(folder: string, engine: Engine, backend: string): Promise<LoadedModel> {
  const stored = await readModel(folder)
  const { card, learner, weights } = stored
  const { prior } = learner
  // The replay uses the network that is kept: two copies of the weights would double memory and time of loading.
  const loaded = engine.network(learner, weights)
  const replay = replayOf(stored, { ...engine, network: () => ({ ...loaded, dispose() {} }) })
  return {
    prior,
    priorChanged: false,
    network: createTrainedNetwork(learner, card, weights, { ...engine, network: () => loaded }),
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
